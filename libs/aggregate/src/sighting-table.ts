const FIRST_SLOTS = 16;
/** Three words of hash, then by how much the offset is above the table's first one, and 1 more; 0 in an empty slot. */
const SLOT_WORDS = 4;

/** What {@link SightingTable} answers for a hash that it does not have. */
export const NOT_SEEN = -1;

/** At which offset each of many hashes was last seen. Open addressing; a slot is within one line of the processor's cache. */
export class SightingTable {
  private words = new Int32Array(SLOT_WORDS * FIRST_SLOTS);
  private mask = FIRST_SLOTS - 1;
  private used = 0;
  private base = 0;

  /** Forgets everything. @param base the lowest offset that will be noted, at most 2^31 below the highest. */
  clear(base: number): void {
    this.words.fill(0);
    this.used = 0;
    this.base = base;
  }

  /** Notes a hash at an offset. @returns the offset at which it was noted before, or {@link NOT_SEEN}. */
  note(first: number, second: number, third: number, offset: number): number {
    const { words } = this;
    const at = this.placeOf(first, second, third);
    const before = words[at + 3] as number;
    words[at + 3] = offset - this.base + 1;
    if (before !== 0) return before - 1 + this.base;
    words[at] = first;
    words[at + 1] = second;
    words[at + 2] = third;
    this.used += 1;
    if (this.used * 4 > this.mask * 3) this.grow();
    return NOT_SEEN;
  }

  /** The offset at which a hash was noted last, or {@link NOT_SEEN}. */
  find(first: number, second: number, third: number): number {
    const seen = this.words[this.placeOf(first, second, third) + 3] as number;
    return seen === 0 ? NOT_SEEN : seen - 1 + this.base;
  }

  /** First word of the slot that has the hash, or of the empty one that would take it. */
  private placeOf(first: number, second: number, third: number): number {
    const { words, mask } = this;
    let slot = first & mask;
    for (;;) {
      const at = SLOT_WORDS * slot;
      if (words[at + 3] === 0) return at;
      if (words[at] === first && words[at + 1] === second && words[at + 2] === third) return at;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const { words } = this;
    this.words = new Int32Array(words.length * 2);
    this.mask = this.mask * 2 + 1;
    for (let from = 0; from < words.length; from += SLOT_WORDS) {
      if (words[from + 3] === 0) continue;
      const to = this.placeOf(words[from] as number, words[from + 1] as number, words[from + 2] as number);
      for (let word = 0; word < SLOT_WORDS; word += 1) this.words[to + word] = words[from + word] as number;
    }
  }
}
