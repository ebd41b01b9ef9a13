import type { Claims } from './claim-mapping';

/** Whether tokens of programs must be bound to a certificate, or may be. */
export type BindingRule = 'required' | 'optional';

/**
 * Whether a token may be used over this connection (RFC 8705): one that names a certificate (`cnf`, `x5t#S256`) over a
 * connection with that certificate alone, so that whoever copies it can do nothing with it. One that is bound by another
 * method, or in a way that can't be read, is bound to something that nobody showed.
 * @param shown SHA-256 of the certificate of the connection, base64url; undefined: there is none
 */
export function isHeldByItsOwner(claims: Claims, shown: string | undefined, rule: BindingRule): boolean {
  const { cnf } = claims;
  if (cnf === undefined) return rule === 'optional';
  if (typeof cnf !== 'object' || cnf === null || !Object.hasOwn(cnf, 'x5t#S256')) return false;
  const named: unknown = (cnf as Readonly<Record<string, unknown>>)['x5t#S256'];
  return typeof named === 'string' && named !== '' && named === shown;
}
