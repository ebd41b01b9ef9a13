import { setTimeout as pause } from 'node:timers/promises';
import { ElasticsearchBusyError, elasticsearchReason, IndexReplacedError } from '@lianfang/store';
import type { ServiceLog } from './service-log';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
const LOG_EVERY_MS = 30_000;

/** How long something is tried again. */
export interface Persistence {
  /** For the log: what is being done. */
  readonly doing: string;
  readonly log: ServiceLog;
  /** Checked before each try: when it is aborted, waiting ends with its reason. */
  readonly signal: AbortSignal;
}

/**
 * Does something until it succeeds: the servers may be away for long, and nothing is lost by waiting. What went wrong
 * is logged at once, every 30 s, and when it becomes something else: a person may be putting it right.
 * @throws IndexReplacedError: whoever wrote there must look again where to begin.
 */
export async function persist<T>(work: () => Promise<T>, { doing, log, signal }: Persistence): Promise<T> {
  let loggedAt = -Infinity;
  let loggedCode = '';
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (error instanceof IndexReplacedError) throw error;
      const text = textOf(error);
      const code = codeIn(text);
      if (code !== loggedCode || performance.now() - loggedAt > LOG_EVERY_MS) {
        loggedAt = performance.now();
        loggedCode = code;
        log.warn(`${doing}: ${text} Trying again.`);
      }
    }
    // Jitter, so that partitions do not all come back at once.
    await pause(wait * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
  }
}

/** The last one says most: the first is that Elasticsearch takes nothing. */
function codeIn(text: string): string {
  return text.match(/LF-[A-Z-]+/g)?.at(-1) ?? '';
}

function textOf(error: unknown): string {
  if (error instanceof ElasticsearchBusyError) return error.message;
  return error instanceof Error ? `${error.name}: ${elasticsearchReason(error)}.` : String(error);
}
