/*
 * Takes wanted fields out of a JSON object in one pass. This is AssemblyScript: TypeScript's syntax with the number types
 * of WebAssembly. `npm run build:json-fields` compiles it to src/scanner-module.ts.
 */
import {
  containerSlot,
  enterContainer,
  enterString,
  freeContainerSlot,
  isBeyondAscii,
  isKnownString,
  knownContainerLength,
  stringSlot,
} from './known';
import {
  FIELD_BYTES,
  FIELDS,
  LONGEST_CONTAINER,
  LONGEST_STRING,
  NAMES,
  PLAN_BYTES,
  PLANS,
  RESULT_BYTES,
  RESULTS,
  TIMES,
  WINDOW,
} from './layout';
import { Ipv4, Moment, readIpv4, readMoment } from './texts';
import {
  behindColon,
  behindNumber,
  behindSpace,
  behindString,
  behindValue,
  CLOSE_OBJECT,
  COMMA,
  DOUBT,
  isDigit,
  MINUS,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  Seen,
} from './values';

/** How a field is wanted; see FieldKind of the host. */
const TEXT: i32 = 0;
const ID: i32 = 2;
const VALUE: i32 = 3;
const PARTS: i32 = 4;
const ADDRESS: i32 = 5;
const TIME: i32 = 6;

/** What was found; the host has the same list. */
const KNOWN_STRING: i32 = 1;
const NEW_STRING: i32 = 2;
const PLAIN_STRING: i32 = 3;
const SMALL_NUMBER: i32 = 4;
const DIGITS: i32 = 5;
const KNOWN_CONTAINER: i32 = 6;
const NEW_CONTAINER: i32 = 7;
const NEW_CONTAINER_BEYOND_ASCII: i32 = 8;
const OTHER: i32 = 9;
const OBJECT: i32 = 10;
const IPV4: i32 = 11;
const MOMENT: i32 = 12;

/** A whole number of this many digits fits in 32 bits. */
const SMALL_DIGITS: usize = 9;

let leaves: i32 = 0;

export function windowAt(): usize {
  return WINDOW;
}

export function resultsAt(): usize {
  return RESULTS;
}

export function timesAt(): usize {
  return TIMES;
}

export function plansAt(): usize {
  return PLANS;
}

export function fieldsAt(): usize {
  return FIELDS;
}

export function namesAt(): usize {
  return NAMES;
}

/** @param count of leaves that the plans have. */
export function begin(count: i32): void {
  leaves = count;
}

/**
 * Scans the object between two places of the window and leaves a result for each leaf.
 * @returns 0 for any doubt, 1 when all is ASCII, 2 when the caller has to look whether it is UTF-8.
 */
export function scan(from: i32, to: i32): i32 {
  memory.fill(RESULTS, 0, usize(leaves) * RESULT_BYTES);
  Seen.beyondAscii = false;
  const start = behindSpace(WINDOW + from);
  if (load<u8>(start) != OPEN_OBJECT) return 0;
  const end = scanObject(start + 1, 0);
  const last = WINDOW + to;
  if (end == DOUBT || end > last) return 0;
  if (end < last && behindSpace(end) < last) return 0;
  return Seen.beyondAscii ? 2 : 1;
}

/** The host has made what it needs of a string: it is known from now on. */
export function keepString(slot: u32, from: i32, to: i32): void {
  enterString(slot, WINDOW + from, u32(to - from));
}

/** The host has made what it needs of an object or list: it is known from now on. */
export function keepContainer(slot: u32, from: i32, to: i32, beyondAscii: bool): void {
  enterContainer(slot, WINDOW + from, u32(to - from), beyondAscii);
}

/** @param at behind the opening bracket. @returns the place behind the closing one. */
function scanObject(at: usize, plan: i32): usize {
  let next = behindSpace(at);
  if (load<u8>(next) == CLOSE_OBJECT) return next + 1;
  while (true) {
    if (load<u8>(next) != QUOTE) return DOUBT;
    Seen.escape = false;
    const end = behindString(next + 1);
    if (end == DOUBT || Seen.escape) return DOUBT;
    const field = fieldOf(plan, next + 1, u32(end - next - 2));
    next = behindColon(end);
    if (next == DOUBT) return DOUBT;
    next = field == 0 ? behindValue(next) : take(next, field);
    if (next == DOUBT) return DOUBT;
    next = behindSpace(next);
    const byte = load<u8>(next);
    if (byte == CLOSE_OBJECT) return next + 1;
    if (byte != COMMA) return DOUBT;
    next = behindSpace(next + 1);
  }
}

