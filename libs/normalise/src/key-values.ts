/** The longest key that is looked at; a longer word is no key. */
const LONGEST_KEY = 64;
/** The longest line has some 200 words; beyond these a record is somebody's attempt to keep us busy. */
const MOST_WORDS = 8_192;
/** Quotes that end no value are counted too. */
const MOST_QUOTES = 8_192;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const BLANK = 32;
const QUOTE = 34;
const COMMA = 44;
const EQUALS = 61;
const BACKSLASH = 92;

/**
 * Reads `key=value key="a value"` pairs, separated by blanks, or by commas where the first pair ends in one. Of a key that
 * occurs twice the first wins: senders write addresses and actions before what a stranger chose (a URL, a user agent). A
 * quoted value ends at the quote that the end of the text or another `key=` follows; a quote behind a backslash never ends
 * it. A quoted value that never ends was cut, and is left out. One pass, linear in the text; the first 8,192 words
 * and quotes are looked at.
 * @param wanted keys that are kept; all others are passed over.
 */
export function readKeyValues(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const budget = { quotes: MOST_QUOTES };
  let separator: number | undefined;
  let at = 0;
  for (let left = MOST_WORDS; left > 0 && (at = skipSeparators(text, at)) < text.length; left -= 1) {
    const keyEnd = endOfKey(text, at);
    if (keyEnd === -1) {
      at = endOfBare(text, at, separator ?? BLANK);
      continue;
    }
    const value = valueAt(text, keyEnd + 1, separator, budget);
    if (value === undefined) break;
    separator ??= text.charCodeAt(value.after) === COMMA ? COMMA : BLANK;
    const key = text.slice(at, keyEnd);
    if (wanted.has(key) && !values.has(key)) values.set(key, text.slice(value.start, value.end));
    at = value.after;
  }
  return values;
}

interface ValuePlace {
  readonly start: number;
  readonly end: number;
  /** Where the separator stands, or the end of the text. */
  readonly after: number;
}

interface Budget {
  quotes: number;
}

function valueAt(text: string, start: number, separator: number | undefined, budget: Budget): ValuePlace | undefined {
  if (text.charCodeAt(start) !== QUOTE) {
    const end = endOfBare(text, start, separator);
    return { start, end, after: end };
  }
  const end = closingQuote(text, start + 1, budget);
  return end === -1 ? undefined : { start: start + 1, end, after: end + 1 };
}

/** Where the `=` of a key that begins here stands, or -1. */
function endOfKey(text: string, start: number): number {
  const limit = Math.min(text.length, start + LONGEST_KEY + 1);
  for (let at = start; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === EQUALS) return at === start ? -1 : at;
    if (!isKeyCode(code)) return -1;
  }
  return -1;
}

/** @returns where the quote stands that ends a value, or -1: also where too many were seen that end none. */
function closingQuote(text: string, start: number, budget: Budget): number {
  for (let at = text.indexOf('"', start); at !== -1 && budget.quotes > 0; at = text.indexOf('"', at + 1)) {
    budget.quotes -= 1;
    if (!isEscaped(text, at, start) && endsValue(text, at + 1)) return at;
  }
  return -1;
}

/** True behind an odd number of backslashes. */
function isEscaped(text: string, at: number, start: number): boolean {
  let first = at;
  while (first > start && text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

/** True at the end of the text and before a separator that another key follows. */
function endsValue(text: string, at: number): boolean {
  const next = skipSeparators(text, at, at + 4);
  if (next >= text.length) return true;
  return next > at && endOfKey(text, next) !== -1;
}

function endOfBare(text: string, start: number, separator: number | undefined): number {
  let at = start;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const ends = separator === undefined ? isSeparator(code) : code === separator || isLineEnd(code);
    if (ends) break;
  }
  return at;
}

function skipSeparators(text: string, start: number, limit = text.length): number {
  let at = start;
  while (at < limit && isSeparator(text.charCodeAt(at))) at += 1;
  return at;
}

function isSeparator(code: number): boolean {
  return code === BLANK || code === COMMA || code === TAB || isLineEnd(code);
}

function isLineEnd(code: number): boolean {
  return code === NEWLINE || code === RETURN || code === 0;
}

/** Letters, digits, `_`, `-` and `.`. */
function isKeyCode(code: number): boolean {
  const letter = code | 32;
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46;
}
