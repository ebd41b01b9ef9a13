import { err, ok, rejection, type Reading, type Rejection, type Result, type ThreatEvent } from '@lianfang/contract';
import { readCount } from '../event-count';
import { hashId } from '../event-id';
import { ignored } from '../ignored';
import { logTimeOf } from '../log-time';
import { readId, readName } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import type { TextFormat } from '../source-format';
import type { SourceRecord } from '../source-record';
import { readTime } from '../time';
import { readConnection } from './connection';
import { readFirepowerFields } from './firepower-fields';
import { kindOf, signatureOf, type MessageKind } from './message-kind';
import { judgeSecurityEvent, readSecurityConnection } from './security-event';
import { hostOf, readTag, statesTime, timeOf, type TaggedMessage } from './tag';
import { breaksOff } from './whole-message';

/** Messages of Cisco's firewalls: ASA, Firepower Threat Defense, FWSM, PIX. See README.md beside this file. */
export const cisco: TextFormat = {
  takes: 'text',
  name: 'cisco',
  recognises: (record) => readTag(record) !== undefined,
  read(record) {
    const tag = readTag(record);
    if (tag === undefined) return err(rejection('missing-field', 'the tag (%ASA-4-106023) is missing'));
    if (tag.text.trim() === '') return err(rejection('missing-field', 'the message breaks off behind its tag'));
    if (tag.id === undefined || /^43000\d$/.test(tag.id)) return readFirepower(tag, record);
    return readMessage(tag, tag.id, record);
  },
};

function readMessage(tag: TaggedMessage, id: string, record: SourceRecord): Result<Reading, Rejection> {
  const kind = kindOf(id, tag.text);
  const event = () => readEvent(tag, { id, kind, record });
  if (kind.ignoredAs !== undefined) {
    return ignored(record, { what: kind.ignoredAs, observer: readId(hostOf(tag, record)) }, event);
  }
  const read = event();
  return read.ok ? ok({ kind: 'threat', event: read.value }) : read;
}

interface MessageParts {
  readonly id: string;
  readonly kind: MessageKind;
  readonly record: SourceRecord;
}

function readEvent(tag: TaggedMessage, { id, kind, record }: MessageParts): Result<ThreatEvent, Rejection> {
  const found = readConnection(tag.text);
  if (!found.ok) return found;
  const { named, ...connection } = found.value;
  if (kind.ignoredAs === undefined && breaksOff(id, tag.text, named)) {
    return err(rejection('missing-field', `the message breaks off before all that ${id} says`));
  }
  const count = readHits(id, tag.text);
  if (!count.ok) return count;
  const time = timeOf(tag, record) ?? logTimeOf(record, statesTime(tag));
  if (time === undefined)
    return err(rejection('bad-time', 'the time before the tag, or in the syslog header, is no time'));
  const name = ruleName(id, tag.text);
  return ok({
    format: 'cisco',
    eventId: identify(time, hostOf(tag, record), record),
    alsoKnownAs: [],
    time,
    ...observerOf(tag, record),
    ...connection,
    // The reply that was caught goes from the server to the client that asked.
    ...(id === '338301' && { initiator: 'destination' as const }),
    rule: { id, ...(name && { name }) },
    ...(count.value > 1 && { count: count.value }),
    disposition: kind.disposition,
    category: kind.category,
    ...tagSeverity(tag),
    ...threatLevel(id, tag.text),
  });
}

/** How many events a message stands for: 106100 counts hits, 410002 replies. */
function readHits(id: string, text: string): Result<number, Rejection> {
  if (id === '410002') return readCount(/^Dropped (\d{1,15}) DNS /.exec(text)?.[1], 'the number of replies');
  if (!id.startsWith('1061')) return ok(1);
  return readCount(/\bhit-cnt (\S{1,20})/.exec(text.slice(0, 2048))?.[1], 'hit-cnt');
}

const RULE_NAMES: readonly RegExp[] = [
  /\bby access[-_]group "([^"]{1,512})"/,
  /^access-list (\S{1,512}) (?:permitted|denied|est-allowed) /,
  /\bby access[-_]group (\S{1,512})/,
  /\bby (?:in|out)bound list (\S{1,512})/,
  /\(acl ?= ?([^\s()]{1,512})\)/,
  /\bin policy-map ([^\s,]{1,512})/,
];

/** The access list, where the message names one; the signature of 400xxx. */
function ruleName(id: string, text: string): string | undefined {
  if (id.startsWith('400')) return readName(signatureOf(text));
  const head = text.slice(0, 2048);
  for (const pattern of RULE_NAMES) {
    const name = pattern.exec(head)?.[1];
    if (name !== undefined) return readName(name);
  }
  return undefined;
}

/** Cisco numbers no messages. The host is part of it, because one relay may speak for several firewalls. */
function identify(time: number, host: string | undefined, { message }: SourceRecord): string {
  return hashId(`${time}|${host ?? ''}|${message}`);
}

function observerOf(tag: TaggedMessage, record: SourceRecord): { readonly observer?: string } {
  const observer = readId(hostOf(tag, record));
  return observer === undefined ? {} : { observer };
}

function tagSeverity({ severity }: TaggedMessage): Pick<ThreatEvent, 'severity' | 'vendorSeverity'> {
  const ours = onScale(SEVERITY_SCALES.cisco, severity) ?? SEVERITY_SCALES.cisco.unstated;
  return { ...(severity !== undefined && { vendorSeverity: severity }), severity: ours };
}

/** 338xxx state the level and the category of the address on their list. */
function threatLevel(id: string, text: string): Partial<Pick<ThreatEvent, 'severity' | 'vendorCategory'>> {
  if (!id.startsWith('338')) return {};
  const head = text.slice(0, 2048);
  const level = onScale(SEVERITY_SCALES.ciscoThreatLevel, /threat-level: ([\w-]{1,16})/.exec(head)?.[1]);
  const category = readName(/, category: ([^,]{1,128})/.exec(head)?.[1]);
  return { ...(level && { severity: level }), ...(category && { vendorCategory: category }) };
}

function readFirepower(tag: TaggedMessage, record: SourceRecord): Result<Reading, Rejection> {
  const fields = readFirepowerFields(tag.text);
  const judgement = judgeSecurityEvent(fields, tag.id, tag.text);
  if (!judgement.ok) return judgement;
  const { ignoredAs, ...said } = judgement.value;
  const observer = readId(hostOf(tag, record)) ?? readId(fields.get('DeviceUUID'));
  const event = (): Result<ThreatEvent, Rejection> => {
    const connection = readSecurityConnection(fields);
    if (!connection.ok) return connection;
    const first = fields.get('FirstPacketSecond');
    const stated = timeOf(tag, record) ?? readTime(first, record.clock);
    const time = stated ?? logTimeOf(record, first !== undefined || statesTime(tag));
    if (time === undefined)
      return err(rejection('bad-time', 'what stands in FirstPacketSecond or a header is no time'));
    const known = { format: 'cisco', eventId: identify(time, hostOf(tag, record), record), alsoKnownAs: [], time };
    const common = { ...known, ...(observer && { observer }), ...tagSeverity(tag) };
    return ok({ ...common, ...connection.value, ...said });
  };
  if (ignoredAs !== undefined) return ignored(record, { what: ignoredAs, observer }, event);
  const threat = event();
  return threat.ok ? ok({ kind: 'threat', event: threat.value }) : threat;
}
