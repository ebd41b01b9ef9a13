import type { ServerOptions } from 'node:http';

/** What one connection may cost. Times are milliseconds. */
export interface HttpLimits {
  /** Longest body in bytes; longer ones are answered 413. */
  readonly bodyBytes: number;
  /** Longest first line and headers together in bytes, the address among them; longer ones are answered 431. */
  readonly headerBytes: number;
  /** All headers have arrived within it, or 408. */
  readonly headersMs: number;
  /** The whole request, its body too, has arrived within it, or 408. Slow answers are not meant. */
  readonly requestMs: number;
  /** A connection over which nothing moves for so long is cut: a reader that stopped reading. Live sockets have their own rule. */
  readonly silentMs: number;
  /** An unused connection is kept for the next request; longer than load balancers keep theirs (60 s). */
  readonly keptMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  bodyBytes: 64 * 1024,
  headerBytes: 16 * 1024,
  headersMs: 15_000,
  requestMs: 30_000,
  silentMs: 120_000,
  keptMs: 72_000,
};

/** How often Node looks for requests that take too long. */
const LOOKS_PER_LIMIT = 4;

/** The limits as Node's own servers take them, with or without TLS. */
export function serverOptions({ headerBytes, headersMs, requestMs }: HttpLimits): ServerOptions {
  return {
    maxHeaderSize: headerBytes,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.ceil(Math.min(headersMs, requestMs) / LOOKS_PER_LIMIT),
  };
}