/** The place of the field's entry, or 0 for a name that nobody wants. A name's length and three bytes say which it may be. */
function fieldOf(plan: i32, name: usize, length: u32): usize {
  if (length == 0) return 0;
  const slots = PLANS + usize(plan) * PLAN_BYTES;
  const ends = (u32(load<u8>(name)) << 16) | (u32(load<u8>(name + length - 1)) << 8);
  const key = (length << 24) | ends | u32(load<u8>(name + ((length * 3) >> 2)));
  const slot = (key * load<u32>(slots + 256)) >> 24;
  const number = load<u8>(slots + slot);
  if (number == 0) return 0;
  const field = FIELDS + usize(number - 1) * FIELD_BYTES;
  if (load<u32>(field + 4) != length) return 0;
  const wanted = NAMES + load<u32>(field);
  for (let index: u32 = 0; index < length; index += 1) if (load<u8>(wanted + index) != load<u8>(name + index)) return 0;
  return field;
}

function take(at: usize, field: usize): usize {
  const kind = load<i32>(field + 8);
  const result = RESULTS + usize(load<i32>(field + 12)) * RESULT_BYTES;
  const first = load<u8>(at);
  if (kind == PARTS) {
    // Twice the same name: the second one replaces the first whole, and both would be in one object here.
    if (first != OPEN_OBJECT || load<i32>(result) != 0) return DOUBT;
    store<i32>(result, OBJECT);
    return scanObject(at + 1, load<i32>(field + 16));
  }
  if (first == QUOTE) return takeString(at, kind, result);
  if (isDigit(first) || first == MINUS) return takeNumber(at, kind, result);
  if (first != OPEN_OBJECT && first != OPEN_LIST) return takeOther(at, result);
  return kind == VALUE ? takeContainer(at, result) : DOUBT;
}

function takeString(at: usize, kind: i32, result: usize): usize {
  const before = Seen.beyondAscii;
  Seen.beyondAscii = false;
  Seen.escape = false;
  const end = behindString(at + 1);
  if (end == DOUBT) return DOUBT;
  const isPlain = !Seen.escape && !Seen.beyondAscii;
  Seen.beyondAscii = Seen.beyondAscii || before;
  if (!isPlain) return found(result, OTHER, at, end);
  const length = u32(end - at - 2);
  if (kind == ADDRESS && readIpv4(at + 1, end - 1)) {
    store<u32>(result + 12, Ipv4.value);
    return found(result, IPV4, at + 1, end - 1) + 1;
  }
  if (kind == TIME && readMoment(at + 1, end - 1)) {
    store<f64>(TIMES + (result - RESULTS) / 2, f64(Moment.milliseconds));
    return found(result, MOMENT, at + 1, end - 1) + 1;
  }
  if (kind == TEXT || kind == ID || kind == TIME || length > LONGEST_STRING)
    return found(result, PLAIN_STRING, at + 1, end - 1) + 1;
  const slot = stringSlot(at + 1, length);
  store<u32>(result + 12, slot);
  const isKnown = isKnownString(slot, at + 1, length);
  return found(result, isKnown ? KNOWN_STRING : NEW_STRING, at + 1, end - 1) + 1;
}

/** A whole number without sign is given as such, or as its digits; any other by its text. */
function takeNumber(at: usize, kind: i32, result: usize): usize {
  const end = behindNumber(at);
  if (end == DOUBT) return DOUBT;
  let value: u32 = 0;
  for (let next = at; next < end; next += 1) {
    const byte = load<u8>(next);
    if (!isDigit(byte)) return found(result, OTHER, at, end);
    value = value * 10 + byte - 0x30;
  }
  if (kind == ID) return found(result, DIGITS, at, end);
  if (end - at > SMALL_DIGITS) return found(result, OTHER, at, end);
  store<u32>(result + 12, value);
  return found(result, SMALL_NUMBER, at, end);
}

function takeContainer(at: usize, result: usize): usize {
  const own = containerSlot(at);
  let slot = own;
  let known = knownContainerLength(slot, at);
  if (known == 0) {
    slot = own ^ 1;
    known = knownContainerLength(slot, at);
  }
  store<u32>(result + 12, known == 0 ? freeContainerSlot(own) : slot);
  if (known != 0) {
    if (isBeyondAscii(slot)) Seen.beyondAscii = true;
    return found(result, KNOWN_CONTAINER, at, at + known);
  }
  const before = Seen.beyondAscii;
  Seen.beyondAscii = false;
  const end = behindValue(at);
  const isBeyond = Seen.beyondAscii;
  Seen.beyondAscii = isBeyond || before;
  if (end == DOUBT) return DOUBT;
  if (u32(end - at) > LONGEST_CONTAINER) return found(result, OTHER, at, end);
  return found(result, isBeyond ? NEW_CONTAINER_BEYOND_ASCII : NEW_CONTAINER, at, end);
}

function takeOther(at: usize, result: usize): usize {
  const end = behindValue(at);
  return end == DOUBT ? DOUBT : found(result, OTHER, at, end);
}

function found(result: usize, kind: i32, from: usize, to: usize): usize {
  store<i32>(result, kind);
  store<i32>(result + 4, i32(from - WINDOW));
  store<i32>(result + 8, i32(to - WINDOW));
  return to;
}
