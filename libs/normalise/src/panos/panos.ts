import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { readCount } from '../event-count';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { readId, readName } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { TextFormat } from '../source-format';
import type { SourceRecord } from '../source-record';
import { readTransport } from '../transport';
import { readCategory, vendorCategoryOf } from './category';
import { COLUMN, CORRELATION, RECORD_TYPES, SYSTEM, THREAT, TRAFFIC } from './columns';
import { readSides } from './connection';
import { readMoment } from './moment';
import { isPanos, readRow, type PanosRow } from './row';
import { readRule } from './rule';
import { isThreat, MIXED } from './threat-test';
import { readDisposition } from './verdict';

/** Palo Alto Networks PAN-OS and Panorama logs as comma-separated values. See README.md beside this file. */
export const panos: TextFormat = {
  takes: 'text',
  name: 'panos',
  recognises: ({ message }) => isPanos(message),
  read: readLine,
};

/** The last column that decides a figure, by type; behind it every release writes more, so a record that ends there was cut. */
const LAST_NEEDED = new Map<string, number>([
  ['THREAT', THREAT.direction],
  ['TRAFFIC', COLUMN.action],
  ['CORRELATION', CORRELATION.severity],
]);
const ACTION_WORD = /^[a-z][a-z _-]{0,31}$/i;
/** What the column before the action holds. */
const PROTOCOLS: ReadonlySet<string> = new Set('tcp udp icmp icmp6 ipv6-icmp igmp gre esp ah sctp hopopt'.split(' '));

function readLine(record: SourceRecord): Result<Reading, Rejection> {
  const row = readRow(record.message);
  if (row === undefined) return err(rejection('missing-field', 'no type of PAN-OS in the fourth column'));
  const fault = faultOf(row);
  if (fault !== undefined) return err(fault);
  if (!isThreat(row)) {
    const about = { what: ignoredKind(row), observer: observerOf(row, record) };
    return ignored(record, about, () => readEvent(row, record, false));
  }
  const event = readEvent(row, record, true);
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** A record that was cut, or whose columns were shifted by a comma that nobody quoted. */
function faultOf(row: PanosRow): Rejection | undefined {
  const last = LAST_NEEDED.get(row.type);
  if (last !== undefined && !row.goesBeyond(last)) {
    return rejection('missing-field', `${row.type} breaks off before column ${last + 1}`);
  }
  if (row.type !== 'TRAFFIC' && row.type !== 'THREAT') return undefined;
  const action = row.at(COLUMN.action);
  if (action === undefined) return rejection('missing-field', 'action is missing');
  if (!ACTION_WORD.test(action)) return rejection('bad-field', 'action is no word: the columns are shifted');
  return PROTOCOLS.has(action) ? rejection('bad-field', 'action is a protocol: the columns are shifted') : undefined;
}

function readEvent(row: PanosRow, record: SourceRecord, strict: boolean): Result<ThreatEvent, Rejection> {
  const sides = readSides(row, strict);
  if (!sides.ok) return sides;
  const time = readMoment(row, record);
  if (time === undefined) return err(rejection('bad-time', 'the generated time is missing or no time'));
  const isConnection = RECORD_TYPES.get(row.type)?.isConnection === true;
  const count = isConnection ? readCount(row.at(COLUMN.repeat), 'repeat count') : ok(1);
  if (!count.ok) return count;
  return ok({
    format: 'panos',
    ...identify(row, record),
    time,
    ...sides.value,
    initiator: isReply(row) ? 'destination' : 'source',
    ...(count.value > 1 && { count: count.value }),
    disposition: isConnection ? readDisposition(row) : 'detected',
    severity: severityOf(row),
    ...readNames(row, record),
    category: strict ? readCategory(row) : 'other',
  });
}

function readNames(row: PanosRow, record: SourceRecord) {
  const rule = readRule(row);
  const observer = observerOf(row, record);
  const isConnection = RECORD_TYPES.get(row.type)?.isConnection === true;
  const transport = isConnection ? readTransport(row.at(COLUMN.transport)) : undefined;
  const vendorCategory = readName(vendorCategoryOf(row));
  return {
    ...(observer && { observer }),
    ...(transport && { transport }),
    rule,
    ...(vendorCategory && { vendorCategory }),
  };
}

/** THREAT is ignored under the kind of use that it reports. */
function ignoredKind(row: PanosRow): string {
  const subtype = row.at(COLUMN.subtype) ?? '';
  if (row.type === 'THREAT') return MIXED.has(subtype) ? subtype : 'other';
  return RECORD_TYPES.get(row.type)?.what ?? 'other';
}

function isReply(row: PanosRow): boolean {
  return row.type === 'THREAT' && row.at(THREAT.direction) === 'server-to-client';
}

/** Columns of the number that the firewall counts its records of a type by. */
const SEQUENCE = new Map<string, number>([
  ['THREAT', THREAT.sequence],
  ['TRAFFIC', TRAFFIC.sequence],
]);

/**
 * Serial number, type and sequence number, with what also tells apart the records of firewalls that don't count; without a
 * sequence number the message's hash. A refused THREAT also answers to the id of the TRAFFIC record in which its session
 * ends, where that record says that it ended so.
 */
function identify(row: PanosRow, { message }: SourceRecord): Pick<ThreatEvent, 'eventId' | 'alsoKnownAs'> {
  const position = SEQUENCE.get(row.type);
  const sequence = position === undefined ? undefined : row.at(position);
  const refusal = joinId([...sessionOf(row), 'refused']);
  if (row.type === 'TRAFFIC' && row.at(TRAFFIC.endReason) === 'threat') return { eventId: refusal, alsoKnownAs: [] };
  const isThreat = row.type === 'THREAT';
  const counted = sequence !== undefined && !/^0*$/.test(sequence);
  const signature = isThreat ? row.at(THREAT.threatId) : undefined;
  const eventId = counted
    ? joinId([row.type, sequence, row.at(COLUMN.generated), ...sessionOf(row), signature])
    : hashId(message.trimEnd());
  return { eventId, alsoKnownAs: isThreat && readDisposition(row) === 'blocked' ? [refusal] : [] };
}

/** Serial number, session and client: TRAFFIC names the client first, also where the THREAT was found in the answer. */
function sessionOf(row: PanosRow): readonly (string | undefined)[] {
  const client = isReply(row) ? [COLUMN.destination, COLUMN.destinationPort] : [COLUMN.source, COLUMN.sourcePort];
  return [COLUMN.serial, COLUMN.session, ...client].map((position) => row.at(position));
}

const SEVERITY = new Map<string, number>([
  ['THREAT', THREAT.severity],
  ['CORRELATION', CORRELATION.severity],
  ['SYSTEM', SYSTEM.severity],
]);

function severityOf(row: PanosRow): ThreatEvent['severity'] {
  const position = SEVERITY.get(row.type);
  const scale = SEVERITY_SCALES.panos;
  return (position === undefined ? undefined : onScale(scale, row.at(position))) ?? scale.unstated;
}

/** The device's name (since PAN-OS 7.0), else the host of the header next to the record, else the serial number. */
function observerOf(row: PanosRow, { relayedFrom }: SourceRecord): string | undefined {
  const position = RECORD_TYPES.get(row.type)?.device;
  const device = position === undefined ? undefined : readId(row.at(position));
  return device ?? readId(row.sentBy) ?? readId(relayedFrom) ?? readId(row.at(COLUMN.serial));
}
