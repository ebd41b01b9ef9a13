import { isUtf8 } from 'node:buffer';

/** How a text is shown. */
export interface InertOptions {
  /** Characters of the original at most. */
  readonly most: number;
  /** Keep line breaks (after their sign) so that lines stay lines. */
  readonly lines?: boolean;
}

/** What does not print, or changes how its neighbours are read; and the bracket that marks it here. */
const NOT_INERT = /[\p{C}\p{Zl}\p{Zp}\u2800\u3164\u115f\u1160\uffa0⟦]|(?![ \u3000])\p{Zs}/u;
const MARK = /\p{M}/u;
/** Real languages put a few marks on a letter; a tower of them covers the lines around it. */
const MOST_MARKS = 3;

/**
 * Text of strangers as it may be shown to people: control characters, bidirectional overrides, zero width and invisible
 * characters and towers of marks are written out as `⟦U+202E⟧`. What comes out is still text: escape it for HTML.
 */
export function inertText(text: string, { most, lines = false }: InertOptions): string {
  let shown = '';
  let marks = 0;
  let left = most;
  for (const character of text) {
    if (left-- <= 0) break;
    marks = MARK.test(character) ? marks + 1 : 0;
    const isPlain = !NOT_INERT.test(character) && marks <= MOST_MARKS;
    shown += isPlain ? character : named(character);
    if (lines && character === '\n') shown += '\n';
  }
  return shown;
}

/** Bytes of strangers: as inert text where they are text, else as rows of 16 in hexadecimal. */
export function inertBytes(bytes: Buffer, most: number): { form: 'text' | 'hex'; shown: string; shortened: boolean } {
  if (isUtf8(bytes) && !bytes.includes(0)) {
    // Up to four bytes a character: more than `most` characters are never needed.
    const text = bytes.subarray(0, most * 4).toString('utf8');
    const shown = inertText(text, { most, lines: true });
    return { form: 'text', shown, shortened: bytes.length > most * 4 || [...text].length > most };
  }
  const part = bytes.subarray(0, most / 4);
  return { form: 'hex', shown: hexRows(part), shortened: part.length < bytes.length };
}

/** A key or a header value on one line. */
export function inertLine(bytes: Buffer, most: number): string {
  return isUtf8(bytes)
    ? inertText(bytes.subarray(0, most * 4).toString('utf8'), { most })
    : `base64:${bytes.subarray(0, most).toString('base64')}`;
}

function named(character: string): string {
  return `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟧`;
}

function hexRows(bytes: Buffer): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.subarray(at, at + 16);
    const hex = row.toString('hex').match(/../g)?.join(' ') ?? '';
    const print = row.toString('latin1').replace(/[^\x20-\x7e]/g, '·');
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${print}`);
  }
  return rows.join('\n');
}
