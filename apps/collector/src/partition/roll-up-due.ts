import { rollUp, rollUpSketches, type RollUpPlace } from '@lianfang/aggregate';
import type { RowSource, VersionedRow } from '@lianfang/contract';
import type { LogWriter } from '@lianfang/platform/kafka';
import {
  DroppedByRetentionError,
  type BulkOutcome,
  type Generations,
  type RowStore,
  type SketchStore,
} from '@lianfang/store';
import { rowMessagesOf } from '../live-messages';
import type { Moment, OpenPeriods } from './open-periods';

/** An hour is rolled up when it ended this long ago and was quiet for so long. */
const GRACE_MS = 2 * 60_000;
const QUIET_MS = 20_000;
/** Periods of one tier closed in one go, so that a file of old events does not hold up the watermark. */
const MOST_AT_ONCE = 50;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

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
  const { source, version, periods, now, generations } = work;
  const hours = periods.hoursDue(now, GRACE_MS, QUIET_MS).slice(0, MOST_AT_ONCE);
  if (hours.length > 0) await parts.flushSketches();
  for (const hour of hours) {
    await makeSketches({ source, version, time: hour, generations }, parts);
    await make({ source, version, tier: 'hour', time: hour, generations }, HOUR_MS, parts);
    periods.closeHour(hour, now.steady);
  }
  const days = periods.daysDue(now, GRACE_MS).slice(0, MOST_AT_ONCE);
  for (const day of days) {
    await make({ source, version, tier: 'day', time: day, generations }, DAY_MS, parts);
    periods.closeDay(day);
  }
  return hours.length + days.length;
}

type Placed = Pick<RollUpWork, 'generations'>;

async function make(
  { generations, ...place }: RollUpPlace & Placed,
  length: number,
  parts: RollUpParts,
): Promise<void> {
  const below = place.tier === 'hour' ? 'minute' : 'hour';
  const makeRows = async (): Promise<VersionedRow[]> => {
    const range = { from: place.time, to: place.time + length };
    const made = rollUp(place, await parts.rows.sumCells(place.source, below, range));
    refuse(await parts.rows.writeRows(made, { generations }));
    return made;
  };
  const rows = await parts.persist(`Rolling up the ${place.tier}`, () => unlessDropped(makeRows, parts));
  if (rows === undefined) return;
  await parts.persist(`Publishing the ${place.tier}`, () =>
    parts.log.append(parts.rowsLive, rowMessagesOf(rows, generations.number)),
  );
}

async function makeSketches(
  { generations, ...place }: Omit<RollUpPlace, 'tier'> & Placed,
  parts: RollUpParts,
): Promise<void> {
  const makeThem = async (): Promise<void> => {
    const counties = await parts.sketches.countiesOf(place.source, place.time);
    const made = rollUpSketches({ ...place, counties }, await parts.sketches.chunksOf(place.source, place.time));
    refuse(await parts.sketches.write(made, { generations }));
  };
  await parts.persist('Rolling up sketches', () => unlessDropped(makeThem, parts));
}

/**
 * What was made stays as it is once something below it is gone: made again of the rest it would be too small. Retention
 * keeps everything for longer than the log can bring events of its time, so this says that it was set wrong.
 */
async function unlessDropped<T>(make: () => Promise<T>, { report }: RollUpParts): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof DroppedByRetentionError)) throw error;
    report(`LF-ROLLUP-DROPPED: what came late is in the ledger and not in the hour or day. ${error.message}`);
    return undefined;
  }
}

/** The period stays open, so its figure is still read from the tier below; the log says why. */
function refuse(outcomes: readonly BulkOutcome[]): void {
  const refused = outcomes.find(({ kind }) => kind === 'refused');
  if (refused?.kind === 'refused') throw new Error(`LF-ROLLUP-REFUSED: ${refused.reason}. Correct the index's mapping`);
}
