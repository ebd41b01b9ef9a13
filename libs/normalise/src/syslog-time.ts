import { dayStart } from './day-start';
import { fromWallClock, withoutYear, type SensorClock } from './sensor-clock';
import { readTime, sinceMidnight, zoneOffset } from './time';

const MINUTE = 60_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const STAMP =
  /^(?:(\d{4}) )?([A-Za-z]{3})[a-z]* {1,2}(\d{1,2})(?: (\d{4}))?,? (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([A-Z]{3,4}|[+-]\d\d:?\d\d))?(?: (\d{4}))?$/;

/**
 * A time as syslog headers write it: `Jul  4 10:20:33`, `Jul 4 2026 10:20:33.123`, `2026 Jul 4 10:20:33`,
 * `Jul 04 10:20:33 UTC 2026`, or ISO 8601. Without zone it is the sensor's; without year the one next to the log's time.
 * @returns ms since 1970 UTC, or undefined.
 */
export function readSyslogTime(text: string, clock: SensorClock): number | undefined {
  const match = STAMP.exec(text.trim());
  if (!match) return readTime(text, clock);
  const [, yearFirst, monthName, day, yearThen, hour, minute, second, fraction, zone, yearLast] = match;
  const month = MONTHS.indexOf((monthName ?? '').toLowerCase()) + 1;
  const sinceDay = sinceMidnight(Number(hour), Number(minute), Number(second), fraction);
  if (month === 0 || sinceDay === undefined) return undefined;
  const at = (year: number): number | undefined => {
    const start = dayStart(year, month, Number(day));
    return start === undefined ? undefined : inZone(start + sinceDay, zone, clock);
  };
  const year = yearFirst ?? yearThen ?? yearLast;
  return year === undefined ? withoutYear(at, clock) : at(Number(year));
}

/** EST and its like mean several zones: they are read as the sensor's own, as if nothing were said. */
function inZone(wall: number, zone: string | undefined, clock: SensorClock): number | undefined {
  if (zone === undefined || !/^(?:UTC|GMT|[+-])/.test(zone)) return fromWallClock(wall, clock);
  const offset = zoneOffset(zone);
  return offset === undefined ? undefined : wall - offset * MINUTE;
}
