import { keptClaims, withoutUnknownRoles, type ClaimMapping, type Session } from '@lianfang/access';
import { SESSION_COOKIE } from './session-cookies';

/**
 * A browser takes 4,096 bytes of name and value; of a longer cookie it keeps nothing, and goes on with the one before it. Room
 * is left for a later key with a longer name.
 */
const LONGEST_COOKIE = 4_000;

/**
 * Seals a new session so that a browser takes it. It holds only the claims that the mapping reads; where that is too long it
 * goes without its ID token, then without the roles that the mapping does not know.
 * @returns undefined where it is too long even so
 */
export async function sealNew(
  session: Session,
  mapping: ClaimMapping,
  seal: (session: Session) => Promise<string>,
): Promise<{ readonly session: Session; readonly sealed: string } | undefined> {
  const whole = { ...session, claims: keptClaims(session.claims, mapping) };
  const { idToken: _, ...nameless } = whole;
  const attempts: readonly Session[] = [
    whole,
    nameless,
    { ...nameless, claims: withoutUnknownRoles(whole.claims, mapping) },
  ];
  for (const attempt of attempts) {
    const sealed = await seal(attempt);
    if (SESSION_COOKIE.length + sealed.length <= LONGEST_COOKIE) return { session: attempt, sealed };
  }
  return undefined;
}
