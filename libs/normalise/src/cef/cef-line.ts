import { isKeyCharacter, wantedName } from './cef-keys';

/** One line of the Common Event Format, taken apart. */
export interface CefLine {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  readonly classId: string;
  readonly name: string;
  readonly severity: string;
  /** Values that we read, unescaped, by their short name; empty ones are left out. */
  readonly fields: ReadonlyMap<string, string>;
  /** From the version on: what one and the same event always looks like. */
  readonly text: string;
  /** What stands before the line: a syslog header, or something like it. */
  readonly before: string;
}

const LONGEST_PREFIX = 1024;
const LONGEST_KEY = 100;
const LONGEST_HEADER = 8192;
/** Beyond these a record is somebody's attempt to keep us busy. */
const MOST_EQUALS_SIGNS = 4096;
const LONGEST_VALUE = 2048;
/** Also what may stand right before it. */
const VERSION = /^[\s>:"]?CEF: ?[01]\|$/;
/** No header holds these: what follows is somebody's value in a record of another format. */
const NO_HEADER = /[|{]|(?:^|[ ,])\w{1,32}=/;
/** A relay has eaten `CEF:`: the version alone, then six fields that are there. */
const HEADLESS = /^[01]\|[^|]{1,100}\|[^|]{1,100}\|[^|]{0,100}\|[^|]{1,200}\|[^|]{0,500}\|[^|]{1,20}\|/;

/** Where a line's version stands in a text, or -1: behind `CEF:` or `CEF: ` after something like a syslog header. */
export function findCef(text: string, message: string): number {
  for (let at = text.indexOf('CEF:'); at >= 0 && at < LONGEST_PREFIX; at = text.indexOf('CEF:', at + 4)) {
    const version = text[at + 4] === ' ' ? at + 5 : at + 4;
    if (!VERSION.test(text.slice(Math.max(0, at - 1), version + 2))) continue;
    return at === text.length - message.length || !NO_HEADER.test(text.slice(0, at)) ? version : -1;
  }
  return HEADLESS.test(message) ? text.length - message.length : -1;
}

/** A line from where {@link findCef} says; undefined where the header breaks off. */
export function parseCef(text: string, start: number): CefLine | undefined {
  const { values, end } = readHeader(text, start);
  const [vendor = '', product = '', version = '', classId = '', name = '', severity = ''] = values;
  if (severity === '') return undefined;
  const fields = end === undefined ? new Map<string, string>() : readExtension(text, end);
  const before = text.slice(0, start).replace(/CEF: ?$/, '');
  return { vendor, product, version, classId, name, severity, fields, text: text.slice(start), before };
}

/** The header's values, and where the extension begins; a line without extension may end with its severity. */
function readHeader(text: string, start: number): { readonly values: readonly string[]; readonly end?: number } {
  const values: string[] = [];
  let from = text.indexOf('|', start) + 1;
  while (values.length < 6) {
    const bar = nextBar(text, from);
    if (bar < 0 || bar > start + LONGEST_HEADER) break;
    values.push(headerValue(text.slice(from, bar)));
    from = bar + 1;
  }
  if (values.length === 6) return { values, end: from };
  if (values.length === 5) values.push(headerValue(text.slice(from, from + LONGEST_VALUE)));
  return { values };
}

/** The next bar that no backslash takes the meaning of, or -1. */
function nextBar(text: string, from: number): number {
  for (let bar = text.indexOf('|', from); bar >= 0; bar = text.indexOf('|', bar + 1)) {
    let slashes = 0;
    while (bar - slashes > from && text[bar - slashes - 1] === '\\') slashes += 1;
    if (slashes % 2 === 0) return bar;
  }
  return -1;
}

function headerValue(text: string): string {
  const value = text.trim();
  return value.includes('\\') ? value.replace(/\\([\\|])/g, '$1') : value;
}

/**
 * The wanted `key=value` pairs. A value goes on until the next key: a word at the start or after a blank, right before an
 * `=` that is not escaped. So blanks, bars and an unescaped `=` of a URL belong to the value. Of a key that
 * occurs twice the first wins: senders write addresses and actions before what a stranger chose.
 */
function readExtension(text: string, start: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let name: string | undefined;
  let valueStart = start;
  let isFirst = true;
  let budget = MOST_EQUALS_SIGNS;
  for (let equals = text.indexOf('=', start); equals >= 0 && budget > 0; equals = text.indexOf('=', equals + 1)) {
    budget -= 1;
    const keyStart = keyBefore(text, equals, valueStart);
    const isKey = keyStart > valueStart || (isFirst && keyStart === valueStart);
    if (!isKey) continue;
    store(fields, name, text.slice(valueStart, Math.min(keyStart, valueStart + LONGEST_VALUE)));
    name = wantedName(text.slice(keyStart, equals));
    valueStart = equals + 1;
    isFirst = false;
  }
  store(fields, name, text.slice(valueStart, valueStart + LONGEST_VALUE));
  return fields;
}

/** Where the word before an equals sign begins: at the floor or after a blank. -1 where there is no word. */
function keyBefore(text: string, equals: number, floor: number): number {
  let start = equals;
  const lowest = Math.max(floor, equals - LONGEST_KEY);
  while (start > lowest && isKeyCharacter(text.charCodeAt(start - 1))) start -= 1;
  if (start === equals) return -1;
  if (start === floor) return start;
  const before = text.charCodeAt(start - 1);
  return before === 0x20 || before === 0x09 || before === 0x0a ? start : -1;
}

function store(fields: Map<string, string>, name: string | undefined, text: string): void {
  if (name === undefined) return;
  const value = extensionValue(text.trim());
  if (value !== '' && !fields.has(name)) fields.set(name, value);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r' };

function extensionValue(text: string): string {
  const isQuoted = text.length > 1 && text.startsWith('"') && text.endsWith('"');
  const value = isQuoted ? text.slice(1, -1) : text;
  if (!value.includes('\\')) return value;
  return value.replace(/\\([=\\|nr])/g, (_whole, escaped: string) => ESCAPES[escaped] ?? escaped);
}
