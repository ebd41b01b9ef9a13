import { dayStart } from '../day-start';
import { fromWallClock, withoutYear, type SensorClock } from '../sensor-clock';
import { sinceMidnight } from '../time';

/** `03/05-09:15:42.123456`, `03/05/26-…` (Snort 2), `26/03/05-…` (Snort 3), `03/05/2026-…`. */
const STAMP = /^(\d\d)\/(\d\d)(?:\/(\d{2}|\d{4}))?-(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;

/**
 * Snort's own time: the sensor's clock, in its zone, mostly without a year.
 * @returns ms since 1970 UTC, or undefined.
 */
export function readStamp(value: unknown, clock: SensorClock): number | undefined {
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const match = STAMP.exec(value.trim());
  if (!match) return undefined;
  const [, first = '', second = '', third, hour, minute, seconds, fraction] = match;
  const sinceDay = sinceMidnight(Number(hour), Number(minute), Number(seconds), fraction);
  if (sinceDay === undefined) return undefined;
  const at = (year: number, month: string, day: string): number | undefined => {
    const start = dayStart(year, Number(month), Number(day));
    return start === undefined ? undefined : fromWallClock(start + sinceDay, clock);
  };
  if (third === undefined) return withoutYear((year) => at(year, first, second), clock);
  if (third.length === 4) return at(Number(third), first, second);
  // Snort 3 writes the year first, Snort 2 last; no month is above 12, and Snort 3 is younger than 2012.
  return Number(first) > 12 ? at(2000 + Number(first), second, third) : at(2000 + Number(third), first, second);
}

/** The part of a second that a stamp states, in ms. */
export function fractionOf(value: unknown): number {
  if (typeof value !== 'string' || value.length > 64) return 0;
  const digits = /\.(\d{1,9})$/.exec(value.trim())?.[1];
  return digits === undefined ? 0 : Number(digits.slice(0, 3).padEnd(3, '0'));
}
