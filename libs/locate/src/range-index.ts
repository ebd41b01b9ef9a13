import { isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from './address';
import type { Cidr } from './cidr';

/** What {@link RangeIndex.find} answers for an address outside every range, and for text that is no address. */
export const NOT_FOUND = -1;

/** Longest-prefix look-up. Values are whole numbers from 0, usually positions in a list. */
export interface RangeIndex {
  /** The value of the narrowest range that holds the address, or {@link NOT_FOUND}. */
  find(address: string): number;
}

/** A range and the value of its addresses. */
export interface RangeEntry {
  readonly range: Cidr;
  readonly value: number;
}

/** Where the answer changes: from `start` on it is `value`, until the next boundary. */
interface Boundary {
  readonly start: bigint;
  readonly value: number;
}

/**
 * Nested ranges laid flat, so that one binary search answers, whatever the number of prefix lengths.
 * Ranges either nest or are apart, which is what makes a stack enough.
 */
function flatten(entries: readonly RangeEntry[]): Boundary[] {
  const sorted = [...entries].sort((a, b) => order(a.range.first, b.range.first) || a.range.prefix - b.range.prefix);
  const boundaries: Boundary[] = [];
  const open: RangeEntry[] = [];
  const mark = (start: bigint, value: number): void => {
    if (boundaries.at(-1)?.start === start) boundaries.pop();
    boundaries.push({ start, value });
  };
  const closeBefore = (limit: bigint | undefined): void => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (limit !== undefined && top.range.last >= limit) return;
      open.pop();
      mark(top.range.last + 1n, open.at(-1)?.value ?? NOT_FOUND);
    }
  };
  for (const entry of sorted) {
    closeBefore(entry.range.first);
    mark(entry.range.first, entry.value);
    open.push(entry);
  }
  closeBefore(undefined);
  return boundaries;
}

function order(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Boundaries as typed arrays: `width` 32-bit words for each start, most significant first. */
interface FlatTable {
  readonly starts: Uint32Array;
  readonly values: Int32Array;
}

function toTable(boundaries: readonly Boundary[], width: 1 | 4): FlatTable {
  const inside = boundaries.filter(({ start }) => start < 1n << BigInt(width * 32));
  const starts = new Uint32Array(inside.length * width);
  inside.forEach(({ start }, at) => {
    for (let word = 0; word < width; word += 1) {
      starts[at * width + word] = Number((start >> BigInt((width - 1 - word) * 32)) & 0xffffffffn);
    }
  });
  return { starts, values: Int32Array.from(inside, ({ value }) => value) };
}

/** A table of IPv4, with the place in it of each first half of an address, so that few boundaries are left to look at. */
interface Ipv4Table extends FlatTable {
  /** For each value of the first 16 bits, and one more: how many boundaries are below them. */
  readonly below: Uint32Array;
}

const FIRST_HALVES = 65_536;

function toIpv4Table(boundaries: readonly Boundary[]): Ipv4Table {
  const { starts, values } = toTable(boundaries, 1);
  const below = new Uint32Array(FIRST_HALVES + 1);
  const behind = (at: number): number => ((starts[at] as number) >>> 16) + 1;
  for (let at = 0; at < starts.length; at += 1) {
    below.fill(at + 1, behind(at), at + 1 < starts.length ? behind(at + 1) : undefined);
  }
  return { starts, values, below };
}

function findIpv4({ starts, values, below }: Ipv4Table, address: number): number {
  const half = address >>> 16;
  let low = below[half] as number;
  let high = below[half + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NOT_FOUND : (values[low - 1] ?? NOT_FOUND);
}

function isAtOrBefore(starts: Uint32Array, at: number, address: Uint32Array): boolean {
  for (let word = 0; word < 4; word += 1) {
    const difference = (starts[at * 4 + word] ?? 0) - (address[word] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

function findIpv6({ starts, values }: FlatTable, address: Uint32Array): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAtOrBefore(starts, middle, address)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NOT_FOUND : (values[low - 1] ?? NOT_FOUND);
}

/** Builds a look-up table. Of two equal ranges the later entry wins; callers refuse such input before. */
export function createRangeIndex(entries: readonly RangeEntry[]): RangeIndex {
  const ipv4 = toIpv4Table(flatten(entries.filter(({ range }) => range.family === 4)));
  const ipv6 = toTable(flatten(entries.filter(({ range }) => range.family === 6)), 4);
  const words = new Uint32Array(4);
  return {
    find(address) {
      const number = parseIpv4(address);
      if (number !== NOT_AN_ADDRESS) return findIpv4(ipv4, number);
      if (!parseIpv6(address, words)) return NOT_FOUND;
      return isMappedIpv4(words) ? findIpv4(ipv4, words[3] ?? 0) : findIpv6(ipv6, words);
    },
  };
}
