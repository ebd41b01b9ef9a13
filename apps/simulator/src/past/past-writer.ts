import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { VersionedRow, Watermark } from '@lianfang/contract';
import { ElasticsearchBusyError, IndexReplacedError, type RowStore } from '@lianfang/store';
import type { Logger } from 'pino';
import type { Traffic } from '../generator/traffic';
import { detailBatches, PAST_SOURCE, totalsRows } from './past-rows';
import { pastSpanOf, type PastSpan } from './past-span';

/**
 * How far the past is. It is kept in the watermark, as start, processed and log end alike: so the ledger's sum for this
 * source is zero, as it has no log.
 */
export const PAST_STEP = {
  /** Totals are written; live traffic has not begun. */
  totals: 1,
  /** Live traffic begins where the past ends. */
  joined: 2,
  /** The finer kinds are written too; 3 was that of a release that wrote them by minute alone. */
  whole: 4,
} as const;

const BATCH = 5_000;
/** Between two batches of finer rows: what Elasticsearch is busy with otherwise goes first. */
const DETAIL_PAUSE_MS = 1_000;
const RETRY_MS = 1_000;

/** What the past is written with. */
export interface PastParts {
  readonly traffic: Traffic;
  readonly store: RowStore;
  readonly log: Logger;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

/** A row that Elasticsearch will never take. */
class RefusedRowError extends Error {
  readonly code = 'LF-SIM-REFUSED';

  constructor(reason: string) {
    super(`Elasticsearch refused a row of the demonstration's past: ${reason}. Start with an empty data folder.`);
    this.name = 'RefusedRowError';
  }
}

/** The stored state of the past, or undefined when there is none. */
export function readPast({ store }: Pick<PastParts, 'store'>): Promise<Watermark | undefined> {
  return store.readWatermark(PAST_SOURCE);
}

/** The instant at which live traffic takes over, in milliseconds since 1970 UTC. */
export function endOf(past: Watermark): number {
  return (past.eventTime ?? 0) + 1;
}

/** Writes totals rows up to the current minute, then the watermark; nothing when a past is there. */
export async function writePast(parts: PastParts, signal: AbortSignal): Promise<Watermark | undefined> {
  const { traffic, log, now } = parts;
  const known = await readPast(parts);
  if (known !== undefined) {
    log.info({ step: known.processed }, 'the past is there');
    return known;
  }
  const span = pastSpanOf(now());
  let rows = 0;
  let batch: VersionedRow[] = [];
  for (const row of totalsRows(traffic, span)) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    await writeRows(parts, batch, signal);
    if (signal.aborted) return undefined;
    rows += batch.length;
    batch = [];
  }
  await writeRows(parts, batch, signal);
  if (signal.aborted) return undefined;
  log.info(
    { rows: rows + batch.length, until: new Date(span.end).toISOString() },
    'the totals of the past are written',
  );
  return writeStep(parts, span.end, PAST_STEP.totals);
}

/** Says that live traffic has begun where the past ends. */
export async function joinPast(parts: PastParts, past: Watermark): Promise<void> {
  if (past.processed < PAST_STEP.joined) await writeStep(parts, endOf(past), PAST_STEP.joined);
}

/**
 * Writes the finer rows and says so. When it is stopped before, the next start begins again, and
 * writes the same rows.
 * @param hurry without pauses.
 */
export async function writeDetails(
  parts: PastParts,
  past: Watermark,
  how: { hurry: boolean; signal: AbortSignal },
): Promise<void> {
  if (past.processed >= PAST_STEP.whole) return;
  const { traffic, log } = parts;
  let rows = 0;
  for (const made of detailBatches(traffic, pastSpanOf(endOf(past)))) {
    await writeRows(parts, made, how.signal);
    // Live traffic has its turn in any case.
    if (made.length === 0) await turn();
    else if (!how.hurry) await pause(DETAIL_PAUSE_MS, how.signal);
    if (how.signal.aborted) return;
    rows += made.length;
  }
  await writeStep(parts, endOf(past), PAST_STEP.whole);
  log.info({ rows }, 'the past is whole');
}

/** Writes rows, again and again while Elasticsearch is busy. */
async function writeRows(parts: PastParts, rows: readonly VersionedRow[], signal: AbortSignal): Promise<void> {
  while (rows.length > 0 && !signal.aborted) {
    if (await rowsTaken(parts, rows)) return;
    await pause(RETRY_MS, signal);
  }
}

/** False when the same write is to be repeated. @throws RefusedRowError */
async function rowsTaken({ store, log }: PastParts, rows: readonly VersionedRow[]): Promise<boolean> {
  try {
    const outcomes = await store.writeRows(rows, { generations: await store.generations() });
    const refused = outcomes.find(({ kind }) => kind === 'refused');
    if (refused?.kind === 'refused') throw new RefusedRowError(refused.reason);
    return true;
  } catch (error) {
    // A rebuild that was switched just now: the next try finds the new indices.
    if (!(error instanceof ElasticsearchBusyError) && !(error instanceof IndexReplacedError)) throw error;
    log.warn({ reason: error.message }, 'Elasticsearch is busy');
    return false;
  }
}

/** All hours and days of the past are closed: they are read from hour and day rows, also the last ones, which end early. */
async function writeStep({ store, now }: PastParts, end: PastSpan['end'], step: number): Promise<Watermark> {
  const offsets = { start: step, processed: step, logEnd: step };
  const times = { eventTime: end - 1, logTime: end, at: now() };
  const mark: Watermark = { ...PAST_SOURCE, ...offsets, ...times, openHours: [], openDays: [] };
  const outcome = await store.writeWatermark(mark);
  if (outcome.kind === 'refused') throw new RefusedRowError(outcome.reason);
  return mark;
}

/** Waits, or returns early when the signal comes. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => undefined);
}
