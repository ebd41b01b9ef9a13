const ZERO = 48;
const NINE = 57;
const DOT = 46;
const COLON = 58;
const LOWER_A = 97;
const LOWER_F = 102;
const TO_LOWER_CASE = 0x20;

/** What {@link parseIpv4} answers for text that is no IPv4 address. */
export const NOT_AN_ADDRESS = -1;

/**
 * Reads an IPv4 address in dotted decimal form, without leading zeros (octal spellings are not addresses here).
 * Written by hand because it runs for both sides of every event.
 * @returns the address as a number from 0 to 2^32-1, or {@link NOT_AN_ADDRESS}.
 */
export function parseIpv4(text: string): number {
  if (text !== last.text) {
    last.address = readIpv4(text, 0);
    last.text = text;
  }
  return last.address;
}

/** An address is asked for its agency and then for its country. */
const last = { text: '', address: NOT_AN_ADDRESS };

function readIpv4(text: string, from: number): number {
  let address = 0;
  let dots = 0;
  let part = -1;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === DOT) {
      if (part < 0) return NOT_AN_ADDRESS;
      address = address * 256 + part;
      dots += 1;
      part = -1;
    } else {
      part = withDigit(part, char);
      if (part < 0) return NOT_AN_ADDRESS;
    }
  }
  return dots === 3 && part >= 0 ? address * 256 + part : NOT_AN_ADDRESS;
}

/** One more digit of a part of an IPv4 address (-1: no digit yet), or -1 when it can't be there. */
function withDigit(part: number, char: number): number {
  if (char < ZERO || char > NINE || part === 0) return -1;
  const longer = (part < 0 ? 0 : part * 10) + (char - ZERO);
  return longer > 255 ? -1 : longer;
}

/** Value of a hexadecimal digit, or -1. */
function hexDigit(char: number): number {
  if (char >= ZERO && char <= NINE) return char - ZERO;
  const lower = char | TO_LOWER_CASE;
  return lower >= LOWER_A && lower <= LOWER_F ? lower - LOWER_A + 10 : -1;
}

const groups = new Uint16Array(8);

/** What was read of an IPv6 address: how many groups, and where `::` stood (-1 for nowhere). */
interface GroupsRead {
  count: number;
  gap: number;
}

/** Reads groups of an IPv6 address into {@link groups}; undefined for text that is no address. */
function readGroups(text: string): GroupsRead | undefined {
  const read: GroupsRead = { count: 0, gap: -1 };
  let at = 0;
  if (text.startsWith('::')) {
    read.gap = 0;
    at = 2;
  }
  while (at < text.length) {
    const end = endOfGroup(text, at);
    if (text.charCodeAt(end) === DOT) return withIpv4Tail(text, at, read);
    if (end === at || read.count === 8) return undefined;
    groups[read.count] = groupValue(text, at, end);
    read.count += 1;
    if (end === text.length) return read;
    at = afterColon(text, end, read);
    if (at < 0) return undefined;
  }
  return read;
}

/** Where the hexadecimal digits of a group end, at most four of them. */
function endOfGroup(text: string, start: number): number {
  let end = start;
  while (end < text.length && end - start < 4 && hexDigit(text.charCodeAt(end)) >= 0) end += 1;
  return end;
}

function groupValue(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 16 + hexDigit(text.charCodeAt(at));
  return value;
}

/** Goes over the `:` or `::` after a group. @returns where the next group begins, or -1 when none can follow. */
function afterColon(text: string, at: number, read: GroupsRead): number {
  if (text.charCodeAt(at) !== COLON || at + 1 === text.length) return -1;
  if (text.charCodeAt(at + 1) !== COLON) return at + 1;
  if (read.gap >= 0) return -1;
  read.gap = read.count;
  return at + 2;
}

/** The end of an address such as `::ffff:192.0.2.1`. */
function withIpv4Tail(text: string, start: number, before: GroupsRead): GroupsRead | undefined {
  const tail = readIpv4(text, start);
  if (tail === NOT_AN_ADDRESS || before.count > 6) return undefined;
  groups[before.count] = Math.floor(tail / 65536);
  groups[before.count + 1] = tail % 65536;
  return { count: before.count + 2, gap: before.gap };
}

/**
 * Reads an IPv6 address (RFC 4291; no zone) into four 32-bit words.
 * @param into four words, overwritten; its content means nothing when the answer is false.
 * @returns whether the text is an IPv6 address.
 */
export function parseIpv6(text: string, into: Uint32Array): boolean {
  if (text.length < 2 || text.length > 45) return false;
  const read = readGroups(text);
  if (read === undefined) return false;
  const { count, gap } = read;
  if (gap < 0 ? count !== 8 : count > 7) return false;
  for (let word = 0; word < 4; word += 1) {
    into[word] = groupAt(word * 2, count, gap) * 65536 + groupAt(word * 2 + 1, count, gap);
  }
  return true;
}

/** The group at a position of the full address, when `::` stands for `8 - count` zero groups at `gap`. */
function groupAt(position: number, count: number, gap: number): number {
  if (gap < 0 || position < gap) return groups[position] ?? 0;
  const back = position - (8 - count);
  return back < gap ? 0 : (groups[back] ?? 0);
}

/** Whether these words are a v4-mapped address (`::ffff:0:0/96`); the last word is then the IPv4 address. */
export function isMappedIpv4(words: Uint32Array): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
}
