import type { TopEntry, TopSummary } from '@lianfang/contract';
import { shortened } from './top-keys';

/** Keys that the top lists of one chunk may still take, all lists together. */
export interface KeyRoom {
  left: number;
}

interface Counter {
  key: string;
  name: string | undefined;
  count: number;
  /** What the counter had from the key before: the count may be too high by this much. */
  over: number;
}

/**
 * The most frequent keys in bounded memory (space-saving, Metwally et al. 2005). As long as there is room every key has
 * a counter and the counts are exact. When all are taken, a new key takes over the smallest counter with its count, which
 * is then the bound of its error. The same records in the same order make the same list.
 */
export class TopList {
  private readonly counters = new Map<string, Counter>();
  /** Smallest first (a binary heap), once all counters are taken. */
  private heap: Counter[] | undefined;
  private places: Map<Counter, number> | undefined;
  private overflow = 0;

  /**
   * @param capacity most counters of this list.
   * @param room shared with the other lists of the chunk: the first keys in offset order get a counter, and what is
   * beyond is added to a visible overflow.
   */
  constructor(
    private readonly capacity: number,
    private readonly room: KeyRoom,
  ) {}

  /** Records a key `count` times. The name is kept of the first record that has the key. */
  record(key: string, count: number, name?: string): void {
    const known = this.counters.get(key);
    if (known) {
      known.count += count;
      if (this.heap) this.sink(known);
      return;
    }
    if (this.heap) return this.takeOver(this.heap[0] as Counter, { key, name, count });
    if (this.room.left <= 0) {
      this.overflow += count;
      return;
    }
    this.room.left -= 1;
    this.counters.set(key, { key, name: name && shortened(name), count, over: 0 });
    if (this.counters.size === this.capacity) this.heapify();
  }

  /** The list as a value, with its first `limit` entries. */
  read(limit: number): TopSummary {
    const smallest = this.heap?.[0]?.count ?? 0;
    const entries = [...this.counters.values()].map(({ key, name, count, over }): TopEntry => ({
      key,
      ...(name !== undefined && { name }),
      atLeast: count - over,
      atMost: count,
    }));
    return trimTop({ entries, unnamed: smallest + this.overflow, overflow: this.overflow }, limit);
  }

  private takeOver(smallest: Counter, { key, name, count }: { key: string; name: string | undefined; count: number }) {
    this.counters.delete(smallest.key);
    smallest.over = smallest.count;
    smallest.count += count;
    smallest.key = key;
    smallest.name = name && shortened(name);
    this.counters.set(key, smallest);
    this.sink(smallest);
  }

  private heapify(): void {
    const heap = [...this.counters.values()].sort((a, b) => a.count - b.count);
    this.heap = heap;
    this.places = new Map(heap.map((counter, place) => [counter, place]));
  }

  /** Counts only grow, so a counter only moves away from the top. */
  private sink(counter: Counter): void {
    const heap = this.heap as Counter[];
    const places = this.places as Map<Counter, number>;
    let place = places.get(counter) as number;
    for (;;) {
      let child = 2 * place + 1;
      let least = heap[child];
      const right = heap[child + 1];
      if (right !== undefined && least !== undefined && right.count < least.count) {
        child += 1;
        least = right;
      }
      if (least === undefined || least.count >= counter.count) break;
      heap[place] = least;
      places.set(least, place);
      place = child;
    }
    heap[place] = counter;
    places.set(counter, place);
  }
}

/** Nothing was recorded. */
export const EMPTY_TOP: TopSummary = { entries: [], unnamed: 0, overflow: 0 };

/**
 * The summary of what several summaries cover: a key that one of them does not name may have occurred there as often as
 * its bound says. Without {@link trimTop} in between, order and grouping change nothing.
 */
export function mergeTop(summaries: Iterable<TopSummary>): TopSummary {
  const sums = new Map<string, { name: string | undefined; atLeast: number; more: number }>();
  let unnamed = 0;
  let overflow = 0;
  for (const summary of summaries) {
    unnamed += summary.unnamed;
    overflow += summary.overflow;
    for (const { key, name, atLeast, atMost } of summary.entries) {
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { name, atLeast, more: atMost - summary.unnamed });
      else {
        sum.atLeast += atLeast;
        sum.more += atMost - summary.unnamed;
        sum.name = firstName(sum.name, name);
      }
    }
  }
  const entries = [...sums].map(([key, { name, atLeast, more }]): TopEntry => ({
    key,
    ...(name !== undefined && { name }),
    atLeast,
    atMost: unnamed + more,
  }));
  return { entries: entries.sort(surestFirst), unnamed, overflow };
}

/** The first `limit` entries, the surest first; what is left out is under the bound of the unnamed. */
export function trimTop(summary: TopSummary, limit: number): TopSummary {
  const entries = [...summary.entries].sort(surestFirst);
  const dropped = entries.splice(limit);
  const unnamed = dropped.reduce((most, { atMost }) => Math.max(most, atMost), summary.unnamed);
  return { entries, unnamed, overflow: summary.overflow };
}

function surestFirst(a: TopEntry, b: TopEntry): number {
  return b.atLeast - a.atLeast || b.atMost - a.atMost || (a.key < b.key ? -1 : 1);
}

/** Whatever order they come in. */
function firstName(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
