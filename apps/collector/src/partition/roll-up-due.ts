import { rollUp, rollUpSketches, type RollUpPlace } from '@lianfang/aggregate';
import type { RowSource } from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';
import type { BulkOutcome, DroppedIndex, Generations, RowStore, SketchStore } from '@lianfang/store';
import { rowMessagesOf } from '../live-messages';
import type { Moment, OpenPeriods } from './open-periods';

/** An hour is rolled up when it ended this long ago and was quiet for so long. */
const GRACE_MS = 2 * 60_000;
const QUIET_MS = 20_000;
/** Periods of one tier closed in one go, so that a file of old events does not hold up the watermark. */
const MOST_AT_ONCE = 50;
/** Of these what is read and written at once fits in memory. */
const BATCH = 10;

/** What is to be rolled up. */
export interface RollUpWork {
  readonly source: RowSource;
  /** The progress acknowledged: the version of the rows that are made. */
  readonly version: number;
  readonly periods: OpenPeriods;
  readonly now: Moment;
  /** As they were when the partition was opened. */
  readonly generations: Generations;
}

/** Where rolled-up rows go. */
export interface RollUpParts {
  readonly rows: RowStore;
  readonly sketches: SketchStore;
  readonly log: LogWriter;
  readonly rowsLive: string;
  /** Writes the sketches that wait, so that an hour's are whole before it is closed. */
  readonly flushSketches: () => Promise<void>;
  readonly persist: <T>(doing: string, work: () => Promise<T>) => Promise<T>;
  /** Told what could not be made, and why. */
  readonly report: (problem: string) => void;
}

/**
 * Makes hour rows from minute rows and day rows from hour rows, stores and publishes them, and closes the periods.
 * When it runs depends on the clock; what it writes does not.
 * @returns how many periods were closed.
 */
export async function rollUpDue(work: RollUpWork, parts: RollUpParts): Promise<number> {
  const { periods, now } = work;
  const hours = periods.hoursDue(now, GRACE_MS, QUIET_MS).slice(0, MOST_AT_ONCE);
  if (hours.length > 0) await parts.flushSketches();
  for (const batch of batches(hours)) {
    await makeSketches(batch, work, parts);
    await makeRows('hour', batch, work, parts);
    for (const hour of batch) periods.closeHour(hour, now.steady);
  }
  const days = periods.daysDue(now, GRACE_MS).slice(0, MOST_AT_ONCE);
  for (const batch of batches(days)) {
    await makeRows('day', batch, work, parts);
    for (const day of batch) periods.closeDay(day);
  }
  return hours.length + days.length;
}

async function makeRows(
  tier: RollUpPlace['tier'],
  starts: readonly number[],
  { source, version, generations }: RollUpWork,
  parts: RollUpParts,
): Promise<void> {
  const { rows, dropped } = await parts.persist(`Rolling up the ${tier}`, async () => {
    const sums = await parts.rows.sumPeriods(source, tier === 'hour' ? 'minute' : 'hour', starts);
    const made = [...sums.cells].flatMap(([time, cells]) => rollUp({ source, version, tier, time }, cells));
    refuse(await parts.rows.writeRows(made, { generations }));
    return { rows: made, dropped: sums.dropped };
  });
  reportDropped(dropped, parts);
  await parts.persist(`Publishing the ${tier}`, () =>
    parts.log.append(parts.rowsLive, rowMessagesOf(rows, generations.number)),
  );
}

async function makeSketches(
  hours: readonly number[],
  { source, version, generations }: RollUpWork,
  parts: RollUpParts,
): Promise<void> {
  const dropped = await parts.persist('Rolling up sketches', async () => {
    const read = await parts.sketches.ofHours(source, hours);
    const made = [...read.hours].flatMap(([time, { chunks, counties }]) =>
      rollUpSketches({ source, version, time, counties }, chunks),
    );
    refuse(await parts.sketches.write(made, { generations }));
    return read.dropped;
  });
  reportDropped(dropped, parts);
}

/**
 * What was made stays as it is once something below it is gone: made again of the rest it would be too small. Retention
 * keeps everything for longer than the log can bring events of its time, so this says that it was set wrong.
 */
function reportDropped(dropped: readonly DroppedIndex[], { report }: RollUpParts): void {
  for (const { name } of dropped) {
    report(
      `LF-ROLLUP-DROPPED: ${name} was dropped, so what came late of its time is in the ledger and not in hours and days. ` +
        'Keep it longer than the log may bring events of its time (LIANFANG_KEEP_…).',
    );
  }
}

function batches(starts: readonly number[]): number[][] {
  const count = Math.ceil(starts.length / BATCH);
  return Array.from({ length: count }, (_, at) => starts.slice(at * BATCH, (at + 1) * BATCH));
}

/** The period stays open, so its figure is still read from the tier below; the log says why. */
function refuse(outcomes: readonly BulkOutcome[]): void {
  const refused = outcomes.find(({ kind }) => kind === 'refused');
  if (refused?.kind === 'refused') throw new Error(`LF-ROLLUP-REFUSED: ${refused.reason}. Correct the index's mapping`);
}
