import type { ByDisposition, NormalRange, SeriesAnswer } from '@lianfang/contract';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
const NORMAL_WEEKS = 8;
/** With fewer weeks there is no range: the system is learning. */
const LEAST_WEEKS = 2;
/** One point of the line: short enough to show a rise, long enough not to flutter. */
export const BUCKET_MS = 10 * MINUTE;
export const DAY_MS = 24 * HOUR;

/** A day so far: blocked events a minute, in whole stretches of ten minutes. */
export interface DayPoint {
  /** Start, milliseconds since 1970 UTC. */
  readonly time: number;
  /** Null: not known. */
  readonly perMinute: number | null;
}

/** What a day is made from. */
export interface DayFacts {
  /** 00:00 in Taipei. */
  readonly day: number;
  /** Minutes of the day by REST; null before the first answer. */
  readonly stored: SeriesAnswer | null;
  /** The last 60 minutes and the open one, by minute start as text. */
  readonly live: Readonly<Record<string, ByDisposition>>;
}

function floor(instant: number, step: number): number {
  return instant - (instant % step);
}

/** The minutes that are known and whole: stored ones up to their answer's instant, live ones from then on. */
function minutesOf({ day, stored, live }: DayFacts): ReadonlyMap<number, number> {
  const minutes = new Map<number, number>();
  const fill = (from: number, to: number): void => {
    for (let minute = Math.max(day, from); minute < to; minute += MINUTE) minutes.set(minute, 0);
  };
  if (stored !== null && stored.freshness.asOf !== null) {
    fill(day, floor(stored.freshness.asOf, MINUTE));
    for (const { time, blocked } of stored.points) {
      const minute = Date.parse(time);
      if (minutes.has(minute)) minutes.set(minute, blocked);
    }
  }
  const times = Object.keys(live).map(Number);
  if (times.length === 0) return minutes;
  const open = Math.max(...times);
  fill(open - HOUR, open);
  for (const [time, { blocked }] of Object.entries(live)) {
    if (minutes.has(Number(time))) minutes.set(Number(time), blocked);
  }
  return minutes;
}

/** The day's line up to now, one point for each ten whole minutes of which all are known. */
export function dayPoints(facts: DayFacts): readonly DayPoint[] {
  const minutes = minutesOf(facts);
  const last = Math.max(...minutes.keys(), -Infinity);
  const points: DayPoint[] = [];
  for (let time = facts.day; time + BUCKET_MS <= last + MINUTE; time += BUCKET_MS) {
    const counts = Array.from({ length: BUCKET_MS / MINUTE }, (_, index) => minutes.get(time + index * MINUTE));
    const known = counts.filter((count) => count !== undefined);
    const isWhole = known.length === counts.length;
    points.push({ time, perMinute: isWhole ? known.reduce((sum, count) => sum + count, 0) / counts.length : null });
  }
  return points;
}

/**
 * Normal range of each of the 24 hours, blocked events a minute: the 10th, 50th and 90th percentile (linear between the
 * nearest two) of the same hour and weekday over 8 weeks, as the live views have it. Null while under two weeks are known.
 */
export function dayNormals(day: number, past: SeriesAnswer | null): readonly (NormalRange | null)[] {
  const first = past?.points[0];
  if (past === null || first === undefined) return Array.from({ length: 24 }, () => null);
  const start = Date.parse(first.time);
  const byHour = new Map(past.points.map(({ time, blocked }) => [Date.parse(time), blocked]));
  return Array.from({ length: 24 }, (_, index) => {
    const hours = Array.from({ length: NORMAL_WEEKS }, (__, week) => day + index * HOUR - (week + 1) * WEEK);
    const known = hours.filter((hour) => hour >= start).map((hour) => (byHour.get(hour) ?? 0) / 60);
    if (known.length < LEAST_WEEKS) return null;
    known.sort((one, other) => one - other);
    return { low: percentile(known, 0.1), middle: percentile(known, 0.5), high: percentile(known, 0.9) };
  });
}

function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return Math.round((below + (above - below) * (place - Math.floor(place))) * 100) / 100;
}

/** The normal range of a point of the day. */
export function normalAt(day: number, time: number, normals: readonly (NormalRange | null)[]): NormalRange | null {
  return normals[Math.floor((time - day) / HOUR)] ?? null;
}

/** As in the words beside it: what is nearer to the range's edge than this share of its middle is not called out. */
const MARGIN = 0.1;

/** Since when the line is out of its normal range, up to its end; null while within, near to it, or not known. */
export function outOfNormalSince(
  day: number,
  points: readonly DayPoint[],
  normals: readonly (NormalRange | null)[],
): { readonly time: number; readonly side: 'above' | 'below' } | null {
  const sideOf = ({ time, perMinute }: DayPoint, margin: number): 'above' | 'below' | null => {
    const normal = normalAt(day, time, normals);
    if (normal === null || perMinute === null) return null;
    if (perMinute > normal.high + margin * normal.middle) return 'above';
    return perMinute < normal.low - margin * normal.middle ? 'below' : null;
  };
  const last = points.at(-1);
  const side = last === undefined ? null : sideOf(last, MARGIN);
  if (side === null) return null;
  const back = [...points].reverse();
  const within = back.findIndex((point) => sideOf(point, 0) !== side);
  const first = back[(within === -1 ? back.length : within) - 1];
  return first === undefined ? null : { time: first.time, side };
}
