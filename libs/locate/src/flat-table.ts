import { isMappedIpv4, NOT_AN_ADDRESS, parseIpv4, parseIpv6 } from '@lianfang/addresses';

/** What a look-up answers for an address outside every range, and for text that is no address. */
export const NOT_FOUND = -1;

/** Where the answer changes, in rising order: from a start on it is that value, until the next start. */
export interface Boundaries {
  /** One 32-bit word for each start of IPv4, four for each of IPv6, most significant first. */
  readonly starts: Uint32Array;
  /** Whole numbers from 0, or {@link NOT_FOUND}. */
  readonly values: Int32Array;
}

/** Boundaries, with the place of each beginning of an address among them, so that few are left to look at. */
interface FlatTable extends Boundaries {
  /** For each value of the first 16 bits, and one more: how many boundaries are below them. */
  readonly below: Uint32Array;
}

const FIRST_HALVES = 65_536;

function toTable({ starts, values }: Boundaries, width: 1 | 4): FlatTable {
  const below = new Uint32Array(FIRST_HALVES + 1);
  const behind = (at: number): number => ((starts[at * width] as number) >>> 16) + 1;
  for (let at = 0; at < values.length; at += 1) {
    below.fill(at + 1, behind(at), at + 1 < values.length ? behind(at + 1) : undefined);
  }
  return { starts, values, below };
}

function findIpv4({ starts, values, below }: FlatTable, address: number): number {
  const half = address >>> 16;
  const rest = address & 0xffff;
  let at = below[half] as number;
  // All boundaries from here to there have the same first half. No step branches on what it finds: addresses come in no
  // order, so a processor would guess wrong every other time, which costs more than the step.
  for (let left = (below[half + 1] as number) - at; left > 0;) {
    const step = (left + 1) >>> 1;
    const isBehind = ((starts[at + step - 1] as number) & 0xffff) - rest - 1;
    at += step & (isBehind >> 31);
    left -= step;
  }
  return at === 0 ? NOT_FOUND : (values[at - 1] as number);
}

function isAtOrBefore(starts: Uint32Array, at: number, address: Uint32Array): boolean {
  for (let word = 0; word < 4; word += 1) {
    const difference = (starts[at * 4 + word] ?? 0) - (address[word] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

function findIpv6({ starts, values, below }: FlatTable, address: Uint32Array): number {
  const half = (address[0] as number) >>> 16;
  let low = below[half] as number;
  let high = below[half + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAtOrBefore(starts, middle, address)) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? NOT_FOUND : (values[low - 1] ?? NOT_FOUND);
}

/** Finds the value at an address, by one binary search whatever the number of prefix lengths. */
export interface Finder {
  /** @returns the value, or {@link NOT_FOUND}. A v4-mapped address is IPv4. */
  find(address: string): number;
  /** As `find`, for an address as a number from 0 to 2^32-1. */
  findIpv4(address: number): number;
}

/** Makes what looks up in both families. */
export function finderIn(ipv4: Boundaries, ipv6: Boundaries): Finder {
  const [short, long] = [toTable(ipv4, 1), toTable(ipv6, 4)];
  const words = new Uint32Array(4);
  return {
    find(address) {
      const number = parseIpv4(address);
      if (number !== NOT_AN_ADDRESS) return findIpv4(short, number);
      if (!parseIpv6(address, words)) return NOT_FOUND;
      return isMappedIpv4(words) ? findIpv4(short, words[3] ?? 0) : findIpv6(long, words);
    },
    findIpv4: (address) => findIpv4(short, address),
  };
}
