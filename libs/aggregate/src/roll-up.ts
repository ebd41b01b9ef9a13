import { rowId, type Row, type RowSource, type RowTier, type VersionedRow } from '@lianfang/contract';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Taipei is UTC+8 all year; it has had no daylight saving time since 1979. */
const TAIPEI_OFFSET_MS = 8 * HOUR_MS;

/** Start of the UTC hour of an instant (milliseconds). */
export function hourOf(time: number): number {
  return Math.floor(time / HOUR_MS) * HOUR_MS;
}

/** Start of the Asia/Taipei day of an instant (milliseconds). */
export function taipeiDayOf(time: number): number {
  return Math.floor((time + TAIPEI_OFFSET_MS) / DAY_MS) * DAY_MS - TAIPEI_OFFSET_MS;
}

/** A summed cell of any kind: a row without source, tier and time. */
export type CellSum = Omit<Row, keyof RowSource | 'tier' | 'chunk' | 'time'>;

/** Where the rows of a rollup belong. */
export interface RollUpPlace {
  readonly source: RowSource;
  readonly tier: Extract<RowTier, 'hour' | 'day'>;
  /** Start of the hour, or of the Taipei day. */
  readonly time: number;
  /** The progress acknowledged before the rows below were read. */
  readonly version: number;
}

/** Hour or day rows, one for each cell, from the sums of the tier below. */
export function rollUp(place: RollUpPlace, cells: readonly CellSum[]): VersionedRow[] {
  return cells.map((cell) => {
    const row: Row = { ...place.source, tier: place.tier, time: place.time, ...cell };
    return { id: rowId(row), version: place.version, row };
  });
}
