import type { IncomingHttpHeaders } from 'node:http';

/** Why a request may not write: `origin` it does not come from one of our pages, `type` it is not JSON. */
export type WriteRefusal = 'origin' | 'type';

/**
 * Whether a request may change anything, while there is no sign-in: it must say that it comes from a page of this host
 * (which must be an address or `localhost`: a name could be pointed here by somebody else) or of a listed origin, and
 * bring JSON, which no plain form of another site can.
 */
export function refusalOf(headers: IncomingHttpHeaders, listed: readonly string[]): WriteRefusal | undefined {
  const { origin, host } = headers;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (origin === undefined || (!listed.includes(origin) && !isOwnAddress(origin, host))) return 'origin';
  return type === 'application/json' ? undefined : 'type';
}

function isOwnAddress(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin) || host === undefined) return false;
  const { host: from, hostname } = new URL(origin);
  const isFixed = hostname === 'localhost' || hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname);
  return isFixed && from === host.toLowerCase();
}
