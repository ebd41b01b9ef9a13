import { err, rejection, type Reading, type Rejection, type Result } from '@lianfang/contract';
import { hashId, joinId } from '../event-id';
import { readId } from '../scalar';
import { own, type JsonObject, type JsonRecord } from '../source-record';
import type { JsonFormat } from '../source-format';
import { readTime } from '../time';
import { readAlert, type SideValue } from './alert';
import { fractionOf, readStamp } from './stamp';

const RULE = /^(\d{1,10}):(\d{1,10}):(\d{1,10})$/;
/** Fields that no other format has. */
const MARKS = ['src_ap', 'dst_ap', 'pkt_gen'];

/** Snort 3's `alert_json`. See README.md beside this file. */
export const snortJson: JsonFormat = {
  takes: 'json',
  name: 'snort',
  recognises: ({ document }) =>
    own(document, 'event_type') === undefined &&
    (own(document, 'timestamp') !== undefined || own(document, 'seconds') !== undefined) &&
    (ruleOf(document) !== undefined || hasNumbers(document) || MARKS.some((name) => own(document, name) !== undefined)),
  read: readDocument,
};

function readDocument(record: JsonRecord): Result<Reading, Rejection> {
  const { document, clock, relayedFrom, text } = record;
  const rule = ruleOf(document);
  const sid = own(document, 'sid') ?? rule?.sid;
  if (sid === undefined && own(document, 'msg') === undefined) {
    return err(rejection('missing-field', 'rule, sid and msg are missing: the alert names no rule'));
  }
  const source = sideOf(document, 'src');
  const destination = sideOf(document, 'dst');
  return readAlert({
    time: timeOf(document, record) ?? readStamp(own(document, 'timestamp'), clock),
    eventId: identify(document, { source, destination, rule: rule?.text ?? ruleText(document) }) ?? hashId(text),
    observer: readId(relayedFrom),
    source,
    destination,
    protocol: own(document, 'proto'),
    fromServer: own(document, 'dir') === 'S2C',
    sid,
    message: own(document, 'msg'),
    classification: own(document, 'class'),
    priority: own(document, 'priority'),
    action: own(document, 'action'),
  });
}

/** `seconds` is UTC and has a year; the stamp of the same packet has the fraction. */
function timeOf(document: JsonObject, { clock }: JsonRecord): number | undefined {
  const seconds = own(document, 'seconds');
  const time = seconds === undefined ? undefined : readTime(seconds, clock);
  const stamp = own(document, 'timestamp');
  if (time === undefined) return readTime(stamp, clock);
  return time % 1000 === 0 ? time + fractionOf(stamp) : time;
}

interface SnortRule {
  readonly text: string;
  readonly sid: string;
}

/** `gid:sid:rev`. */
function ruleOf(document: JsonObject): SnortRule | undefined {
  const rule = own(document, 'rule');
  const match = typeof rule === 'string' ? RULE.exec(rule) : null;
  return match?.[2] === undefined ? undefined : { text: match[0], sid: match[2] };
}

function ruleText(document: JsonObject): string {
  return `${readId(own(document, 'gid')) ?? '1'}:${readId(own(document, 'sid')) ?? readId(own(document, 'msg')) ?? ''}`;
}

/** `src_addr` and `src_port`, else `src_ap`: address and port with the last colon between them. */
function sideOf(document: JsonObject, side: 'src' | 'dst'): SideValue {
  const ip = own(document, `${side}_addr`);
  const port = own(document, `${side}_port`);
  const pair = own(document, `${side}_ap`);
  if (typeof pair !== 'string') return { ip, port };
  const colon = pair.lastIndexOf(':');
  return { ip: ip ?? pair.slice(0, Math.max(colon, 0)), port: port ?? pair.slice(colon + 1) };
}

interface PacketParts {
  readonly source: SideValue;
  readonly destination: SideValue;
  readonly rule: string;
}

/** A rule fires once for a packet; without the packet's number the text is all there is. */
function identify(document: JsonObject, { source, destination, rule }: PacketParts): string | undefined {
  const packet = readId(own(document, 'pkt_num'));
  if (packet === undefined) return undefined;
  const moment = readId(own(document, 'timestamp')) ?? readId(own(document, 'seconds'));
  const sides = [source.ip, source.port, destination.ip, destination.port].map(readId);
  return joinId([moment, packet, rule, ...sides]);
}

function hasNumbers(document: JsonObject): boolean {
  return typeof own(document, 'gid') === 'number' && typeof own(document, 'sid') === 'number';
}
