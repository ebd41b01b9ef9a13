import type { IncomingMessage } from 'node:http';

/**
 * Whether a page may open the live socket: one of our own host, or of a listed origin. Browsers always name their page's;
 * a program, which shows a token and no cookie, has none.
 */
export function isAllowedOrigin({ headers }: Pick<IncomingMessage, 'headers'>, listed: readonly string[]): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers.cookie === undefined;
  if (listed.includes(origin)) return true;
  return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
}
