/*
 * Steps over JSON values. Each takes the place of a first byte and gives the place behind the value, or DOUBT. None
 * looks at the end of the text: what stands behind it may be looked at, so the caller compares the last place with the end.
 */

/** The scanner is not sure. No value ends at place 0. */
export const DOUBT: usize = 0;

export const QUOTE: u8 = 0x22;
export const COMMA: u8 = 0x2c;
export const MINUS: u8 = 0x2d;
export const COLON: u8 = 0x3a;
export const OPEN_LIST: u8 = 0x5b;
export const CLOSE_LIST: u8 = 0x5d;
export const OPEN_OBJECT: u8 = 0x7b;
export const CLOSE_OBJECT: u8 = 0x7d;
const BACKSLASH: u8 = 0x5c;
export const POINT: u8 = 0x2e;
export const PLUS: u8 = 0x2b;
export const ZERO: u8 = 0x30;
const LOWER_E: u8 = 0x65;
const TO_LOWER: u8 = 0x20;

/** Containers within one another that are followed: one bit each. */
const DEEPEST: i32 = 60;

/** What strings held since the caller set these to false. */
export class Seen {
  static escape: bool = false;
  static beyondAscii: bool = false;
}

/** The first place that is no white space. */
export function behindSpace(at: usize): usize {
  let next = at;
  while (true) {
    const byte = load<u8>(next);
    if (byte > 0x20 || !(byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09)) return next;
    next += 1;
  }
}

/** @param at behind the opening quote. */
export function behindString(at: usize): usize {
  let next = at;
  while (true) {
    const block = v128.load(next);
    // As signed numbers, bytes beyond ASCII are below those of control characters.
    const odd = v128.or(
      v128.or(i8x16.eq(block, i8x16.splat(QUOTE)), i8x16.eq(block, i8x16.splat(BACKSLASH))),
      i8x16.lt_s(block, i8x16.splat(0x20)),
    );
    const mask = i8x16.bitmask(odd);
    if (mask == 0) {
      next += 16;
      continue;
    }
    next += ctz(mask);
    const byte = load<u8>(next);
    if (byte == QUOTE) return next + 1;
    if (byte == BACKSLASH) {
      Seen.escape = true;
      next = behindEscape(next + 1);
      if (next == DOUBT) return DOUBT;
    } else if (byte >= 0x80) {
      Seen.beyondAscii = true;
      next += 1;
    } else {
      return DOUBT;
    }
  }
}

function behindEscape(at: usize): usize {
  const letter = load<u8>(at);
  switch (letter) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let digit = at + 1; digit < at + 5; digit += 1) if (!isHex(load<u8>(digit))) return DOUBT;
      return at + 5;
    default:
      return DOUBT;
  }
}

function isHex(byte: u8): bool {
  const lower = byte | TO_LOWER;
  return isDigit(byte) || (lower >= 0x61 && lower <= 0x66);
}

export function isDigit(byte: u8): bool {
  return byte - ZERO < 10;
}

/** @param at the first digit or the sign. */
export function behindNumber(at: usize): usize {
  let next = load<u8>(at) == MINUS ? at + 1 : at;
  if (load<u8>(next) == ZERO) next += 1;
  else next = behindDigits(next);
  if (next != DOUBT && load<u8>(next) == POINT) next = behindDigits(next + 1);
  if (next == DOUBT || (load<u8>(next) | TO_LOWER) != LOWER_E) return next;
  next += 1;
  const sign = load<u8>(next);
  return behindDigits(sign == PLUS || sign == MINUS ? next + 1 : next);
}

function behindDigits(at: usize): usize {
  let next = at;
  while (isDigit(load<u8>(next))) next += 1;
  return next == at ? DOUBT : next;
}

/** `true`, `false` or `null`. */
function behindLiteral(at: usize): usize {
  const word = load<u32>(at);
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4; // true, null
  return word == 0x736c6166 && load<u8>(at + 4) == LOWER_E ? at + 5 : DOUBT; // fals, e
}

function behindScalar(at: usize): usize {
  const byte = load<u8>(at);
  if (byte == QUOTE) return behindString(at + 1);
  return isDigit(byte) || byte == MINUS ? behindNumber(at) : behindLiteral(at);
}

/** A value of any kind, with all that is in it. */
export function behindValue(at: usize): usize {
  const byte = load<u8>(at);
  return byte == OPEN_OBJECT || byte == OPEN_LIST ? behindContainer(at) : behindScalar(at);
}

/** An object or a list. Those that are open are bits of a number: 1 for an object, the innermost lowest. */
function behindContainer(at: usize): usize {
  let open: u64 = 0;
  let depth = 0;
  let next = at;
  while (true) {
    const byte = load<u8>(next);
    if (byte == OPEN_OBJECT || byte == OPEN_LIST) {
      if (depth == DEEPEST) return DOUBT;
      open = (open << 1) | u64(byte == OPEN_OBJECT);
      depth += 1;
      next = behindSpace(next + 1);
      if (!closes(next, open)) {
        if (open & 1) next = behindName(next);
        if (next == DOUBT) return DOUBT;
        continue;
      }
    } else {
      next = behindScalar(next);
      if (next == DOUBT) return DOUBT;
      next = behindSpace(next);
    }
    while (closes(next, open)) {
      open >>= 1;
      depth -= 1;
      if (depth == 0) return next + 1;
      next = behindSpace(next + 1);
    }
    if (load<u8>(next) != COMMA) return DOUBT;
    next = behindSpace(next + 1);
    if (open & 1) next = behindName(next);
    if (next == DOUBT) return DOUBT;
  }
}

function closes(at: usize, open: u64): bool {
  return load<u8>(at) == (open & 1 ? CLOSE_OBJECT : CLOSE_LIST);
}

/** A name with its colon and the space around it. */
function behindName(at: usize): usize {
  if (load<u8>(at) != QUOTE) return DOUBT;
  const end = behindString(at + 1);
  return end == DOUBT ? DOUBT : behindColon(end);
}

/** A colon and the space around it. */
export function behindColon(at: usize): usize {
  const colon = behindSpace(at);
  return load<u8>(colon) == COLON ? behindSpace(colon + 1) : DOUBT;
}
