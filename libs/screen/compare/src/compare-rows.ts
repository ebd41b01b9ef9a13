import type {
  ByDisposition,
  DirectorySummary,
  NormalRange,
  NormalsAnswer,
  PostureAnswer,
  SeriesAnswer,
  SituationView,
} from '@lianfang/contract';
import type { CompareAnswers, CompareQuestion } from '@lianfang/screen/data-access';
import { compareWithNormal, type Comparison } from '@lianfang/screen/kit';
import type { Measure } from './compare-address';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LENGTHS = { hour: HOUR, day: 24 * HOUR } as const;
/** Half of the intervals must have a normal range: of fewer, a comparison would be of other times than the figure. */
const LEAST_KNOWN = 0.5;

/** One interval of a county: events that were blocked, and how many are normal. */
export interface TrendPoint {
  readonly time: number;
  readonly blocked: number;
  /** In events of this interval; null while learning. */
  readonly normal: NormalRange | null;
}

/** What is known of one county, or of what belongs to none; counts are of the period. Null: not known. */
export interface CompareRow {
  /** 5 digits, or `unlocated`. */
  readonly code: string;
  readonly name: string;
  readonly agencies: number | null;
  readonly protectedAddresses: number | null;
  readonly score: number | null;
  readonly total: ByDisposition | null;
  readonly earlier: number | null;
  readonly outbound: number | null;
  readonly trend: readonly TrendPoint[];
  readonly comparison: Comparison;
  readonly sensors: { readonly seen: number; readonly registered: number } | null;
}

export interface CompareFacts {
  readonly directory: DirectorySummary | null;
  readonly english: boolean;
  /** What events without a county are called. */
  readonly unlocated: string;
  readonly answers: CompareAnswers | null;
  readonly postures: PostureAnswer | null;
  readonly live: SituationView['counties'] | null;
}

/** Hour by hour, in events a minute. */
type Hours = ReadonlyMap<number, NormalRange | null>;

function hoursOf(normals: readonly NormalsAnswer[] | null, code: string): Hours {
  return new Map(
    (normals ?? []).flatMap(({ hours, places }) => {
      const ranges = places.find(({ county }) => county === code)?.ranges ?? [];
      return hours.map((hour, at) => [Date.parse(hour), ranges[at] ?? null] as const);
    }),
  );
}

/** How many events are normal in an interval: those of its hours, added up. Null where one of them is not known. */
function normalOf(time: number, length: number, hours: Hours): NormalRange | null {
  const sum = { low: 0, middle: 0, high: 0 };
  for (let hour = time; hour < time + length; hour += HOUR) {
    const range = hours.get(hour) ?? null;
    if (range === null) return null;
    sum.low += range.low * 60;
    sum.middle += range.middle * 60;
    sum.high += range.high * 60;
  }
  return sum;
}

function keyOf(series: SeriesAnswer | null, code: string) {
  return series?.split?.keys.find(({ key }) => key === code) ?? null;
}

function trendOf(question: CompareQuestion, series: SeriesAnswer, code: string, hours: Hours): readonly TrendPoint[] {
  const length = LENGTHS[question.interval];
  const counted = new Map((keyOf(series, code)?.points ?? []).map(({ time, blocked }) => [Date.parse(time), blocked]));
  const points: TrendPoint[] = [];
  for (let time = question.from; time < question.to; time += length) {
    points.push({ time, blocked: counted.get(time) ?? 0, normal: normalOf(time, length, hours) });
  }
  return points;
}

/** The period against the normal of the same intervals, both as events a minute. */
export function versusNormal(trend: readonly TrendPoint[], interval: CompareQuestion['interval']): Comparison {
  const known = trend.flatMap(({ blocked, normal }) => (normal === null ? [] : [{ blocked, normal }]));
  if (known.length === 0 || known.length < trend.length * LEAST_KNOWN) return { kind: 'learning' };
  const minutes = (known.length * LENGTHS[interval]) / MINUTE;
  const perMinute = (of: (point: (typeof known)[number]) => number): number =>
    known.reduce((sum, point) => sum + of(point), 0) / minutes;
  return compareWithNormal(
    perMinute(({ blocked }) => blocked),
    {
      low: perMinute(({ normal }) => normal.low),
      middle: perMinute(({ normal }) => normal.middle),
      high: perMinute(({ normal }) => normal.high),
    },
  );
}

function sensorsOf(postures: PostureAnswer | null, code: string): CompareRow['sensors'] {
  const sensors = postures?.items.find(({ county }) => county === code)?.inputs.sensors ?? null;
  // A late sensor was heard; one that is silent, or never was heard, was not.
  return sensors === null ? null : { seen: sensors.alive + sensors.late, registered: sensors.registered };
}

function eventsOf(answers: CompareAnswers | null, code: string) {
  if (answers === null) {
    return { total: null, earlier: null, outbound: null, trend: [], comparison: { kind: 'learning' } as const };
  }
  const { question, current, earlier, outbound, normals } = answers;
  const trend = trendOf(question, current, code, hoursOf(normals, code));
  const sent = keyOf(outbound, code)?.total ?? null;
  return {
    total: keyOf(current, code)?.total ?? null,
    earlier: keyOf(earlier, code)?.total.blocked ?? null,
    outbound: sent === null ? null : sent.blocked + sent.allowed + sent.detected,
    trend,
    comparison: versusNormal(trend, question.interval),
  };
}

/** Every county of the directory, in its order. */
export function compareRows({ directory, english, answers, postures, live }: CompareFacts): readonly CompareRow[] {
  return (directory?.counties ?? []).map(({ code, name, agencies, protectedAddresses }) => ({
    code,
    name: english ? name.en : name.zh,
    agencies,
    protectedAddresses,
    score: live?.[code]?.posture?.score ?? null,
    sensors: sensorsOf(postures, code),
    ...eventsOf(answers, code),
  }));
}

/** Events that belong to no county: they have no addresses, agencies or score to be measured by. */
export function unlocatedRow({ unlocated, answers }: Pick<CompareFacts, 'unlocated' | 'answers'>): CompareRow {
  const nothing = { agencies: null, protectedAddresses: null, score: null, sensors: null };
  return { code: 'unlocated', name: unlocated, ...nothing, ...eventsOf(answers, 'unlocated') };
}

/** What a county's counts are divided by; null where the directory names nothing to divide by. */
export function divisorOf({ agencies, protectedAddresses }: CompareRow, measure: Measure): number | null {
  if (measure === 'raw') return 1;
  const base = measure === 'perAgency' ? agencies : protectedAddresses;
  if (base === null || base === 0) return null;
  return measure === 'perAgency' ? base : base / 1_000;
}

/**
 * A count in a measure, with the digits that are shown and saved: all of a count and of a quotient from 100 on, two decimals
 * of a smaller one, and two digits of one below a hundredth, so that few events of a large county are not nought.
 */
export function inMeasure(count: number | null, row: CompareRow, measure: Measure): number | null {
  const divisor = divisorOf(row, measure);
  if (count === null || divisor === null) return null;
  const value = count / divisor;
  if (measure === 'raw') return value;
  if (value >= 100) return Math.round(value);
  return value > 0 && value < 0.01 ? Number(value.toPrecision(2)) : Math.round(value * 100) / 100;
}
