import { findCef } from '../cef/cef-line';
import type { SourceRecord } from '../source-record';
import { FieldCollector } from './field-collector';
import { readBarPairs, readColonPairs, readEqualsPairs } from './pairs';
import { POSITIONAL, readPositional } from './positional';

/** The ways in which Check Point's exporters write a record, and where in the text it begins. */
export interface Spelling {
  readonly kind: 'bars' | 'cef' | 'colons' | 'equals' | 'fw-log' | 'positional';
  readonly start: number;
  /** True where the pairs stand in brackets: without the closing one the record was cut. */
  readonly isBracketed?: boolean;
}

const LONGEST_PREFIX = 1024;
/** `[Fields@1.3.6.1.4.1.2620 key="v" …]`, `[any@2620 …]`: Check Point's number in the registry of enterprises. */
const STRUCTURED = /\[[\w.-]{0,32}@(?:[\d.]{1,24}\.)?2620 /;
const BRACKETED = /\[(?=[A-Za-z_]\w{0,40}: ?"?[^";]{0,200}"?;)/;
/** No header holds one: what follows is somebody's value in a record of another spelling or format. */
const PAIR = /[|{]|(?:^|[ ,])\w{1,32}=/;
const BAR_PAIR = /(?:^|[ |])(?:time|hostname|loguid|product|action|origin|orig)=[^|=]{0,200}\|/;
const BAR_OWN = /\|(?:product|origin|orig|loguid|ifdir|i\/f_dir)=/;
const FW_LOG =
  /(?:^|[ :])(?=\d{1,2}[A-Z][a-z]{2}\d{4} {1,2}\d{1,2}:\d\d:\d\d {1,4}[a-z]{3,20} {1,4}\S{1,255} {1,4}[<>]\S{0,32} )/;
const BARE_EQUALS = /(?:^| )(?=(?:action|loguid|uuid|time|src|product)="?[^"=]{1,100}"?[ ,])/i;
const BARE_OWN = /(?:loguid|uuid)="?\{0x|origin_?sic_?name=|product="?(?:VPN-1|FireWall-1|SmartDefense|Check ?Point)/i;

/** How a record is spelled; undefined for one that is not Check Point's. */
export function spellingOf({ text, message }: SourceRecord): Spelling | undefined {
  const cef = findCef(text, message);
  if (cef >= 0) return text.startsWith('Check Point|', cef + 2) ? { kind: 'cef', start: cef } : undefined;
  const head = text.length > LONGEST_PREFIX ? text.slice(0, LONGEST_PREFIX) : text;
  return inBrackets(head) ?? inPairs(head, message, text.length - message.length);
}

function inBrackets(head: string): Spelling | undefined {
  if (!head.includes('[')) return undefined;
  const isBehindHeader = (match: RegExpExecArray): boolean => !PAIR.test(head.slice(0, match.index));
  const structured = STRUCTURED.exec(head);
  if (structured && isBehindHeader(structured))
    return { kind: 'equals', start: structured.index + structured[0].length, isBracketed: true };
  const bracket = BRACKETED.exec(head);
  const isOwn =
    bracket !== null &&
    isBehindHeader(bracket) &&
    /\b(?:loguid|product|origin|action|ifdir): ?"?/.test(head.slice(bracket.index));
  return isOwn ? { kind: 'colons', start: bracket.index + 1, isBracketed: true } : undefined;
}

function inPairs(head: string, message: string, start: number): Spelling | undefined {
  if (head.includes('|')) {
    const isOwn = BAR_PAIR.test(head) && BAR_OWN.test(head);
    return isOwn ? { kind: 'bars', start: 0 } : undefined;
  }
  if (message.startsWith('"')) return POSITIONAL.test(message) ? { kind: 'positional', start } : undefined;
  const row = FW_LOG.exec(head);
  if (row) return { kind: 'fw-log', start: row.index + row[0].length };
  const pair = BARE_OWN.test(head) ? BARE_EQUALS.exec(head) : null;
  return pair === null ? undefined : { kind: 'equals', start: pair.index + pair[0].length };
}

/** True for pairs in brackets of which the closing one is missing. */
export function breaksOff(text: string, { start, isBracketed }: Spelling): boolean {
  if (isBracketed !== true) return false;
  const end = text.lastIndexOf(']');
  return end < start || text[end - 1] === '\\';
}

/** The fields of a record that is not CEF. */
export function collect(text: string, { kind, start }: Spelling): FieldCollector {
  const into = new FieldCollector();
  if (kind === 'bars') readBarPairs(text, start, into);
  else if (kind === 'colons') readColonPairs(text, start, into);
  else if (kind === 'equals') readEqualsPairs(text, start, into);
  else if (kind === 'positional') readPositional(text.slice(start), into);
  else readFirewallLog(text, start, into);
  return into;
}

const FW_LOG_HEAD =
  /^(\d{1,2}[A-Z][a-z]{2}\d{4} {1,2}\d{1,2}:\d\d:\d\d) {1,4}([a-z]{3,20}) {1,4}(\S{1,255}) {1,4}[<>]\S{0,32} /;

/** `21Aug2007 12:00:00 drop gateway >eth0 rule: 100; src: …;`: what `fw log` prints. */
function readFirewallLog(text: string, start: number, into: FieldCollector): void {
  const match = FW_LOG_HEAD.exec(text.slice(start, start + LONGEST_PREFIX));
  if (match === null) return;
  const [whole, time, action, origin] = match;
  into.put('time', time ?? '');
  into.put('action', action ?? '');
  into.put('origin', origin ?? '');
  readColonPairs(text, start + whole.length, into);
}
