/*
 * Texts that were met before. The host holds what was made of each, by slot; so a text is entered here only when the
 * host says that it has made it (see keepString, keepContainer), and the two can't drift.
 */
import {
  CONTAINER_BEYOND_ASCII,
  CONTAINER_LENGTHS,
  CONTAINER_SLOTS,
  CONTAINERS,
  LONGEST_CONTAINER,
  LONGEST_STRING,
  STRING_LENGTHS,
  STRING_SLOTS,
  STRINGS,
} from './layout';

const FACTOR: u64 = 0x9e3779b97f4a7c15;
/** Bytes of a container that choose its slot, at most; fewer where a bracket closes before. */
const SAMPLE: i32 = 80;

/** The slot of a string. @param at behind its opening quote. */
export function stringSlot(at: usize, length: u32): u32 {
  return u32(hashOf(at, length) >> 48) & (STRING_SLOTS - 1);
}

export function isKnownString(slot: u32, at: usize, length: u32): bool {
  return load<u8>(STRING_LENGTHS + slot) == length && isSame(STRINGS + slot * LONGEST_STRING, at, length);
}

export function enterString(slot: u32, at: usize, length: u32): void {
  memory.copy(STRINGS + slot * LONGEST_STRING, at, length);
  store<u8>(STRING_LENGTHS + slot, u8(length));
}

/** The slot of an object or list. @param at its bracket. */
export function containerSlot(at: usize): u32 {
  let length = 0;
  while (length < SAMPLE) {
    const block = v128.load(at + length);
    const closing = v128.or(i8x16.eq(block, i8x16.splat(0x7d)), i8x16.eq(block, i8x16.splat(0x5d)));
    const mask = i8x16.bitmask(closing);
    if (mask != 0) {
      length += ctz(mask);
      break;
    }
    length += 16;
  }
  return u32(hashOf(at, length) >> 48) & (CONTAINER_SLOTS - 1);
}

/** Where a new container is entered: its own slot, or the one beside it, so that two of one slot don't drive out each other. */
export function freeContainerSlot(slot: u32): u32 {
  return load<u16>(CONTAINER_LENGTHS + 2 * slot) == 0 ? slot : slot ^ 1;
}

/** The length of the known container that begins here, or 0. */
export function knownContainerLength(slot: u32, at: usize): u32 {
  const length = u32(load<u16>(CONTAINER_LENGTHS + 2 * slot));
  return length != 0 && isSame(CONTAINERS + slot * LONGEST_CONTAINER, at, length) ? length : 0;
}

export function isBeyondAscii(slot: u32): bool {
  return load<u8>(CONTAINER_BEYOND_ASCII + slot) == 1;
}

export function enterContainer(slot: u32, at: usize, length: u32, beyondAscii: bool): void {
  memory.copy(CONTAINERS + slot * LONGEST_CONTAINER, at, length);
  store<u16>(CONTAINER_LENGTHS + 2 * slot, u16(length));
  store<u8>(CONTAINER_BEYOND_ASCII + slot, u8(beyondAscii));
}

function hashOf(at: usize, length: u32): u64 {
  let hash: u64 = length;
  let done: u32 = 0;
  for (; done + 8 <= length; done += 8) hash = rotl((hash ^ load<u64>(at + done)) * FACTOR, 29);
  if (done < length) hash = (hash ^ (load<u64>(at + done) << (8 * (8 - (length - done))))) * FACTOR;
  hash ^= hash >> 32;
  return hash * FACTOR;
}

function isSame(one: usize, other: usize, length: u32): bool {
  let done: u32 = 0;
  for (; done + 16 <= length; done += 16) {
    if (v128.any_true(v128.xor(v128.load(one + done), v128.load(other + done)))) return false;
  }
  for (; done + 8 <= length; done += 8) if (load<u64>(one + done) != load<u64>(other + done)) return false;
  if (done == length) return true;
  return (load<u64>(one + done) ^ load<u64>(other + done)) << (8 * (8 - (length - done))) == 0;
}
