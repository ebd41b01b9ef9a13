import {
  err,
  ok,
  rejection,
  type Category,
  type Disposition,
  type Endpoint,
  type Rejection,
  type Result,
  type Severity,
  type ThreatEvent,
} from '@lianfang/contract';
import { categoryOfClass } from '../classtype';
import { joinId } from '../event-id';
import { readNamedEndpoint } from '../named-endpoint';
import { readId, readName, readNumber } from '../scalar';
import { onScale } from '../severity-scale';
import { SEVERITY_SCALES } from '../severity-scales';
import { readTransport } from '../transport';
import { categoryOfWords } from '../word-category';
import { isIcmp, type Connection } from './connection';

type Fields = ReadonlyMap<string, string>;

/** What Firepower says of one of its five kinds of security events. */
export interface Judgement extends Pick<ThreatEvent, 'rule' | 'disposition' | 'category' | 'vendorCategory'> {
  /** Where the record has one that other records of the same event share. */
  readonly eventId?: string;
  /** Set for a record that is no threat: its kind. */
  readonly ignoredAs?: string;
  /** Where the record states one beside the tag's. */
  readonly severity?: Severity;
}

type Kind = 'intrusion' | 'connection' | 'file';

/** Words of `InlineResult`, `AccessControlRuleAction` and `FileAction`, in lower case. */
const NOT_DONE = /^would\b|^partial/;
const STOPPED = /\b(?:block|blocked|drop|dropped|reject|rejected|reset|sinkhole|domain not found|intercept)\b/;
const PASSED =
  /\b(?:allow|allowed|trust|fastpath|monitor|alert|pass|rewrite|detect|lookup|would|partial\w{0,2}|analy\w{1,3})\b/;
/** Lists of known addresses, names and URLs: a match is a detection, whatever was done. */
const INTELLIGENCE = ['IPReputationSICategory', 'URLSICategory', 'DNSSICategory'];
const LIST_CATEGORIES: readonly (readonly [RegExp, Category])[] = [
  [/malware|cnc|bots?\b|botnet|ransom|trojan|command/i, 'malicious-code'],
  [/phish|crypto/i, 'fraud'],
  [/spam/i, 'abusive-content'],
  [/scan/i, 'information-gathering'],
  [/exploit|attack/i, 'intrusion-attempts'],
];

/**
 * What the event is. Its addresses are read apart, because those of an ordinary connection are never refused.
 * @param id 430001 to 430005; lines of old Firepower have none, and are told apart by their fields.
 * @param text that the fields are of.
 */
export function judgeSecurityEvent(fields: Fields, id: string | undefined, text: string): Result<Judgement, Rejection> {
  const kind = kindOf(fields, id);
  if (kind === undefined) return err(rejection('missing-field', 'no action, rule or file is named'));
  const action = fields.get(ACTION[kind]);
  if (action !== undefined && dispositionOf(action) === undefined && text.trimEnd().endsWith(action)) {
    return err(rejection('missing-field', `the line breaks off in ${ACTION[kind]}`));
  }
  const judgement = READERS[kind](fields, id);
  const isWhole = judgement.ignoredAs !== undefined || (fields.has('SrcIP') && fields.has('DstIP'));
  return isWhole ? ok(judgement) : err(rejection('missing-field', 'SrcIP or DstIP is missing: the line breaks off'));
}

/** What says what was done. */
const ACTION: Readonly<Record<Kind, string>> = {
  intrusion: 'InlineResult',
  connection: 'AccessControlRuleAction',
  file: 'FileAction',
};

/** Both sides and the protocol. ICMP has no ports. */
export function readSecurityConnection(fields: Fields): Result<Connection, Rejection> {
  const transport = readTransport(fields.get('Protocol'));
  const source = readSide(fields, 'Src');
  if (!source.ok) return source;
  const destination = readSide(fields, 'Dst');
  if (!destination.ok) return destination;
  const sides = [source.value, destination.value].map((side) => (isIcmp(transport) ? onlyAddress(side) : side));
  const [from = {}, to = {}] = sides;
  return ok({ source: from, destination: to, initiator: 'source', ...(transport && { transport }) });
}

const NUMBERED: Readonly<Record<string, Kind>> = {
  430001: 'intrusion',
  430002: 'connection',
  430003: 'connection',
  430004: 'file',
  430005: 'file',
};

function kindOf(fields: Fields, id: string | undefined): Kind | undefined {
  const numbered = id !== undefined && Object.hasOwn(NUMBERED, id) ? NUMBERED[id] : undefined;
  if (numbered !== undefined) return hasSubstance(fields, numbered) ? numbered : undefined;
  return (['intrusion', 'file', 'connection'] as const).find((kind) => hasSubstance(fields, kind));
}

