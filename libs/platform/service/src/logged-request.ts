import type { IncomingMessage } from 'node:http';

/** Longest address in the log, in characters. */
const LONGEST_ADDRESS = 2_000;
/** Below these, addresses carry what a sign-in is made of: codes, states, ID tokens. */
const SIGN_IN = /^\/(auth|identity)(\/|\?|$)/;
/** Parameters that somebody may put a secret into, though no address of ours takes one. */
const SECRETS = /([?&][^=&]*(?:token|secret|password|key|authorization|session|cookie)[^=&]*=)[^&]*/gi;
/** Headers that say what happened; all others may be secrets of whoever asks. */
const SHOWN_HEADERS = ['host', 'origin', 'user-agent', 'content-type', 'content-length'] as const;

/** An address as the log shows it. @param url path and query */
export function loggedAddress(url: string): string {
  const shown = SIGN_IN.test(url) ? (url.split('?')[0] ?? '') : url.replaceAll(SECRETS, '$1***');
  return shown.length > LONGEST_ADDRESS ? `${shown.slice(0, LONGEST_ADDRESS)}…` : shown;
}

/** A request as pino-http hands it to serialisers. */
interface SerialisedRequest {
  readonly id?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly headers?: IncomingMessage['headers'];
  readonly remoteAddress?: string;
}

/** What the log shows of a request: named parts alone, so that a new header or a new part is not in it by itself. */
export function loggedRequest({ id, method, url, headers = {}, remoteAddress }: SerialisedRequest): object {
  const shown = SHOWN_HEADERS.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]]));
  return { id, method, url: loggedAddress(url ?? ''), remoteAddress, headers: Object.fromEntries(shown) as object };
}

/** What the log shows of an answer. */
export function loggedAnswer({ statusCode }: { readonly statusCode?: number | null }): object {
  return { statusCode };
}
