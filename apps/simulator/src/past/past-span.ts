const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Taipei is UTC+8 all year. */
const TAIPEI_OFFSET_MS = 8 * HOUR_MS;

const MINUTES_BACK_MS = 24 * HOUR_MS;
const WEEKS_BACK_MS = 56 * DAY_MS;
/** So far back hours have the finer kinds too; before, only days have them. */
const FINE_HOURS_BACK_MS = 30 * DAY_MS;

/** Which instants the past covers; all in milliseconds since 1970 UTC. */
export interface PastSpan {
  /** Start of the first Taipei day, and so of the first hour. */
  readonly start: number;
  /** First minute row; the start of an hour, so that an hour has all its minutes or none. */
  readonly minutesFrom: number;
  /** End: the start of the minute in which live traffic begins. */
  readonly end: number;
}

/** The past of an instant: 8 weeks of Taipei days, of which 24 hours in minutes. */
export function pastSpanOf(now: number): PastSpan {
  const end = floor(now, MINUTE_MS);
  return {
    start: taipeiDayOf(end) - WEEKS_BACK_MS,
    minutesFrom: floor(end - MINUTES_BACK_MS, HOUR_MS),
    end,
  };
}

/** Start of the Taipei day of an instant. */
export function taipeiDayOf(time: number): number {
  return floor(time + TAIPEI_OFFSET_MS, DAY_MS) - TAIPEI_OFFSET_MS;
}

/** Minutes with rows of their own, oldest first. */
export function minutesOf({ minutesFrom, end }: PastSpan): number[] {
  return steps(minutesFrom, end, MINUTE_MS);
}

/** Start of the first Taipei day whose hours have the finer kinds. */
export function fineHoursFrom({ end }: PastSpan): number {
  return taipeiDayOf(end) - FINE_HOURS_BACK_MS;
}

/** Hours before the first minute row, oldest first. */
export function hoursBeforeMinutes({ start, minutesFrom }: PastSpan): number[] {
  return steps(start, minutesFrom, HOUR_MS);
}

/** All hours that have begun, oldest first. */
export function hoursOf({ start, end }: PastSpan): number[] {
  return steps(start, end, HOUR_MS);
}

/** Minutes of an hour that the past has, oldest first. */
export function minutesOfHour({ end }: PastSpan, hour: number): number[] {
  return steps(hour, Math.min(hour + HOUR_MS, end), MINUTE_MS);
}

/** Start of the UTC hour of an instant. */
export function hourOf(time: number): number {
  return floor(time, HOUR_MS);
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function steps(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, at) => from + at * step);
}
