import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readTime } from '../time';

/** `-0500`, `+8`, `UTC+8:00`, and FortiWeb's `(GMT-5:00)Eastern Time(US & Canada)`. */
const ZONE = /^\(?(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?(?:\)|$)/;
const NO_OFFSET = /^\(?(?:UTC|GMT|Z)(?:\)|$)/;

/**
 * `date`, `time` and `tz`; without a zone `eventtime` (seconds to nanoseconds, by firmware), which needs none; else `date`
 * and `time` by the sensor's clock; else the time of the syslog header.
 * @returns ms since 1970 UTC, or undefined.
 */
export function readMoment(fields: ReadonlyMap<string, string>, record: SourceRecord): number | undefined {
  const date = fields.get('date');
  const time = fields.get('time');
  const wall = date !== undefined && time !== undefined ? `${date} ${time}` : undefined;
  const zone = readZone(fields.get('tz') ?? fields.get('timezone'));
  const zoned = wall !== undefined && zone !== undefined ? readTime(wall + zone, record.clock) : undefined;
  return (
    zoned ??
    readTime(fields.get('eventtime'), record.clock) ??
    (wall === undefined ? undefined : readTime(wall, record.clock)) ??
    syslogTime(record.syslog, record.clock)
  );
}

function readZone(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const match = ZONE.exec(value);
  if (match === null) return NO_OFFSET.test(value) ? 'Z' : undefined;
  const [, sign = '+', hours = '0', minutes = '00'] = match;
  return `${sign}${hours.padStart(2, '0')}${minutes}`;
}
