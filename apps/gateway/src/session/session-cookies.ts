/** The cookie of a session: `__Host-` binds it to this host, all paths, and TLS (browsers take loopback for safe). */
export const SESSION_COOKIE = '__Host-lianfang';
/** The cookie of a sign-in under way. */
export const SIGN_IN_COOKIE = '__Host-lianfang-sign-in';

const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

/** A `Set-Cookie` that lasts as long as the browser is open; the sealed text itself says when it ends. */
export function setCookie(name: string, value: string): string {
  return `${name}=${value}; ${ATTRIBUTES}`;
}

export function clearCookie(name: string): string {
  return `${name}=; ${ATTRIBUTES}; Max-Age=0`;
}

/** The value of one cookie; undefined where it is missing or there twice. @param header the header `Cookie` */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  const found = (header ?? '').split(';').flatMap((part) => {
    const text = part.trim();
    return text.startsWith(prefix) ? [text.slice(prefix.length)] : [];
  });
  return found.length === 1 && found[0] !== '' ? found[0] : undefined;
}
