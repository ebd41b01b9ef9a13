import { readSyslogTime } from '../syslog-time';
import type { SourceRecord } from '../source-record';
import { syslogTime } from '../syslog';

/** A message of a Cisco firewall, split at its tag. */
export interface TaggedMessage {
  /** 0, the worst, to 7; undefined for Firepower's lines without a tag. */
  readonly severity?: number;
  /** The message's number, `106023`; undefined where the tag has none. */
  readonly id?: string;
  /** What follows the tag. */
  readonly text: string;
  /** What stands between the syslog header and the tag: Cisco's own time and host. */
  readonly prefix: string;
}

/** How far into a message its tag may stand: a line that quotes a Cisco message further on is another format's. */
const HEAD = 256;
/** `%ASA-6-302013: `, `%FTD-session-6-430003: `, `ASA-2-106001: `, and `%FTD-1-: ` of old Firepower. */
const TAG = /%(?:ASA|FTD|FWSM|PIX|NGIPS)-(?:[A-Za-z_]{0,24}-)?([0-7])-(\d{1,7})?:? ?/;
const BARE_TAG = /^(?:ASA|FTD|FWSM|PIX|NGIPS)-(?:[A-Za-z_]{0,24}-)?([0-7])-(\d{1,7})?: ?/;
/** Before the tag: nothing, or a time, a host and a program, each with or without a colon. */
const TIME = String.raw`(?:[*.]?((?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} {1,2}\d{1,2} [\d:. ]{8,30}(?: ?(?:[A-Z]{3,4}|[+-]\d\d:?\d\d))?|\d{4}-\d\d-\d\d[T ][\d:.]{8,18} ?(?:Z|UTC|[+-]\d\d:?\d\dZ?)?):?)?`;
const HOST = String.raw`(?:([A-Za-z0-9_][\w.:-]{0,253}?))?`;
const PROGRAM = String.raw`(?:[\w./-]{1,48}(?:\[[\w.-]{1,32}\])?: ?)?`;
const PREFIX = new RegExp(`^:? ?${TIME} {0,8}${HOST} {0,2}:? {0,2}${PROGRAM}$`);
/** Firepower before 6.3 named its program and no number. */
const SFIMS = /^(?:SFIMS(?:\[\d{1,10}\])?: ?)?(?=[A-Z][A-Za-z_]{1,31}: )/;

/** Splits a message at its tag; undefined where no Cisco firewall wrote it. */
export function readTag({ message, syslog }: SourceRecord): TaggedMessage | undefined {
  const head = message.length > HEAD ? message.slice(0, HEAD) : message;
  const tag = TAG.exec(head) ?? BARE_TAG.exec(head);
  if (tag) return isPrefix(head.slice(0, tag.index)) ? tagged(message, tag) : undefined;
  const sfims = SFIMS.exec(head);
  const isNamed = sfims !== null && (sfims[0] !== '' || syslog?.program === 'SFIMS');
  if (sfims === null || !(isNamed || looksLikeSecurityEvent(message))) return undefined;
  return { text: message.slice(sfims[0].length), prefix: '' };
}

/** Cisco's own time where it wrote one, else the syslog header's. @returns ms since 1970 UTC, or undefined. */
export function timeOf({ prefix }: TaggedMessage, { syslog, clock }: SourceRecord): number | undefined {
  const stamp = prefix === '' ? undefined : PREFIX.exec(prefix)?.[1];
  const own = stamp === undefined ? undefined : readSyslogTime(plain(stamp), clock);
  return own ?? syslogTime(syslog, clock);
}

/** True where a time stands before the tag, readable or not. */
export function statesTime({ prefix }: TaggedMessage): boolean {
  return prefix !== '' && PREFIX.exec(prefix)?.[1] !== undefined;
}

/** The firewall's name as it stands before the tag, else the host of the syslog header. */
export function hostOf({ prefix }: TaggedMessage, { relayedFrom }: SourceRecord): string | undefined {
  return (prefix === '' ? undefined : PREFIX.exec(prefix)?.[2]) ?? relayedFrom;
}

function tagged(message: string, tag: RegExpExecArray): TaggedMessage {
  const [whole, severity, id] = tag;
  return {
    severity: Number(severity),
    ...(id !== undefined && { id }),
    text: message.slice(tag.index + whole.length),
    prefix: message.slice(0, tag.index),
  };
}

function isPrefix(text: string): boolean {
  return text === '' || PREFIX.test(text);
}

/** Two keys that only Firepower's lines have side by side. */
function looksLikeSecurityEvent(message: string): boolean {
  const head = message.length > 2048 ? message.slice(0, 2048) : message;
  return head.includes('SrcIP: ') && head.includes('DstIP: ');
}

/** Without the day of the week; some templates write `+00:00Z`. */
function plain(stamp: string): string {
  return stamp
    .trim()
    .replace(/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) /, '')
    .replace(/([+-]\d\d:?\d\d)Z$/, '$1');
}
