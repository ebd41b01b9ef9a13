import type { BreakdownAnswer, ByDisposition, SeriesAnswer, SeriesPoint } from '@lianfang/contract';
import { LENGTH, countOf, type Piece, type Plan } from './explore-range';

/** A piece and what came back: null while it is not there. */
export interface Told {
  readonly piece: Piece;
  readonly answer: SeriesAnswer | null;
}

/** What a line of the figures is about. `rest`: all that no line names, where nothing finer is known of it. */
export type LineKind = 'key' | 'others' | 'unassigned' | 'overflow' | 'rest' | 'all';

/** One line: a key, or what is left, with its sums. */
export interface Line {
  readonly kind: LineKind;
  /** Empty where it is no key. */
  readonly key: string;
  readonly counts: ByDisposition;
  readonly sum: number;
  /** The earlier period's sum; null where it is not known. */
  readonly earlier: number | null;
}

/** A key interval by interval: null where the piece is missing, or where nothing was told apart. */
export interface Course {
  readonly kind: 'key' | 'rest' | 'all';
  readonly key: string;
  readonly values: readonly (number | null)[];
}

/** What an earlier release counted without telling it apart. What lines say of it is the least that it can be. */
export interface Untold {
  /** Start of each interval that has some. */
  readonly times: readonly number[];
  readonly events: number;
  /** Whether the total has them: no filter had to judge them. */
  readonly counted: boolean;
}

/** All that the page draws of one question. */
export interface Result {
  readonly plan: Plan;
  /** Start of each interval. */
  readonly times: readonly number[];
  /** What is told apart, and the rest; they add up to `all`, interval by interval. */
  readonly courses: readonly Course[];
  readonly all: Course;
  /** The earlier period, moved to this one; null without one. */
  readonly earlier: readonly (number | null)[] | null;
  readonly lines: readonly Line[];
  readonly total: Line;
  readonly missing: readonly Piece[];
  /** Events of the range that no filter can judge: they are in no line. Null without such. */
  readonly beyond: number | null;
  /** Events of the range that were not told apart when they were counted; null without such. */
  readonly untold: Untold | null;
  /** Everything up to here is in the figures of each piece; the oldest says it. */
  readonly asOf: number | null;
}

/** Reads a sum of all answers; null where it is not known. */
type Sum = (read: (answer: SeriesAnswer) => ByDisposition) => number | null;

const NONE: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

export function sumOf({ blocked, allowed, detected }: ByDisposition): number {
  return blocked + allowed + detected;
}

function plus(one: ByDisposition, other: ByDisposition): ByDisposition {
  return {
    blocked: one.blocked + other.blocked,
    allowed: one.allowed + other.allowed,
    detected: one.detected + other.detected,
  };
}

function minus(one: ByDisposition, other: ByDisposition): ByDisposition {
  return {
    blocked: one.blocked - other.blocked,
    allowed: one.allowed - other.allowed,
    detected: one.detected - other.detected,
  };
}

/** Puts the pieces together. `breakdown`: what the keys were taken from; null where nothing is told apart. */
export function resultOf(plan: Plan, told: readonly Told[], breakdown: BreakdownAnswer | null): Result {
  const current = told.filter(({ piece }) => piece.of === 'current');
  const before = told.filter(({ piece }) => piece.of === 'earlier');
  const keys = breakdown?.items.map(({ key }) => key) ?? [];
  const whole = countsOf(current, wholeOf);
  const named = keys.map((key) => ({ key, counts: countsOf(current, (answer) => keyOf(answer, key)) }));
  const keySum = named.reduce((sum, { counts }) => plus(sum, counts), NONE);
  const untold = untoldOf(current);
  const { wholeBefore, partBefore } = readsOf(before);
  const lines = named.map(({ key, counts }): Line => {
    return { kind: 'key', key, counts, sum: sumOf(counts), earlier: partBefore((answer) => keyOf(answer, key)) };
  });
  const restEarlier = partBefore((answer) => answer.split?.rest.total ?? NONE);
  const courses = coursesOf(plan, current, keys);
  const all = courseOf(plan, current, { kind: 'all', key: '', points: ({ points }) => points, unknown: unlessCounted });
  const asOfs = told.flatMap(({ answer }) => answer?.freshness.asOf ?? []);
  const isWhole = current.every(({ answer }) => answer !== null);
  return {
    plan,
    times: Array.from({ length: countOf(plan) }, (_, index) => plan.from + index * LENGTH[plan.interval]),
    courses: breakdown === null ? [all] : courses,
    all,
    earlier:
      before.length === 0
        ? null
        : valuesOf(plan, before, { points: ({ points }) => points, unknown: unlessCounted, shift: plan.shift }),
    lines:
      breakdown === null
        ? []
        : [...lines, ...restLines(minus(whole, keySum), isWhole ? breakdown : null, restEarlier)].sort(byWeight),
    total: {
      kind: 'all',
      key: '',
      counts: whole,
      sum: sumOf(whole),
      earlier: wholeBefore(wholeOf),
    },
    missing: told.flatMap(({ piece, answer }) => (answer === null ? [piece] : [])),
    beyond: beyondOf(current),
    untold,
    asOf: asOfs.length > 0 ? Math.min(...asOfs) : null,
  };
}

const ORDER: Readonly<Record<LineKind, number>> = { key: 0, others: 1, unassigned: 2, overflow: 3, rest: 4, all: 5 };

function byWeight(one: Line, other: Line): number {
  return ORDER[one.kind] - ORDER[other.kind] || other.sum - one.sum;
}

/**
 * What no key names, by what the breakdown says of it; together they are the rest. Where they can't be told apart exactly
 * (a piece is missing, or events came between the questions) it is one line.
 */