/** A line that was cut before it says what happened can't be judged. */
function hasSubstance(fields: Fields, kind: Kind): boolean {
  if (kind === 'intrusion') return fields.has('SID') || fields.has('Message');
  return (
    fields.has(kind === 'file' ? 'FileAction' : 'AccessControlRuleAction') ||
    (kind === 'file' && fields.has('SHA_Disposition'))
  );
}

const READERS: Readonly<Record<Kind, (fields: Fields, id: string | undefined) => Judgement>> = {
  intrusion: readIntrusion,
  connection: readConnectionEvent,
  file: readFile,
};

function readIntrusion(fields: Fields): Judgement {
  const sid = readId(fields.get('SID'));
  const name = readName(fields.get('Message'));
  const vendorCategory = readName(fields.get('Classification'));
  const priority = onScale(SEVERITY_SCALES.ciscoIntrusion, readNumber(fields.get('Priority')));
  return {
    rule: { ...(sid && { id: sid }), ...(name && { name }) },
    disposition: dispositionOf(fields.get('InlineResult')) ?? 'detected',
    ...(vendorCategory && { vendorCategory }),
    category: intrusionCategory(vendorCategory, name),
    ...(priority && { severity: priority }),
  };
}

function intrusionCategory(classification: string | undefined, name: string | undefined): Category {
  const stated = classification === undefined ? undefined : categoryOfClass(classification);
  if (stated && !stated.vague) return stated.category;
  return categoryOfWords(name, stated ? undefined : classification) ?? stated?.category ?? 'other';
}

function readConnectionEvent(fields: Fields, id: string | undefined): Judgement {
  const disposition = dispositionOf(fields.get('AccessControlRuleAction')) ?? 'detected';
  const list = INTELLIGENCE.map((key) => readName(fields.get(key))).find((value) => value !== undefined);
  const name = readName(fields.get('AccessControlRuleName')) ?? readName(fields.get('ACPolicy'));
  const eventId = connectionId(fields);
  const isThreat = disposition === 'blocked' || list !== undefined;
  return {
    ...(eventId && { eventId }),
    rule: { ...(id && { id }), ...(name && { name }) },
    disposition,
    ...(list && { vendorCategory: list }),
    category: list === undefined ? 'other' : (LIST_CATEGORIES.find(([words]) => words.test(list))?.[1] ?? 'other'),
    ...(!isThreat && { ignoredAs: 'traffic' }),
  };
}

/** One connection may be written at its begin and at its end: both are one event. */
function connectionId(fields: Fields): string | undefined {
  const connection = readId(fields.get('ConnectionID'));
  const start = readId(fields.get('FirstPacketSecond'));
  if (connection === undefined || start === undefined) return undefined;
  return joinId([readId(fields.get('DeviceUUID')), readId(fields.get('InstanceID')), start, connection]);
}

function readFile(fields: Fields, id: string | undefined): Judgement {
  const verdict = readName(fields.get('SHA_Disposition'));
  const disposition = dispositionOf(fields.get('FileAction')) ?? 'detected';
  const isMalware = /^(?:malware|custom detection)$/i.test(verdict ?? '');
  const name = readName(fields.get('ThreatName')) ?? readName(fields.get('FilePolicy'));
  return {
    rule: { ...(id && { id }), ...(name && { name }) },
    disposition,
    ...(verdict && { vendorCategory: verdict }),
    category: isMalware ? 'malicious-code' : 'other',
    ...(isMalware && { severity: 'high' as const }),
    ...(!isMalware && disposition !== 'blocked' && { ignoredAs: 'file' }),
  };
}

/** `Would have dropped` and `Partially dropped` mean that something got through. */
function dispositionOf(words: string | undefined): Disposition | undefined {
  const action = words?.slice(0, 128).toLowerCase();
  if (action === undefined) return undefined;
  if (STOPPED.test(action) && !NOT_DONE.test(action)) return 'blocked';
  return PASSED.test(action) ? 'allowed' : undefined;
}

function readSide(fields: Fields, side: 'Src' | 'Dst') {
  const [ip, port] = [`${side}IP`, `${side}Port`];
  return readNamedEndpoint({ ip: { name: ip, value: fields.get(ip) }, port: { name: port, value: fields.get(port) } });
}

function onlyAddress({ ip }: Endpoint): Endpoint {
  return ip === undefined ? {} : { ip };
}
