import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** What is known of a sensor's clock. A pure function of the log and of what the chunk's pin names. */
export interface SensorClock {
  /** IANA name (`Asia/Taipei`, `UTC`) of the zone in which the sensor writes times without a zone. */
  readonly timeZone: string;
  /** The record's own timestamp in the log, ms since 1970 UTC: by it the year of a time without year is found. */
  readonly logTime: number;
}

/** A sensor of which nothing is said: UTC. The instant only matters for times without a year. */
export const UNSTATED_CLOCK: SensorClock = { timeZone: 'UTC', logTime: Date.UTC(2026, 0, 1) };

/** True for an IANA zone name that this runtime knows. Abbreviations are refused: CST is Taipei's and Chicago's. */
export function isTimeZone(name: string): boolean {
  return name === 'UTC' || (name.includes('/') && IANAZone.isValidZone(name));
}

/**
 * A wall-clock reading in the sensor's zone as an instant.
 * @param wall the reading as if it were UTC, ms since 1970.
 * @returns ms since 1970 UTC. A reading that the zone skips or repeats (summer time) takes the offset before the change.
 */
export function fromWallClock(wall: number, { timeZone }: SensorClock): number {
  if (timeZone === 'UTC') return wall;
  const guess = wall - offsetMinutes(timeZone, wall - DAY / 2) * MINUTE;
  return wall - offsetMinutes(timeZone, guess) * MINUTE;
}

/**
 * The year of a reading that states none: the one that brings it nearest to the log's time, but at most a day ahead of it.
 * So 31 December read on 1 January is last year's, and a sensor in a zone east of us is not thrown back a year.
 * @param at makes the instant of a year (ms since 1970 UTC), or undefined where the year has no such day.
 */
export function withoutYear(at: (year: number) => number | undefined, { logTime }: SensorClock): number | undefined {
  const year = new Date(logTime).getUTCFullYear();
  for (const candidate of [year + 1, year, year - 1]) {
    const instant = at(candidate);
    if (instant !== undefined && instant <= logTime + DAY) return instant;
  }
  // 29 February: the last leap year.
  return [year - 2, year - 3, year - 4].map(at).find((instant) => instant !== undefined);
}

const zones = new Map<string, IANAZone>();
let lastAsked = { timeZone: '', hour: Number.NaN, offset: 0 };

/** Minutes east of UTC. Offsets change on whole hours of UTC nearly everywhere, and within minutes of it elsewhere. */
function offsetMinutes(timeZone: string, instant: number): number {
  const hour = Math.floor(instant / HOUR);
  if (lastAsked.timeZone === timeZone && lastAsked.hour === hour) return lastAsked.offset;
  const zone = zones.get(timeZone) ?? IANAZone.create(timeZone);
  zones.set(timeZone, zone);
  const offset = zone.isValid ? zone.offset(hour * HOUR) : 0;
  lastAsked = { timeZone, hour, offset };
  return offset;
}
