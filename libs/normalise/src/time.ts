import { dayStart } from './day-start';
import { fromWallClock, UNSTATED_CLOCK, type SensorClock } from './sensor-clock';
import { FURTHEST_ZONE, readUsualTime } from './usual-time';

/**
 * Reads the times that sensors write. Strict: what it does not know is undefined, never a guess by `Date.parse`.
 * - ISO 8601 in the extended or the basic form, `T` or a blank between date and time, seconds and any fraction optional.
 * - Zone `Z`, `+08`, `+0800`, `+08:00`, ` UTC`, ` GMT`. **Without a zone it is the sensor's**, and UTC where nothing is
 *   said of the sensor.
 * - `24:00` is the start of the next day; second `60` (a leap second) is the start of the next minute, as POSIX clocks
 *   have it.
 * - Epoch numbers, also as text, by magnitude: below 10^11 seconds, 10^14 milliseconds, 10^17 microseconds, else
 *   nanoseconds.
 */
const DATE = String.raw`(\d{4})-(\d\d)-(\d\d)`;
const BASIC_DATE = String.raw`(\d{4})(\d\d)(\d\d)`;
const CLOCK = String.raw`(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,18}))?)?`;
const BASIC_CLOCK = String.raw`(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,18}))?)?`;
const ZONE = String.raw`(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?`;
const EXTENDED = new RegExp(`^${DATE}[T ]${CLOCK}${ZONE}$`, 'i');
const BASIC = new RegExp(`^${BASIC_DATE}T${BASIC_CLOCK}${ZONE}$`, 'i');
const EPOCH = /^\d{1,19}(?:\.\d{1,9})?$/;

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Milliseconds since 1970 UTC (finer parts are cut off), or undefined. */
export function readTime(value: unknown, clock: SensorClock = UNSTATED_CLOCK): number | undefined {
  if (typeof value === 'number') return epochMilliseconds(value);
  if (typeof value !== 'string' || value.length > 64) return undefined;
  return readUsualTime(value) ?? readAnyTime(value, clock);
}

function readAnyTime(value: string, clock: SensorClock): number | undefined {
  const text = value.trim();
  if (EPOCH.test(text)) return epochMilliseconds(Number(text));
  const match = EXTENDED.exec(text) ?? BASIC.exec(text);
  return match === null ? undefined : fromParts(match, clock);
}

function epochMilliseconds(epoch: number): number | undefined {
  if (!Number.isFinite(epoch) || epoch < 0 || epoch >= 1e20) return undefined;
  if (epoch < 1e11) return Math.floor(Math.round(epoch * 1e6) / 1e3);
  if (epoch < 1e14) return Math.floor(epoch);
  return Math.floor(epoch < 1e17 ? epoch / 1e3 : epoch / 1e6);
}

function fromParts(match: RegExpExecArray, clock: SensorClock): number | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const date = dayStart(Number(year), Number(month), Number(day));
  const time = sinceMidnight(Number(hour), Number(minute), Number(second ?? 0), fraction);
  if (date === undefined || time === undefined) return undefined;
  if (zone === undefined) return fromWallClock(date + time, clock);
  const offset = zoneOffset(zone);
  return offset === undefined ? undefined : date + time - offset * MINUTE;
}

/** Milliseconds since midnight, or undefined for a time that no clock shows. `fraction`: the digits after the second. */
export function sinceMidnight(hour: number, minute: number, second: number, fraction = ''): number | undefined {
  const milliseconds = second === 60 ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (hour === 24) return minute === 0 && second === 0 && milliseconds === 0 ? DAY : undefined;
  if (hour > 24 || minute > 59 || second > 60) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

/** Minutes east of UTC: `+08`, `+0800`, `+08:00`, `-05:00`; a word (`Z`, `UTC`, `GMT`) is 0. */
export function zoneOffset(zone: string): number | undefined {
  if (/^[a-z]/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || 0);
  const offset = hours * 60 + minutes;
  if (minutes > 59 || offset > FURTHEST_ZONE) return undefined;
  return zone.startsWith('-') ? -offset : offset;
}
