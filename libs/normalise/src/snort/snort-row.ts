import { err, rejection, type Reading, type Rejection, type Result } from '@lianfang/contract';
import { readCsvRow } from '../csv-row';
import { hashId } from '../event-id';
import { readId } from '../scalar';
import type { SourceRecord } from '../source-record';
import type { TextFormat } from '../source-format';
import { syslogTime } from '../syslog';
import { readAlert } from './alert';
import { isFastAlert, readFastAlert } from './fast-alert';
import { readStamp } from './stamp';

/** A stamp, then generator, signature and revision. */
const ROW = /^ {0,4}"?\d\d\/\d\d(?:\/\d{2,4})?-\d\d:\d\d:\d\d(?:\.\d{1,9})? {0,2}"?,\d{1,10},\d{1,10},\d{1,10},/;
const MOST_FIELDS = 15;
/** All layouts have as many or more: pfSense's first one ended with the priority. A row with fewer was cut. */
const LEAST_FIELDS = 13;

/** Positions of `alert_csv`'s default fields. */
const AT = { time: 0, sid: 2, message: 4, protocol: 5, source: 6, sourcePort: 7, destination: 8, destinationPort: 9 };
/** Positions of what pfSense writes in place of the packet's header fields. */
const PFSENSE = { classification: 11, priority: 12, action: 13, disposition: 14 };

/** Lines of Snort 2 (`alert_csv`, also pfSense's, and `alert_fast`) and Snort 3's `alert_fast`. See README.md. */
export const snortRow: TextFormat = {
  takes: 'text',
  name: 'snort',
  recognises: ({ message }) => ROW.test(message) || isFastAlert(message),
  read: (record) => (isFastAlert(record.message) ? readFastAlert(record) : readRow(record)),
};

function readRow(record: SourceRecord): Result<Reading, Rejection> {
  if (!ROW.test(record.message)) return err(rejection('missing-field', 'neither a row nor a line of Snort'));
  const row = readCsvRow(record.message.trimStart(), MOST_FIELDS);
  const isCut = row.length < LEAST_FIELDS || (row.length === LEAST_FIELDS && row.at(-1) === '');
  if (isCut) return err(rejection('missing-field', 'the row breaks off'));
  const pfSense = isPfSense(row) ? PFSENSE : undefined;
  return readAlert({
    time: readStamp(row[AT.time], record.clock) ?? syslogTime(record.syslog, record.clock),
    eventId: hashId(record.message),
    observer: readId(record.relayedFrom),
    source: { ip: row[AT.source], port: row[AT.sourcePort] },
    destination: { ip: row[AT.destination], port: row[AT.destinationPort] },
    protocol: row[AT.protocol],
    sid: row[AT.sid],
    message: row[AT.message],
    classification: pfSense && row[pfSense.classification],
    priority: pfSense && row[pfSense.priority],
    action: pfSense && actionOf(row[pfSense.action], row[pfSense.disposition]),
  });
}

/** What was done, else what the rule wanted; a rule that only alerts lets the packet through. */
function actionOf(action: string | undefined, disposition: string | undefined): string | undefined {
  return disposition === undefined || disposition === '' ? action : disposition;
}

/** In the default layout the twelfth and thirteenth fields are an Ethernet address and a length, or empty. */
function isPfSense(row: readonly string[]): boolean {
  const priority = row[PFSENSE.priority]?.trim();
  return priority !== undefined && /^\d{1,3}$/.test(priority) && !(row[PFSENSE.classification] ?? '').includes(':');
}
