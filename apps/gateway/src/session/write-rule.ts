import type { IncomingHttpHeaders } from 'node:http';

/** Why a request may not write: `origin` it does not come from one of our pages, `type` it is not JSON. */
export type WriteRefusal = 'origin' | 'type';

/**
 * Whether a request may change anything (against cross-site request forgery). One that a cookie speaks for must say that
 * it comes from a listed origin, or from a page of this host where that is an address or `localhost`: a name could be
 * pointed here by somebody else. A program's token is sent by nobody's browser. Both must bring JSON, which no plain form
 * of another site can.
 */
export function refusalOf(
  headers: IncomingHttpHeaders,
  listed: readonly string[],
  spokenForBy: 'cookie' | 'token',
): WriteRefusal | undefined {
  const { origin, host } = headers;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  const isOurs = origin !== undefined && (listed.includes(origin) || isOwnAddress(origin, host));
  if (spokenForBy === 'cookie' && !isOurs) return 'origin';
  return type === 'application/json' ? undefined : 'type';
}

function isOwnAddress(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin) || host === undefined) return false;
  const { host: from, hostname } = new URL(origin);
  const isFixed = hostname === 'localhost' || hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
  return isFixed && from === host.toLowerCase();
}
