import {
  err,
  ok,
  rejection,
  type Disposition,
  type Reading,
  type Rejection,
  type Result,
  type ThreatEvent,
} from '@lianfang/contract';
import { readEndpoint } from '../endpoint';
import { hashId, joinId } from '../event-id';
import { ignored } from '../ignored';
import { firstOf, readId, readName, readWord, readWords } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';
import { readTime } from '../time';
import { readTransport } from '../transport';
import { categoryOfNotice, noticeIgnoredAs } from './notice-types';

/** A field of a record by Zeek's name (`id.orig_h`), whether it came as JSON or as a row; unset fields are undefined. */
export type ZeekField = (name: string) => unknown;

/** Zeek's word where it knows no transport. */
const NO_TRANSPORT = 'unknown_transport';

/** A record of notice.log. */
export function readNotice(record: SourceRecord, field: ZeekField): Result<Reading, Rejection> {
  const note = readId(field('note'));
  if (note === undefined) return err(rejection('missing-field', 'note is missing'));
  const what = noticeIgnoredAs(note);
  if (what !== undefined) return ignoreLog(record, field, what);
  const event = readEvent(record, field);
  return event.ok ? ok({ kind: 'threat', event: event.value }) : event;
}

/** A record that is no threat: of another log, or a notice on the sensor itself. */
export function ignoreLog(record: SourceRecord, field: ZeekField, what: string): Result<Reading, Rejection> {
  return ignored(record, { what, observer: observerOf(record, field) }, () => {
    const event = readEvent(record, field);
    const isTold = event.ok && [event.value.source, event.value.destination, event.value.rule].some(hasParts);
    return !event.ok || isTold ? event : err(rejection('missing-field', 'neither address nor rule'));
  });
}

function readEvent(record: SourceRecord, field: ZeekField): Result<ThreatEvent, Rejection> {
  const transport = transportOf(field);
  const source = readSide(field, ['id.orig_h', 'src'], transport === 'icmp' ? [] : ['id.orig_p']);
  if (!source.ok) return source;
  const destination = readSide(field, ['id.resp_h', 'dst'], transport === 'icmp' ? [] : ['id.resp_p', 'p']);
  if (!destination.ok) return destination;
  const time = readTime(field('ts'), record.clock) ?? syslogTime(record.syslog, record.clock);
  if (time === undefined) return err(rejection('bad-time', 'ts is missing or not a time'));
  const note = readId(field('note'));
  const observer = observerOf(record, field);
  const sides = { source: source.value, destination: destination.value };
  return ok({
    format: 'zeek',
    eventId: identify(field, time, sides),
    alsoKnownAs: [],
    time,
    ...(observer && { observer }),
    ...sides,
    initiator: 'source',
    ...(transport && { transport }),
    rule: note === undefined ? {} : { id: note, name: note },
    disposition: dispositionOf(field),
    category: note === undefined ? 'other' : categoryOfNotice(note),
    severity: severityOf(field),
  });
}

/** Notices of one kind and moment are told apart by connection, sides, node of the cluster and message. */
function identify(
  field: ZeekField,
  time: number,
  { source, destination }: Pick<ThreatEvent, 'source' | 'destination'>,
) {
  const subject = readId(field('uid')) ?? readId(field('fuid'));
  const message = hashId(`${readName(field('msg')) ?? ''}\n${readName(field('sub')) ?? ''}`);
  const node = readId(field('peer_descr'));
  return joinId([time, readId(field('note')), subject, source.ip, destination.ip, destination.port, node, message]);
}

function readSide(field: ZeekField, addresses: readonly string[], ports: readonly string[]) {
  const [ip, port] = [addresses, ports].map((names) => names.find((name) => field(name) !== undefined));
  return readEndpoint({
    ip: { name: ip ?? '', value: ip && field(ip) },
    port: { name: port ?? '', value: port && field(port) },
  });
}

function transportOf(field: ZeekField): string | undefined {
  const word = readWord(field('proto'));
  return word === NO_TRANSPORT ? undefined : readTransport(word);
}

/** Zeek listens: what it does not have dropped went on. A record that does not say what was done leaves it open. */
function dispositionOf(field: ZeekField): Disposition {
  const dropped = field('dropped');
  const actions = actionsOf(field);
  if (dropped === true || dropped === 'T' || dropped === 'true' || actions.includes('action_drop')) return 'blocked';
  return actions.length > 0 || dropped !== undefined ? 'allowed' : 'detected';
}

/** What the site's policy has done with the notice says how grave it takes it to be. */
function severityOf(field: ZeekField): ThreatEvent['severity'] {
  const scale = SEVERITY_SCALES.zeek;
  const steps = actionsOf(field).map((action) => onScale(scale, action));
  if (steps.includes('high')) return 'high';
  return scale.unstated;
}

/** Names of the actions without module, lower case; a row and some relays join them by commas. */
function actionsOf(field: ZeekField): readonly string[] {
  const actions = field('actions');
  const words = typeof actions === 'string' ? actions.slice(0, 1024).toLowerCase().split(',', 32) : readWords(actions);
  return words.map((word) => word.trim().replace(/^\w{1,64}::/, '')).filter((word) => word.startsWith('action_'));
}

/** Corelight writes the sensor's own name; else the node of the cluster. */
function observerOf({ relayedFrom }: SourceRecord, field: ZeekField): string | undefined {
  return readId(field('_system_name')) ?? readId(firstOf(field('peer_descr'))) ?? readId(relayedFrom);
}

function hasParts(part: object): boolean {
  return Object.keys(part).length > 0;
}
