import type { Cidr } from './cidr';
import { finderIn, NOT_FOUND, type Boundaries, type Finder } from './flat-table';

export { NOT_FOUND };

/** Longest-prefix look-up: the value of the narrowest range. Values are whole numbers from 0, usually positions in a list. */
export type RangeIndex = Finder;

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

function toBoundaries(boundaries: readonly Boundary[], width: 1 | 4): Boundaries {
  const inside = boundaries.filter(({ start }) => start < 1n << BigInt(width * 32));
  const starts = new Uint32Array(inside.length * width);
  inside.forEach(({ start }, at) => {
    for (let word = 0; word < width; word += 1) {
      starts[at * width + word] = Number((start >> BigInt((width - 1 - word) * 32)) & 0xffffffffn);
    }
  });
  return { starts, values: Int32Array.from(inside, ({ value }) => value) };
}

/** Builds a look-up table. Of two equal ranges the later entry wins; callers refuse such input before. */
export function createRangeIndex(entries: readonly RangeEntry[]): RangeIndex {
  const boundariesOf = (family: 4 | 6): Boundaries =>
    toBoundaries(flatten(entries.filter(({ range }) => range.family === family)), family === 4 ? 1 : 4);
  return finderIn(boundariesOf(4), boundariesOf(6));
}
