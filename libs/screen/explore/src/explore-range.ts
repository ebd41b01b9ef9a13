import { taipeiDayOf } from '@lianfang/screen/data-access';
import type { Asked, Earlier } from './explore-address';

export const INTERVALS = ['minute', 'hour', 'day'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Milliseconds since 1970 UTC; `to` not included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One question of a long range. */
export interface Piece extends Stretch {
  readonly of: 'current' | 'earlier';
}

/** What is asked for: whole intervals. */
export interface Plan extends Stretch {
  readonly interval: Interval;
  /** The last interval is not over: its figure still grows. */
  readonly isFilling: boolean;
  /** How much earlier the compared period begins; 0 without one. */
  readonly shift: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TAIPEI_AHEAD = 8 * HOUR;
export const LENGTH: Readonly<Record<Interval, number>> = { minute: MINUTE, hour: HOUR, day: DAY };
/** So much is asked at once. */
const PIECE: Readonly<Record<Interval, number>> = { minute: 6 * HOUR, hour: 7 * DAY, day: 90 * DAY };
/** So many intervals can be drawn. */
export const MOST_INTERVALS = 1_500;
const FINEST: readonly (readonly [upTo: number, interval: Interval])[] = [
  [6 * HOUR, 'minute'],
  [8 * DAY, 'hour'],
];

/** The range that was asked for, as of `now`. */
export function rangeOf({ range, from, to }: Pick<Asked, 'range' | 'from' | 'to'>, now: number): Stretch {
  const month = monthOf(now);
  switch (range) {
    case 'absolute':
      return { from, to };
    case 'today':
      return { from: taipeiDayOf(now), to: now };
    case 'month':
      return { from: month, to: now };
    case 'last-month':
      return { from: monthOf(month - 1), to: month };
    default: {
      const lengths = { hour: HOUR, '6h': 6 * HOUR, '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '90d': 90 * DAY };
      return { from: now - lengths[range], to: now };
    }
  }
}

/** Whether an interval can be asked of a range; too many could not be told apart. */
export function isDrawable({ from, to }: Stretch, interval: Interval): boolean {
  return (to - from) / LENGTH[interval] <= MOST_INTERVALS;
}

/** The interval that the page chooses, or that was chosen where it can be drawn. */
export function intervalOf(asked: Interval | 'auto', range: Stretch): Interval {
  if (asked !== 'auto' && isDrawable(range, asked)) return asked;
  return FINEST.find(([upTo]) => range.to - range.from <= upTo)?.[1] ?? 'day';
}

/**
 * Whole intervals that hold the range. With an earlier period beside it only those that are over: a day that has begun is
 * always less than a whole one.
 */
export function planOf(asked: Pick<Asked, 'range' | 'from' | 'to' | 'interval' | 'compare'>, now: number): Plan {
  const range = rangeOf(asked, now);
  const interval = intervalOf(asked.interval, range);
  const from = startOf(range.from, interval);
  const end = startOf(range.to - 1, interval) + LENGTH[interval];
  const isFilling = end > now && startOf(now, interval) > from;
  const to = isFilling && asked.compare !== null ? startOf(now, interval) : Math.max(end, from + LENGTH[interval]);
  const shift = asked.compare === null ? 0 : shiftOf(asked.compare, { from, to });
  return { from, to, interval, isFilling: to > now, shift };
}

/** The pieces of a plan: the current period first. */
export function piecesOf({ from, to, interval, shift }: Plan): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let begin = from; begin < to; begin += PIECE[interval]) {
    pieces.push({ of: 'current', from: begin, to: Math.min(to, begin + PIECE[interval]) });
  }
  if (shift === 0) return pieces;
  return [
    ...pieces,
    ...pieces.map((piece) => ({ of: 'earlier' as const, from: piece.from - shift, to: piece.to - shift })),
  ];
}

/** How many intervals a plan has. */
export function countOf({ from, to, interval }: Pick<Plan, 'from' | 'to' | 'interval'>): number {
  return Math.round((to - from) / LENGTH[interval]);
}

function startOf(instant: number, interval: Interval): number {
  return interval === 'day' ? taipeiDayOf(instant) : instant - (instant % LENGTH[interval]);
}

function monthOf(instant: number): number {
  const there = new Date(instant + TAIPEI_AHEAD);
  return Date.UTC(there.getUTCFullYear(), there.getUTCMonth()) - TAIPEI_AHEAD;
}

function shiftOf(earlier: Earlier, { from, to }: Stretch): number {
  if (earlier === 'previous') return to - from;
  if (earlier === 'week') return 7 * DAY;
  const there = new Date(from + TAIPEI_AHEAD);
  there.setUTCFullYear(there.getUTCFullYear() - 1);
  return from + TAIPEI_AHEAD - there.getTime();
}
