import {
  DEMONSTRATION_TOPIC,
  rowId,
  type Row,
  type RowSource,
  type RowTier,
  type VersionedRow,
} from '@lianfang/contract';
import type { Traffic } from '../generator/traffic';
import { countDetails, countHourDetails, DetailSums, type DetailCell } from './count-details';
import { addTotals, cellOf, countHour, countMinute, totalsOf, type Totals } from './count-totals';
import {
  fineHoursFrom,
  hourOf,
  hoursBeforeMinutes,
  hoursOf,
  minutesOf,
  minutesOfHour,
  taipeiDayOf,
  type PastSpan,
} from './past-span';

/** The log that never was: the source of the past's rows. */
export const PAST_SOURCE: RowSource = { topic: DEMONSTRATION_TOPIC, epoch: 1, partition: 0 };

/** Rows of the past are written once. */
const VERSION = 1;
const ONLY_CHUNK = '0.0';
/** Screens show the last hour. */
const SHOWN_MINUTES = 60;

/**
 * Rows of the totals kind: minutes, hours and days, the newest minutes first, because screens show those. Hours and
 * days add up exactly to what is below them.
 */
export function* totalsRows(traffic: Traffic, span: PastSpan): Generator<VersionedRow> {
  const hours = new Map<number, Totals>();
  for (const minute of minutesOf(span).reverse()) {
    const totals = totalsOf(countMinute(traffic, minute));
    addTotals(entry(hours, hourOf(minute)), totals);
    yield* rowsOf('minute', minute, totals);
  }
  for (const hour of hoursBeforeMinutes(span)) hours.set(hour, totalsOf(countHour(traffic, hour)));
  const days = new Map<number, Totals>();
  for (const [hour, totals] of hours) {
    addTotals(entry(days, taipeiDayOf(hour)), totals);
    yield* rowsOf('hour', hour, totals);
  }
  for (const [day, totals] of days) yield* rowsOf('day', day, totals);
}

/**
 * Rows of the other three kinds, batch by batch: first the minutes that screens show, then hours and days, the newest first,
 * then the other minutes. An empty batch is a rest between two parts of one that takes long to make.
 */
export function* detailBatches(traffic: Traffic, span: PastSpan): Generator<VersionedRow[]> {
  const minutes = minutesOf(span).reverse();
  for (const minute of minutes.slice(0, SHOWN_MINUTES)) yield detailRows(traffic, minute);
  yield* coarserBatches(traffic, span);
  for (const minute of minutes.slice(SHOWN_MINUTES)) yield detailRows(traffic, minute);
}

/** Minute rows of the other three kinds. */
export function detailRows(traffic: Traffic, minute: number): VersionedRow[] {
  return detailsAt('minute', minute, countDetails(traffic, minute));
}

/** Hours and days of the other three kinds: days add up to their hours, hours to their minutes where they have some. */
function* coarserBatches(traffic: Traffic, span: PastSpan): Generator<VersionedRow[]> {
  const fineFrom = fineHoursFrom(span);
  let day = { start: taipeiDayOf(span.end - 1), sums: new DetailSums() };
  for (const hour of hoursOf(span).reverse()) {
    if (taipeiDayOf(hour) !== day.start) {
      yield detailsAt('day', day.start, day.sums.all());
      day = { start: taipeiDayOf(hour), sums: new DetailSums() };
    }
    const sums = new DetailSums();
    for (const cells of hourParts(traffic, span, hour)) {
      sums.addAll(cells);
      yield [];
    }
    day.sums.addAll(sums.all());
    if (hour >= fineFrom) yield detailsAt('hour', hour, sums.all());
  }
  yield detailsAt('day', day.start, day.sums.all());
}

function* hourParts(traffic: Traffic, span: PastSpan, hour: number): Generator<DetailCell[]> {
  if (hour < span.minutesFrom) yield countHourDetails(traffic, hour);
  else for (const minute of minutesOfHour(span, hour)) yield countDetails(traffic, minute);
}

function detailsAt(tier: RowTier, time: number, cells: readonly DetailCell[]): VersionedRow[] {
  const chunk = tier === 'minute' ? { chunk: ONLY_CHUNK } : {};
  return cells.map((cell) => versioned({ ...PAST_SOURCE, tier, ...chunk, time, ...cell }));
}

function* rowsOf(tier: RowTier, time: number, totals: Totals): Generator<VersionedRow> {
  const chunk = tier === 'minute' ? { chunk: ONLY_CHUNK } : {};
  for (const [key, count] of totals) {
    yield versioned({ ...PAST_SOURCE, tier, kind: 'totals', ...chunk, time, ...cellOf(key), count });
  }
}

function versioned(row: Row): VersionedRow {
  return { id: rowId(row), version: VERSION, row };
}

function entry(map: Map<number, Totals>, key: number): Totals {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made: Totals = new Map();
  map.set(key, made);
  return made;
}
