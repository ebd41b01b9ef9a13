import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readTime } from '../time';
import { COLUMN, RECORD_TYPES } from './columns';
import type { PanosRow } from './row';

/** `2023-07-06T08:11:40.288+02:00`: the only time that says its zone. */
const PRECISE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/;

/**
 * When the firewall made the record (`generated`): in the zone that the column of the precise time names, else in the
 * sensor's. The precise time itself is that of the management plane, up to a minute later; it stands in, as the time of
 * receipt does and at last the syslog header's, where the first can't be read.
 * @returns ms since 1970 UTC, or undefined.
 */
export function readMoment(row: PanosRow, record: SourceRecord): number | undefined {
  const precise = preciseTime(row);
  const zone = precise === undefined ? undefined : PRECISE.exec(precise)?.[1];
  const read = (text: string | undefined) => {
    const wall = text?.replaceAll('/', '-');
    if (wall === undefined) return undefined;
    return readTime(zone === undefined || ZONED.test(wall) ? wall : wall + zone, record.clock);
  };
  return (
    read(row.at(COLUMN.generated)) ??
    (zone === undefined ? undefined : readTime(precise, record.clock)) ??
    read(row.at(COLUMN.received)) ??
    syslogTime(record.syslog, record.clock)
  );
}

function preciseTime(row: PanosRow): string | undefined {
  const position = RECORD_TYPES.get(row.type)?.preciseTime;
  return position === undefined ? undefined : row.at(position);
}
