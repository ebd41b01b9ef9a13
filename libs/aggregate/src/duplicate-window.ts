const EMPTY = -1;
const FIRST_SLOTS = 1_024;

/** What makes two records the same event. */
export interface Sighting {
  /** Whose event it is: ids of two sensors are never the same. */
  readonly sensor: string;
  readonly eventId: string;
  /** Further ids that the event answers to: a later one with one of them is a duplicate. */
  readonly alsoKnownAs: readonly string[];
}

/**
 * Finds events that were seen before: the same id of the same sensor at an earlier offset of the partition, counted or
 * not, at most `width` offsets back. Only events that were not rejected are offered. Memory is bounded by the width:
 * an id is kept as 96 bits of its hash in flat tables (20 bytes a slot), because texts that live this long cost the
 * garbage collector more than everything else that is done with an event. That two ids of one window share 96 bits is
 * less likely than one in 10^17 a month at a hundred times the national load.
 */
export class DuplicateWindow {
  /** Open addressing: three words of hash, and the last offset at which it was seen (or {@link EMPTY}). */
  private words = new Int32Array(3 * FIRST_SLOTS);
  private offsets = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  private used = 0;
  private first = 0;
  private second = 0;
  private third = 0;

  constructor(private readonly width: number) {}

  /**
   * Records an event and tells whether it is a duplicate.
   * @param offset of its record; offered in rising order.
   */
  see(offset: number, { sensor, eventId, alsoKnownAs }: Sighting): boolean {
    this.startHash(sensor);
    const { first, second, third } = this;
    this.addToHash(eventId);
    const isDuplicate = this.mark(offset);
    for (const id of alsoKnownAs) {
      this.first = first;
      this.second = second;
      this.third = third;
      this.addToHash(id);
      this.mark(offset);
    }
    return isDuplicate;
  }

  /** Notes the present hash at `offset`. @returns whether it was noted within the width. */
  private mark(offset: number): boolean {
    const { words, offsets } = this;
    const [first, second, third] = [this.first, this.second, this.third];
    const mask = offsets.length - 1;
    let slot = slotOf(first) & mask;
    for (let seen = offsets[slot] as number; seen !== EMPTY; seen = offsets[slot] as number) {
      const at = 3 * slot;
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third) {
        offsets[slot] = offset;
        return seen >= offset - this.width;
      }
      slot = (slot + 1) & mask;
    }
    words[3 * slot] = first;
    words[3 * slot + 1] = second;
    words[3 * slot + 2] = third;
    offsets[slot] = offset;
    this.used += 1;
    if (this.used * 4 > offsets.length * 3) this.dropOld(offset - this.width);
    return false;
  }

  /** Slots are given back many at a time, so that looking one up never meets a gap. */
  private dropOld(before: number): void {
    const { words, offsets } = this;
    let kept = 0;
    for (const seen of offsets) if (seen !== EMPTY && seen >= before) kept += 1;
    const slots = kept * 2 > offsets.length ? offsets.length * 2 : offsets.length;
    this.words = new Int32Array(3 * slots);
    this.offsets = new Float64Array(slots).fill(EMPTY);
    this.used = kept;
    for (let from = 0; from < offsets.length; from += 1) {
      const seen = offsets[from] as number;
      if (seen !== EMPTY && seen >= before) this.move(words, 3 * from, seen);
    }
  }

  private move(from: Int32Array, at: number, offset: number): void {
    const { words, offsets } = this;
    const mask = offsets.length - 1;
    let slot = slotOf(from[at] as number) & mask;
    while (offsets[slot] !== EMPTY) slot = (slot + 1) & mask;
    words[3 * slot] = from[at] as number;
    words[3 * slot + 1] = from[at + 1] as number;
    words[3 * slot + 2] = from[at + 2] as number;
    offsets[slot] = offset;
  }

  private startHash(sensor: string): void {
    this.first = 0x2f1b5d37 ^ sensor.length;
    this.second = 0x6a09e667;
    this.third = 0x3c6ef372;
    this.addToHash(sensor);
  }

  /** Three lanes of multiply and rotate over UTF-16 code units; at the end of each text they are mixed into each other. */
  private addToHash(text: string): void {
    let a = this.first ^ text.length;
    let b = this.second;
    let c = this.third;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      a = Math.imul(a ^ unit, 0x9e3779b1);
      a = (a << 13) | (a >>> 19);
      b = Math.imul(b ^ unit, 0x85ebca77);
      b = (b << 17) | (b >>> 15);
      c = Math.imul(c ^ unit, 0x27d4eb2f);
      c = (c << 11) | (c >>> 21);
    }
    this.first = mix(a ^ Math.imul(b, 0xc2b2ae3d));
    this.second = mix(b ^ Math.imul(c, 0x165667b1));
    this.third = mix(c ^ Math.imul(a, 0x9e3779b1));
  }
}

function slotOf(word: number): number {
  return word ^ (word >>> 15);
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
