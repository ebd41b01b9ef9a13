import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { readCount } from '../event-count';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { readKeyValues } from '../key-values';
import { readId, readName } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { TextFormat } from '../source-format';
import type { SourceRecord } from '../source-record';
import { readTransport } from '../transport';
import { isBotnet, readCategory } from './category';
import { readConnection } from './connection';
import { WANTED } from './fields';
import { readMoment } from './moment';
import { DETECTIONS, ignoredKind, isFailedLogin, isFileHandling, kindOf } from './record-kind';
import { readRule } from './rule';
import { isRefusedByProfile, readDisposition } from './verdict';

type Fields = ReadonlyMap<string, string>;

const STARTS_WITH_A_KEY = /^[A-Za-z][\w-]{0,31}=/;
const LOG_ID = /(?:^|[ ,])log_?id="?\d{5,12}(?:"|[ ,]|$)/;
const TYPE = /(?:^|[ ,])type="?[a-z]/;
/** Check Point's pairs; what stands behind them may be a stranger's. */
const FOREIGN = /\||\b(?:loguid|product)=/;
/** What stands before the log's id and type: date, names, and what relays put there. */
const HEAD = 2048;

/** FortiOS logs (also FortiWeb's and FortiMail's) as `key=value`. See README.md beside this file. */
export const fortigate: TextFormat = {
  takes: 'text',
  name: 'fortigate',
  recognises({ message }) {
    if (!STARTS_WITH_A_KEY.test(message)) return false;
    const head = message.length > HEAD ? message.slice(0, HEAD) : message;
    const id = LOG_ID.exec(head);
    return id !== null && !FOREIGN.test(head.slice(0, id.index)) && TYPE.test(head);
  },
  read: readLine,
};

function readLine(record: SourceRecord): Result<Reading, Rejection> {
  const fields = readKeyValues(record.message, WANTED);
  if (!fields.has('type')) return err(rejection('missing-field', 'type is missing: this is no FortiOS log'));
  const kind = kindOf(fields);
  const missing = missingIn(fields, kind, record.message);
  if (missing !== undefined) return err(rejection('missing-field', `${missing} is missing: the record breaks off`));
  const event = (strict: boolean) => readEvent(record, { fields, kind, strict });
  if (!isThreat(fields, kind)) {
    const about = { what: ignoredKind(kind), observer: observerOf(fields, record) };
    return ignored(record, about, () => event(false));
  }
  const read = event(true);
  return read.ok ? ok({ kind: 'threat', event: read.value }) : read;
}

/** See "What counts" in README.md. */
function isThreat(fields: Fields, kind: string): boolean {
  if (kind === 'event') return isFailedLogin(fields);
  if (readDisposition(fields, kind) === 'blocked') return true;
  if (kind === 'traffic') return false;
  if (kind === 'virus' && isFileHandling(fields)) return false;
  return DETECTIONS.has(kind) || isBotnet(fields) || isSpam(fields, kind);
}

/** FortiMail's `type=spam`, and mail that FortiOS tagged: mail that was only logged is no threat. */
function isSpam(fields: Fields, kind: string): boolean {
  if (kind !== 'emailfilter') return false;
  return fields.get('type') === 'spam' || fields.get('action') === 'tagged';
}

interface ReadFields {
  readonly fields: Fields;
  readonly kind: string;
  /** False for what is no threat and only shown: it has no category, and an address that can't be read is left out. */
  readonly strict: boolean;
}

function readEvent(record: SourceRecord, read: ReadFields): Result<ThreatEvent, Rejection> {
  const { fields, kind, strict } = read;
  const connection = readConnection(fields, strict);
  if (!connection.ok) return connection;
  const time = readMoment(fields, record);
  if (time === undefined) return err(rejection('bad-time', 'date and time, or eventtime, are missing or no time'));
  const count = kind === 'anomaly' || kind === 'ips' ? readCount(fields.get('count'), 'count') : ok(1);
  if (!count.ok) return count;
  return ok({
    format: 'fortigate',
    ...identify(record, read),
    time,
    ...connection.value,
    initiator: 'source',
    ...(count.value > 1 && { count: count.value }),
    disposition: readDisposition(fields, kind),
    severity: readSeverity(fields),
    ...readNames(record, read),
  });
}

function readNames(record: SourceRecord, { fields, kind, strict }: ReadFields) {
  const rule = readRule(fields, kind);
  const observer = observerOf(fields, record);
  const transport = readTransport(fields.get('proto'));
  const vendorCategory = readName(fields.get('catdesc') ?? fields.get('subtype') ?? fields.get('type'));
  return {
    ...(observer && { observer }),
    ...(transport && { transport }),
    rule,
    ...(vendorCategory && { vendorCategory }),
    category: strict ? readCategory(fields, kind, rule) : ('other' as const),
  };
}

/** FortiMail names no action. */
function needsAction(kind: string): boolean {
  return kind === 'traffic' || (DETECTIONS.has(kind) && kind !== 'virus');
}

/** What decides what the record is, and is not there, or is the last thing that is there of a line that was cut in it. */
function missingIn(fields: Fields, kind: string, message: string): string | undefined {
  if (fields.get('type') === 'utm' && !fields.has('subtype')) return 'subtype';
  if (needsAction(kind) && !ACTIONS.some((key) => fields.get(key))) return 'action';
  return ['type', 'subtype', ...ACTIONS].find((key) => message.endsWith(`${key}=${fields.get(key)}`));
}

const ACTIONS = ['action', 'status', 'utmaction'];

/**
 * The message's hash. A profile that refuses writes a record of its own and, at the session's end, makes the traffic record
 * say so too: the first also answers to the id of the second.
 */
function identify({ message }: SourceRecord, { fields, kind }: ReadFields) {
  const refusal = refusalOf(fields);
  const own = hashId(message.trimEnd());
  if (refusal === undefined || readDisposition(fields, kind) !== 'blocked') return { eventId: own, alsoKnownAs: [] };
  if (kind !== 'traffic') return { eventId: own, alsoKnownAs: [refusal] };
  return { eventId: isRefusedByProfile(fields) ? refusal : own, alsoKnownAs: [] };
}

function refusalOf(fields: Fields): string | undefined {
  const session = fields.get('sessionid');
  if (session === undefined || /^0*$/.test(session)) return undefined;
  const device = fields.get('devid') ?? fields.get('device_id') ?? fields.get('devname');
  return joinId([device, fields.get('vd'), session, fields.get('srcip'), fields.get('srcport'), 'refused']);
}

function readSeverity(fields: Fields): ThreatEvent['severity'] {
  const scale = SEVERITY_SCALES.fortigate;
  const stated = ['severity', 'severity_level', 'crlevel'].map((key) => onScale(scale, fields.get(key)));
  return stated.find((severity) => severity !== undefined) ?? scale.unstated;
}

function observerOf(fields: Fields, { relayedFrom }: SourceRecord): string | undefined {
  const device = readId(fields.get('devname')) ?? readId(relayedFrom);
  return device ?? readId(fields.get('devid')) ?? readId(fields.get('device_id'));
}
