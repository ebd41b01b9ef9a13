import type { FieldCollector } from './field-collector';

/** `key:"value"; key: value;` up to a closing bracket: Log Exporter's own syslog, and `fw log`. */
export function readColonPairs(text: string, start: number, into: FieldCollector): void {
  let at = start;
  while (at < text.length && !into.isFull) {
    const colon = text.indexOf(':', at);
    if (colon < 0) return;
    // Only what stands after the last separator can be a key.
    const semicolon = text.slice(at, colon).lastIndexOf(';');
    at += semicolon + 1;
    const value = valueAt(text, colon + 1, ';');
    into.put(keyOf(text.slice(at, colon)), text.slice(value.start, value.end));
    at = value.after;
  }
}

/** `key="value" key="value"`: structured data of RFC 5424, also where keys hold blanks, commas part the pairs, or quotes are missing. */
export function readEqualsPairs(text: string, start: number, into: FieldCollector): void {
  const separator = /^[^=]{1,64}="?[^",]{0,256}"?,/.test(text.slice(start, start + 400)) ? ',' : ' ';
  let at = start;
  while (at < text.length && !into.isFull) {
    const equals = text.indexOf('=', at);
    if (equals < 0) return;
    const value = valueAt(text, equals + 1, separator);
    into.put(text.slice(at, equals).replace(/^[\s,;]{1,8}/, ''), text.slice(value.start, value.end));
    at = value.after;
  }
}

/** `key=value|key=value|`: what Splunk's exporter writes. A bar that no key follows belongs to nothing. */
export function readBarPairs(text: string, start: number, into: FieldCollector): void {
  let at = start;
  let equals = text.indexOf('=', at);
  while (equals >= 0 && !into.isFull) {
    const bar = nextBar(text, at);
    if (equals < bar) {
      const key = text.slice(at, equals);
      // Before the first pair stands the header.
      into.put(at === start ? key.slice(key.lastIndexOf(' ') + 1) : key, text.slice(equals + 1, bar));
    }
    at = bar + 1;
    if (equals < at) equals = text.indexOf('=', at);
  }
}

interface ValuePlace {
  readonly start: number;
  readonly end: number;
  readonly after: number;
}

function valueAt(text: string, start: number, separator: string): ValuePlace {
  const first = text[start] === ' ' && separator === ';' ? start + 1 : start;
  if (text[first] === '"') return quotedAt(text, first + 1);
  const end = text.indexOf(separator, first);
  if (end < 0) return { start: first, end: text.length, after: text.length };
  return { start: first, end, after: end + 1 };
}

/** A quote ends its value where no backslash stands before it and a separator, a bracket or nothing follows. */
function quotedAt(text: string, start: number): ValuePlace {
  let escaped = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"' && !escaped && endsValue(text, at + 1)) {
      return { start, end: at, after: text[at + 1] === ';' ? at + 2 : at + 1 };
    }
    escaped = character === '\\' && !escaped;
  }
  // It was cut: nobody knows what it would have been.
  return { start, end: start, after: text.length };
}

function endsValue(text: string, at: number): boolean {
  const next = text[at];
  return next === undefined || next === ';' || next === ' ' || next === ']' || next === ',' || next === '\n';
}

function nextBar(text: string, start: number): number {
  let bar = text.indexOf('|', start);
  while (bar > 0 && text[bar - 1] === '\\') bar = text.indexOf('|', bar + 1);
  return bar < 0 ? text.length : bar;
}

/** What stands between two pairs is no part of a key. */
function keyOf(key: string): string {
  return key.replace(/^[\s;[\]]{1,8}/, '');
}
