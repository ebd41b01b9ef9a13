import { setTimeout as pause } from 'node:timers/promises';
import { elasticsearchReason } from '@lianfang/store';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Does something again and again while the servers can't do it now. */
export type Patience = <T>(doing: string, work: () => Promise<T>) => Promise<T>;

/** How long it is tried. */
export interface PatienceOptions {
  /** Milliseconds; collectors may be waiting meanwhile, so it ends. */
  readonly limit: number;
  readonly signal: AbortSignal;
  /** Told of every failure that is tried again. */
  readonly warn: (line: string) => void;
}

/** What is an error of ours goes through at once; the last failure of the servers when the time is up. */
export function createPatience({ limit, signal, warn }: PatienceOptions): Patience {
  return async (doing, work) => {
    const end = performance.now() + limit;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      signal.throwIfAborted();
      try {
        return await work();
      } catch (error) {
        if (isOurs(error) || performance.now() + wait > end) throw error;
        warn(`${doing}: ${elasticsearchReason(error)}. Trying again.`);
      }
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  };
}

function isOurs(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('LF-') && code !== 'LF-ES-BUSY';
}
