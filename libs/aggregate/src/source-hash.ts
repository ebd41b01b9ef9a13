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
  let a = 0x2f1b5d37 ^ text.length;
  let b = 0x6a09e667;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ unit, 0x85ebca77);
    b = (b << 17) | (b >>> 15);
  }
  a = mix(a ^ Math.imul(b, 0xc2b2ae3d));
  b = mix(b ^ Math.imul(a, 0x27d4eb2f));
  hash.high = mix(a ^ Math.imul(b, 0x165667b1));
  hash.low = b;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
