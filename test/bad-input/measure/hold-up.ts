import { DuplicateWindow } from '@lianfang/aggregate';
import { logRecord, openAccount, takeRecord } from '../collector-in-memory';

/** No record within the size limit may delay its partition by more. */
export const LONGEST_MS = 10;
/**
 * What the tests let pass. Other tests share the processor with them, which makes times half as long again; alone, with
 * `LIANFANG_ALONE=1`, the limit itself holds.
 */
export const PASSES_MS = process.env['LIANFANG_ALONE'] ? LONGEST_MS : 2 * LONGEST_MS;
/** The size limit that nobody has changed. */
export const LIMIT_BYTES = 262_144;

const AT = Date.UTC(2026, 10, 20, 4, 0, 30);
/** What is not yet compiled, and what else is collected just then, is not the record's fault: the best of some runs counts. */
const TRIES = 5;

/**
 * Milliseconds of a processor that one record takes from its bytes to its account (and its dead letter): the best of some
 * runs, of one where that is short. A processor's time, because other programs run at the same time.
 */
export function holdUp(value: Buffer, format?: string): number {
  const headers = format === undefined ? {} : { format };
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && best > LONGEST_MS / 2; tries += 1) {
    const record = logRecord(value, { logTime: AT + 5_000, headers, key: Buffer.from('sensor') });
    const chunk = openAccount();
    const duplicates = new DuplicateWindow(16);
    const before = process.threadCpuUsage();
    takeRecord(record, chunk, duplicates);
    const { user, system } = process.threadCpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

/** A record of just the limit (less a part of the unit): head, the unit as often as it fits, tail. */
export function pumped(head: string, unit: string, tail = ''): Buffer {
  const room = LIMIT_BYTES - Buffer.byteLength(head) - Buffer.byteLength(tail);
  const times = Math.max(0, Math.floor(room / Buffer.byteLength(unit)));
  return Buffer.from(head + unit.repeat(times) + tail);
}

/** When the events of these records are said to have happened. */
export const EVENT_TIME = AT;
