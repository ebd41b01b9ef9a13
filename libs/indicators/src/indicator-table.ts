import { hashOf, type IndicatorKey } from './indicator-key';
import type { IndicatorRecord } from './indicator-record';
import { RecordPages } from './record-pages';

/** Entries of one value; more would let one value of a bad file make each event that names it slow. */
export const MOST_OF_ONE_VALUE = 16;
/** Places that are looked at for one value. With honest values it is some tens: more, and somebody made them collide. */
const MOST_PROBES = 1_024;
const FIRST_CAPACITY = 1_024;
const KEY_LENGTH_AT = 2;
const KEY_AT = 3;

/** Why an entry was not entered; undefined: it was. */
export type EntryProblem = 'repeated' | 'contradicts' | 'too-many' | 'collides';

/**
 * Entries by their key. First all are added, then the table is made, then each is entered: both can be done in parts, so
 * that whoever makes it is never long away. Open addressing, at most half full; entries of one key form a chain in order.
 */
export class IndicatorTable {
  private readonly pages = new RecordPages();
  private places = new Uint32Array(FIRST_CAPACITY);
  private count = 0;
  /** By slot: the first entry of a key + 1; 0 for none. */
  private slots = new Uint32Array(0);
  /** By entry: the next entry of the same key + 1; 0 for none. */
  private following = new Uint32Array(0);

  /** Entries that were added. */
  get size(): number {
    return this.count;
  }

  add(record: Buffer): void {
    if (this.count === this.places.length) {
      const longer = new Uint32Array(this.places.length * 2);
      longer.set(this.places);
      this.places = longer;
    }
    this.places[this.count] = this.pages.append(record);
    this.count += 1;
  }

  /** Makes room for all that were added. */
  makeSlots(): void {
    let size = 16;
    while (size < this.count * 2) size *= 2;
    this.slots = new Uint32Array(size);
    this.following = new Uint32Array(this.count);
  }

  /** Enters an entry that was added, so that it is found. @param entry from 0, in order. */
  enter(entry: number): EntryProblem | undefined {
    const place = this.places[entry] as number;
    const page = this.pages.pageOf(place);
    const from = this.pages.offsetOf(place) + KEY_AT;
    const slot = this.slotOf(page, from, from + (page[from - 1] as number));
    if (slot === -1) return 'collides';
    const first = this.slots[slot] as number;
    if (first !== 0) return this.chain(first - 1, entry);
    this.slots[slot] = entry + 1;
    return undefined;
  }

  /** The first entry of a key, or -1. */
  first({ bytes, length }: IndicatorKey): number {
    const slot = this.slotOf(bytes, 0, length);
    return slot === -1 ? -1 : (this.slots[slot] as number) - 1;
  }

  /** The next entry of the same key, or -1. */
  next(entry: number): number {
    return (this.following[entry] as number) - 1;
  }

  record(entry: number): IndicatorRecord {
    return this.pages.record(this.places[entry] as number);
  }

  private chain(first: number, entry: number): EntryProblem | undefined {
    const added = this.record(entry);
    let last = first;
    for (let count = 1; ; count += 1) {
      const known = this.record(last);
      if (known.id.equals(added.id)) return known.whole.equals(added.whole) ? 'repeated' : 'contradicts';
      if (count === MOST_OF_ONE_VALUE) return 'too-many';
      const next = this.next(last);
      if (next === -1) break;
      last = next;
    }
    this.following[last] = entry + 1;
    return undefined;
  }

  /** The slot of a key, or the free one where it would stand; -1 where neither is near. */
  private slotOf(bytes: Uint8Array, from: number, to: number): number {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = hashOf(bytes, from, to) & mask;
    for (let probe = 0; probe < MOST_PROBES && slots.length > 0; probe += 1) {
      const entry = slots[slot] as number;
      if (entry === 0 || this.isKeyOf(entry - 1, bytes, from, to)) return slot;
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  private isKeyOf(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const place = this.places[entry] as number;
    const page = this.pages.pageOf(place);
    const start = this.pages.offsetOf(place);
    if (page[start + KEY_LENGTH_AT] !== to - from) return false;
    for (let at = from, own = start + KEY_AT; at < to; at += 1, own += 1) {
      if (page[own] !== bytes[at]) return false;
    }
    return true;
  }
}
