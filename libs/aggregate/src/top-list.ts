import { formatIpv4 } from '@lianfang/addresses';
import type { TopEntry, TopSummary } from '@lianfang/contract';

/** Longest name that is kept. */
const LONGEST_NAME = 160;
const FIRST_COUNTERS = 8;

/** Keys that the top lists of one chunk may still take, all lists together. */
export interface KeyRoom {
  left: number;
}

/** What is recorded: one object is filled again for each event, so that counting allocates nothing. */
export interface TopOffer {
  /** What the key is unique in: the format of a rule. Empty where there is no such thing. */
  space: string;
  /** A text, or an IPv4 address as a signed number of 32 bits. One thing is always named in one way. */
  key: string | number;
  /** 32 bits of a hash of both. */
  hash: number;
  count: number;
  name: string | undefined;
}

/**
 * The most frequent keys in bounded memory: space-saving (Metwally et al. 2005) that makes room for many keys at once.
 * While there are few, every key has a counter and counts are exact. When twice `kept` counters are taken, the smaller
 * half is given up; the largest of those is the bound of what a key without a counter may have, so a new key begins
 * there, and the bound of its error is known. That bound never exceeds the events recorded divided by `kept`. The same
 * records in the same order make the same list.
 */
export class TopList {
  /** Open addressing: the counter's place + 1, or 0. */
  private slots = new Int32Array(2 * FIRST_COUNTERS);
  private hashes = new Int32Array(FIRST_COUNTERS);
  private counts = new Float64Array(FIRST_COUNTERS);
  /** What a counter began with: its count may be too high by this much. */
  private overs = new Float64Array(FIRST_COUNTERS);
  private spaces: string[] = [];
  private keys: (string | number)[] = [];
  private names: (string | undefined)[] = [];
  private paidFor = 0;
  private floor = 0;
  private overflow = 0;

  /**
   * @param kept counters that are kept when room is made; there are twice as many at most.
   * @param room shared with the other lists of the chunk: the first keys in offset order get a counter, and what is
   * beyond is added to a visible overflow.
   */
  constructor(
    private readonly kept: number,
    private readonly room: KeyRoom,
  ) {}

  /** Records a key `count` times. The name is kept of the first record that has the key. */
  record(offer: TopOffer): void {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = offer.hash & mask;
    for (let taken = slots[slot] as number; taken !== 0; taken = slots[slot] as number) {
      const place = taken - 1;
      if (hashes[place] === offer.hash && this.keys[place] === offer.key && this.spaces[place] === offer.space) {
        this.counts[place] = (this.counts[place] as number) + offer.count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    this.open(offer);
  }

  /** The list as a value, with its first `limit` entries. */
  read(limit: number): TopSummary {
    const entries = this.keys.map((named, place): TopEntry => {
      const key = typeof named === 'number' ? formatIpv4(named) : named;
      const [count = 0, over = 0] = [this.counts[place], this.overs[place]];
      const [space, name] = [this.spaces[place], this.names[place]];
      return {
        key: space ? `${space}:${key}` : key,
        ...(name !== undefined && { name }),
        atLeast: count - over,
        atMost: count,
      };
    });
    return trimTop({ entries, unnamed: this.floor + this.overflow, overflow: this.overflow }, limit);
  }

  private open(offer: TopOffer): void {
    if (this.keys.length === this.kept * 2) this.giveUpHalf();
    if (this.keys.length === this.paidFor) {
      if (this.room.left <= 0) {
        this.overflow += offer.count;
        return;
      }
      this.room.left -= 1;
      this.paidFor += 1;
    }
    const place = this.keys.length;
    if (place === this.hashes.length) this.grow();
    this.hashes[place] = offer.hash;
    this.counts[place] = this.floor + offer.count;
    this.overs[place] = this.floor;
    this.spaces.push(offer.space);
    this.keys.push(offer.key);
    this.names.push(offer.name === undefined ? undefined : shortened(offer.name));
    this.link(place);
  }

  /** Among equal counts the older key stays. */
  private giveUpHalf(): void {
    const { counts, kept } = this;
    const sorted = counts.slice(0, this.keys.length).sort();
    const least = sorted[sorted.length - kept] as number;
    this.floor = Math.max(this.floor, sorted[sorted.length - kept - 1] as number);
    let equals = kept - (sorted.length - 1 - sorted.lastIndexOf(least));
    let to = 0;
    for (let from = 0; from < sorted.length; from += 1) {
      const count = counts[from] as number;
      if (count < least || (count === least && equals-- <= 0)) continue;
      this.move(from, to);
      to += 1;
    }
    this.spaces.length = this.keys.length = this.names.length = to;
    this.relink();
  }

  private move(from: number, to: number): void {
    this.hashes[to] = this.hashes[from] as number;
    this.counts[to] = this.counts[from] as number;
    this.overs[to] = this.overs[from] as number;
    this.spaces[to] = this.spaces[from] as string;
    this.keys[to] = this.keys[from] as string | number;
    this.names[to] = this.names[from];
  }

  private grow(): void {
    const size = Math.min(this.hashes.length * 2, this.kept * 2);
    const larger = { hashes: new Int32Array(size), counts: new Float64Array(size), overs: new Float64Array(size) };
    larger.hashes.set(this.hashes);
    larger.counts.set(this.counts);
    larger.overs.set(this.overs);
    Object.assign(this, larger);
    while (this.slots.length < size * 2) this.slots = new Int32Array(this.slots.length * 2);
    this.relink();
  }

  private relink(): void {
    this.slots.fill(0);
    for (let place = 0; place < this.keys.length; place += 1) this.link(place);
  }

  private link(place: number): void {
    const mask = this.slots.length - 1;
    let slot = (this.hashes[place] as number) & mask;
    while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
    this.slots[slot] = place + 1;
  }
}

/** A name as it is kept: hostile text of bounded length, never cut within a character. */
function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).toWellFormed()}…`;
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
