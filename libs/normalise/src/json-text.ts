import { err, ok, rejection, type Rejection, type Result } from '@lianfang/contract';

/** Keys, objects and arrays that one document may have. Beyond them it is nobody's event, but an attempt to keep us busy. */
const MOST_PARTS = 10_000;
/** No document that is shorter has more. */
export const MAY_HAVE_MORE = 2 * MOST_PARTS;
/** An integer of 16 digits or more may be beyond what a number holds exactly (2^53). */
const LONG_INTEGER = /[:[,]\s*-?(?:\d{17,}|9\d{15})/;

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BLANK = 32;
const ZERO = 48;
const NINE = 57;
/** 2^53 has as many. */
const LONG_DIGITS = 16;

/**
 * The value that a text of JSON is. Integers beyond 2^53 become their own text, so that ids stay exact. The parts are
 * counted before anything is built of them: what is made of a text must not depend on how deep the stack is just now, and
 * nothing may take more than some milliseconds.
 */
export function parseJsonText(text: string): Result<unknown, Rejection> {
  if (text.length > MAY_HAVE_MORE && hasTooManyParts(text)) {
    return err(rejection('too-large', `more than ${MOST_PARTS} keys, objects and arrays in one document`));
  }
  // Nobody reads the stack of this error, and to note it takes ten times as long as to parse.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return ok(JSON.parse(LONG_INTEGER.test(text) ? quoteLongIntegers(text) : text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return err(rejection('not-json', `the text is not one JSON document: ${whereOf(error)}`));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function hasTooManyParts(text: string): boolean {
  let parts = 0;
  for (let at = 0; at < text.length && parts <= MOST_PARTS; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET || code === COLON) parts += 1;
  }
  return parts > MOST_PARTS;
}

/** Where the text in quotes that begins here ends, or the end of all. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return text.length;
}

/** Puts quotes around integers that a number can't hold, where a value stands; what is no JSON stays none. */
function quoteLongIntegers(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let before = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const end = endOfToken(text, at);
    if (isDigit(code) || code === MINUS) {
      if (isLongInteger(text, at, end) && isValue(before, text, end)) {
        pieces.push(text.slice(copied, at), text.slice(at, end));
        copied = end;
      }
    }
    if (code > BLANK) before = code;
    at = end;
  }
  if (copied === 0) return text;
  pieces.push(text.slice(copied));
  // Every second piece is an integer.
  return pieces.join('"');
}

/** The end of a text in quotes, of digits with their sign, or of one character. */
function endOfToken(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return endOfString(text, start);
  let end = start + 1;
  if (isDigit(code) || code === MINUS) while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function isLongInteger(text: string, start: number, end: number): boolean {
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  if (end - first < LONG_DIGITS || text.charCodeAt(first) === ZERO) return false;
  return end - first > LONG_DIGITS || !Number.isSafeInteger(Number(text.slice(first, end)));
}

/** True where a whole number stands in a value's place: not in a key's, and not as part of a longer one. */
function isValue(before: number, text: string, end: number): boolean {
  if (before !== COLON && before !== COMMA && before !== OPEN_BRACKET) return false;
  let next = end;
  while (text.charCodeAt(next) <= BLANK) next += 1;
  const code = text.charCodeAt(next);
  return code === COMMA || code === CLOSE_BRACKET || code === CLOSE_BRACE;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** Only the position: the engine's message quotes the record. */
function whereOf(error: SyntaxError): string {
  const position = /position (\d+)/.exec(error.message)?.[1];
  return position === undefined ? 'it breaks off, or no JSON begins' : `it goes wrong at character ${position}`;
}
