import { dayStart } from '../day-start';
import { monthOf } from '../month-names';
import { fromWallClock, withoutYear, type SensorClock } from '../sensor-clock';
import { readTime, sinceMidnight, zoneOffset } from '../time';

const MINUTE = 60_000;
const LONGEST = 64;
/** Month before day or day before month; the year may be missing, or stand after the clock or the zone. */
const STAMP =
  /^(?:\p{L}{2,4},? )?(?:([\p{L}\d月]{2,10})\.? {1,2}(\d{1,2})|(\d{1,2})[ -]?(\p{L}{3,10})\.?)(?:,?[ -]?(\d{4}))?,?[ :]{1,2}(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: (\S{1,40}))?(?: (\d{4}))?$/u;
/** `GMT+01:00` says what `+01:00` says. */
const OFFSET = /^(?:GMT|UTC)?([+-]\d\d(?::?\d\d)?)$/;

/** Names of time zones that this runtime knows, in their one spelling: senders can't make us keep more. */
const ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'Asia/Calcutta', 'US/Eastern']);

/**
 * A time as CEF senders write it: epoch, ISO 8601, `MMM dd yyyy HH:mm:ss.SSS zzz` with or without year, fraction and
 * zone, `Mar 03 2021:20:07:54 UTC`, `31 March 2016 13:04:55`, `Mon Aug 10 09:26:47 2020`, `28May2002 9:47:09`; month
 * names in several languages.
 * @param zone of the device (`dtz`), for times that state none; without one it is the sensor's.
 * @returns ms since 1970 UTC, or undefined.
 */
export function readCefTime(text: string, clock: SensorClock, zone?: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const device = zone === undefined ? clock : inZone(zone, clock);
  const iso = typeof device === 'number' ? readTime(`${text}${zone ?? ''}`) : undefined;
  const plain = iso ?? readTime(text, typeof device === 'number' ? clock : device);
  if (plain !== undefined) return plain;
  const match = STAMP.exec(text);
  return match === null ? undefined : fromStamp(match, clock, device);
}

/** Either a clock in that zone or its offset in minutes; a zone that is not known is the sensor's own. */
function inZone(zone: string, clock: SensorClock): SensorClock | number {
  if (ZONES.has(zone)) return { ...clock, timeZone: zone };
  if (/^(?:UTC|GMT|Z)$/i.test(zone)) return 0;
  const offset = OFFSET.exec(zone)?.[1];
  return (offset === undefined ? undefined : zoneOffset(offset)) ?? clock;
}

function fromStamp(match: RegExpExecArray, clock: SensorClock, device: SensorClock | number): number | undefined {
  const [, name, day, dayFirst, nameThen, year, hour, minute, second, fraction, tail, last] = match;
  const month = monthOf(name ?? nameThen ?? '');
  const sinceDay = sinceMidnight(Number(hour), Number(minute), Number(second), fraction);
  if (month === undefined || sinceDay === undefined) return undefined;
  const isYear = tail !== undefined && /^\d{4}$/.test(tail);
  const zone = tail === undefined || isYear ? device : inZone(tail, clock);
  const at = (candidate: number): number | undefined => {
    const start = dayStart(candidate, month, Number(day ?? dayFirst));
    if (start === undefined) return undefined;
    const wall = start + sinceDay;
    return typeof zone === 'number' ? wall - zone * MINUTE : fromWallClock(wall, zone);
  };
  const stated = year ?? (isYear ? tail : last);
  return stated === undefined ? withoutYear(at, clock) : at(Number(stated));
}
