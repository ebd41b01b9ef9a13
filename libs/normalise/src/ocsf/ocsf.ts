import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { readCount } from '../event-count';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { readId, readNumber } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { JsonFormat } from '../source-format';
import { own, type JsonObject, type JsonRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readTime } from '../time';
import { readAction, type Action } from './action';
import { objectIn, objectsIn, readConnection } from './connection';
import { readClass, type EventClass } from './event-class';
import { ignoredAs, isFailedLogon } from './ignored-as';
import { findingOf, readCategory, readRule, readTypes } from './rule';

const TIME_FIELDS = ['time', 'time_dt', 'start_time', 'start_time_dt'];

/** What is known of a record before its fields are read. */
interface Traits {
  readonly eventClass: EventClass;
  readonly action: Action;
  readonly observer?: string;
}

/** Events in the Open Cybersecurity Schema Framework, 1.0-rc2 and later. See README.md beside this file. */
export const ocsf: JsonFormat = {
  takes: 'json',
  name: 'ocsf',
  recognises: ({ document }) => readClass(document) !== undefined,
  read: readDocument,
};

function readDocument(record: JsonRecord): Result<Reading, Rejection> {
  const { document } = record;
  const eventClass = readClass(document);
  if (eventClass === undefined) return err(rejection('missing-field', 'class_uid is missing: this is not OCSF'));
  const action = readAction(document, eventClass);
  const observer = observerOf(record);
  const traits = { eventClass, action, ...(observer && { observer }) };
  const what = ignoredAs(document, eventClass, action);
  if (what !== undefined) return ignored(record, { what, observer }, () => describe(record, traits));
  const time = timeOf(record);
  if (time === undefined) return err(rejection('bad-time', 'time, time_dt and start_time are missing or no times'));
  const event = readEvent(record, traits, time);
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** Only what tells of a connection, a rule or an action; a record without time is shown at the log's. */
function describe(record: JsonRecord, traits: Traits): Result<ThreatEvent, Rejection> {
  const event = readEvent(record, traits, timeOf(record) ?? record.clock.logTime);
  if (!event.ok) return event;
  const { source, destination, rule } = event.value;
  const tells = [source, destination, rule].some((part) => Object.keys(part).length > 0) || traits.action.isStated;
  return tells ? event : err(rejection('missing-field', 'neither address, rule nor action'));
}

function readEvent(record: JsonRecord, traits: Traits, time: number): Result<ThreatEvent, Rejection> {
  const { document } = record;
  const { eventClass, action, observer } = traits;
  const connection = readConnection(document);
  if (!connection.ok) return connection;
  const count = readCount(own(document, 'count'), 'count');
  if (!count.ok) return count;
  const rule = readRule(document);
  const [vendorCategory] = readTypes(document);
  return ok({
    format: 'ocsf',
    eventId: identify(record, time, count.value),
    alsoKnownAs: [],
    time,
    ...(observer && { observer }),
    ...connection.value,
    initiator: 'source',
    rule,
    ...severityOf(document),
    ...(vendorCategory && { vendorCategory }),
    ...(count.value > 1 && { count: count.value }),
    disposition: isFailedLogon(document, eventClass) && !action.isStated ? 'blocked' : action.disposition,
    category: readCategory(document, eventClass, rule),
  });
}

/** The event's own id, else the finding's, with time and count; else the text's hash. */
function identify({ document, text }: JsonRecord, time: number, count: number): string {
  const metadata = objectIn(document, 'metadata');
  const finding = findingOf(document);
  const id = (metadata && readId(own(metadata, 'uid'))) ?? (finding && readId(own(finding, 'uid')));
  return id === undefined ? hashId(text) : joinId([id, time, count]);
}

function timeOf({ document, syslog, clock }: JsonRecord): number | undefined {
  for (const name of TIME_FIELDS) {
    const time = readTime(withDashes(own(document, name)), clock);
    if (time !== undefined) return time;
  }
  return syslogTime(syslog, clock);
}

/** `2026/03/05T01:15:42`, as flow tools write it. */
function withDashes(time: unknown): unknown {
  return typeof time === 'string' ? time.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3') : time;
}

function severityOf(document: JsonObject): Pick<ThreatEvent, 'severity' | 'vendorSeverity'> {
  const scale = SEVERITY_SCALES.ocsf;
  const number = readNumber(own(document, 'severity_id'));
  const severity = onScale(scale, number) ?? onScale(scale, own(document, 'severity')) ?? scale.unstated;
  return { ...(number !== undefined && { vendorSeverity: number }), severity };
}

/** The device that reported, else the logger, the relay, the product. */
function observerOf({ document, relayedFrom }: JsonRecord): string | undefined {
  const metadata = objectIn(document, 'metadata');
  const loggers = metadata ? objectsIn(metadata, 'loggers') : [];
  const devices = [objectIn(document, 'device'), ...loggers.map((logger) => objectIn(logger, 'device'))];
  for (const device of devices) {
    const name = device && (readId(own(device, 'hostname')) ?? readId(own(device, 'name')));
    if (name !== undefined) return name;
  }
  const product = metadata && objectIn(metadata, 'product');
  return readId(relayedFrom) ?? (product && readId(own(product, 'name')));
}