function restLines(rest: ByDisposition, breakdown: BreakdownAnswer | null, earlier: number | null): readonly Line[] {
  const line = (kind: LineKind, counts: ByDisposition, before: number | null): Line => {
    return { kind, key: '', counts, sum: sumOf(counts), earlier: before };
  };
  if (sumOf(rest) === 0) return (earlier ?? 0) > 0 ? [line('rest', rest, earlier)] : [];
  if (breakdown === null) return [line('rest', rest, earlier)];
  const { unassigned } = breakdown;
  // A filter can't judge what is beyond the limit: it is in no sum then.
  const overflow = sumOf(breakdown.overflow) <= sumOf(rest) ? breakdown.overflow : NONE;
  const others = minus(minus(rest, unassigned), overflow);
  const isWrong = Math.min(others.blocked, others.allowed, others.detected) < 0;
  const isExact = sumOf(minus(others, breakdown.others)) === 0;
  if (isWrong || !isExact) return [line('rest', rest, earlier)];
  const parts = [line('others', others, null), line('unassigned', unassigned, null), line('overflow', overflow, null)];
  const shown = parts.filter(({ sum }) => sum > 0);
  const [only] = shown;
  return shown.length === 1 && only ? [{ ...only, earlier }] : shown;
}

function countsOf(told: readonly Told[], read: (answer: SeriesAnswer) => ByDisposition): ByDisposition {
  return told.reduce((sum, { answer }) => (answer === null ? sum : plus(sum, read(answer))), NONE);
}

function wholeOf({ total }: SeriesAnswer): ByDisposition {
  return total;
}

function keyOf({ split }: SeriesAnswer, key: string): ByDisposition {
  return split?.keys.find((each) => each.key === key)?.total ?? NONE;
}

function coursesOf(plan: Plan, told: readonly Told[], keys: readonly string[]): readonly Course[] {
  const named = keys.map((key) =>
    courseOf(plan, told, {
      kind: 'key',
      key,
      points: ({ split }) => split?.keys.find((each) => each.key === key)?.points ?? [],
      unknown: ({ untold }) => untold.points,
    }),
  );
  const rest = courseOf(plan, told, {
    kind: 'rest',
    key: '',
    // Without keys nothing is told apart by the server: all of it is the rest.
    points: ({ split, points }) => (split === null ? points : split.rest.points),
    unknown: unlessCounted,
  });
  return rest.values.some((value) => (value ?? 0) > 0) ? [...named, rest] : named;
}

interface Reading {
  readonly points: (answer: SeriesAnswer) => readonly SeriesPoint[];
  /** Where nought is not known to be nought. */
  readonly unknown: (answer: SeriesAnswer) => readonly SeriesPoint[];
  readonly shift?: number;
}

function courseOf(
  plan: Plan,
  told: readonly Told[],
  { kind, key, ...reading }: Reading & Pick<Course, 'kind' | 'key'>,
): Course {
  return { kind, key, values: valuesOf(plan, told, reading) };
}

/** Sums of the earlier period: null where they are not known, for a whole or for its parts. */
function readsOf(before: readonly Told[]): Record<'wholeBefore' | 'partBefore', Sum> {
  const isThere = before.length > 0 && before.every(({ answer }) => answer !== null);
  const untold = untoldOf(before);
  const sumIf =
    (isKnown: boolean): Sum =>
    (read) =>
      isKnown ? sumOf(countsOf(before, read)) : null;
  return {
    wholeBefore: sumIf(isThere && (untold === null || untold.counted)),
    partBefore: sumIf(isThere && untold === null),
  };
}

/** Events beyond the limit of cells that no filter can judge; null without such. */
function beyondOf(told: readonly Told[]): number | null {
  const beyond = told.reduce(
    (sum, { answer }) => sum + (answer?.untold.counted === false ? sumOf(answer.overflow) : 0),
    0,
  );
  return beyond > 0 ? beyond : null;
}

/** What a filter could not judge is in no point. */
function unlessCounted({ untold }: SeriesAnswer): readonly SeriesPoint[] {
  return untold.counted ? [] : untold.points;
}

function untoldOf(told: readonly Told[]): Untold | null {
  const answers = told.flatMap(({ answer }) => answer?.untold ?? []);
  const points = answers.flatMap((untold) => untold.points);
  if (points.length === 0) return null;
  return {
    times: points.map(({ time }) => Date.parse(time)),
    events: points.reduce((sum, point) => sum + sumOf(point), 0),
    counted: answers.every(({ counted }) => counted),
  };
}

/** Interval by interval; what was answered and has no point is nought, unless that is not known. */
function valuesOf(
  plan: Plan,
  told: readonly Told[],
  { points, unknown, shift = 0 }: Reading,
): readonly (number | null)[] {
  const values: (number | null)[] = Array.from({ length: countOf(plan) }, () => null);
  const indexOf = (instant: number): number => Math.round((instant + shift - plan.from) / LENGTH[plan.interval]);
  for (const { piece, answer } of told) {
    if (answer === null) continue;
    values.fill(0, indexOf(piece.from), indexOf(piece.to));
    for (const { time } of unknown(answer)) values[indexOf(Date.parse(time))] = null;
    for (const point of points(answer)) {
      const at = indexOf(Date.parse(point.time));
      if (at >= 0 && at < values.length && sumOf(point) > 0) values[at] = sumOf(point);
    }
  }
  return values;
}

/** By how much a line changed: null where it can't be said. */
export function changeOf({ sum, earlier }: Line): number | null {
  return earlier === null ? null : sum - earlier;
}
