/** 64 bits of a text in two 32-bit halves (as signed integers): written into one place, so that hashing allocates nothing. */
export interface Hash64 {
  high: number;
  low: number;
}

/**
 * Hashes a text without a cryptographic hash, which would cost more than all the rest of counting an event. Two lanes
 * of multiply and rotate over the UTF-16 code units, then mixed into each other until each input bit reaches each
 * output bit. It is part of what a stored sketch means: changing it makes sketches that can't be merged with old ones.
 */
export function hashInto(hash: Hash64, text: string): void {
  lanes.a = FIRST_A ^ text.length;
  lanes.b = FIRST_B;
  for (let index = 0; index < text.length; index += 1) add(text.charCodeAt(index));
  finish(hash);
}

/** As {@link hashInto} hashes the text of an IPv4 address, without making it. @param address as a number. */
export function hashIpv4Into(hash: Hash64, address: number): void {
  lanes.a = FIRST_A ^ lengthOf(address);
  lanes.b = FIRST_B;
  addPart(address >>> 24);
  add(POINT);
  addPart((address >>> 16) & 255);
  add(POINT);
  addPart((address >>> 8) & 255);
  add(POINT);
  addPart(address & 255);
  finish(hash);
}

const FIRST_A = 0x2f1b5d37;
const FIRST_B = 0x6a09e667;
const POINT = 46;
const ZERO = 48;
const lanes = { a: 0, b: 0 };

function lengthOf(address: number): number {
  const points = 3;
  return (
    points +
    digitsOf(address >>> 24) +
    digitsOf((address >>> 16) & 255) +
    digitsOf((address >>> 8) & 255) +
    digitsOf(address & 255)
  );
}

function digitsOf(part: number): number {
  if (part < 10) return 1;
  return part < 100 ? 2 : 3;
}

function addPart(part: number): void {
  const hundreds = (part * 41) >>> 12;
  const rest = part - hundreds * 100;
  const tens = (rest * 205) >>> 11;
  if (hundreds > 0) add(ZERO + hundreds);
  if (part >= 10) add(ZERO + tens);
  add(ZERO + rest - tens * 10);
}

function add(unit: number): void {
  const a = Math.imul(lanes.a ^ unit, 0x9e3779b1);
  const b = Math.imul(lanes.b ^ unit, 0x85ebca77);
  lanes.a = (a << 13) | (a >>> 19);
  lanes.b = (b << 17) | (b >>> 15);
}

function finish(hash: Hash64): void {
  const a = mix(lanes.a ^ Math.imul(lanes.b, 0xc2b2ae3d));
  const b = mix(lanes.b ^ Math.imul(a, 0x27d4eb2f));
  hash.high = mix(a ^ Math.imul(b, 0x165667b1));
  hash.low = b;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
