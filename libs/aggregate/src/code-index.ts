/** Few: a chunk of history may have a minute for each event. */
const FIRST_SLOTS = 16;
const SLOT_WORDS = 2;

/** What {@link CodeIndex.find} answers for a code that it does not have. */
export const NO_PLACE = -1;

/**
 * Places in a list by codes of 32 bits. Open addressing in one flat table, because a `Map` takes twice as long and is asked
 * several times for each event.
 */
export class CodeIndex {
  /** For each slot the code, and the place and 1 more; 0 in an empty slot. */
  private words = new Int32Array(SLOT_WORDS * FIRST_SLOTS);
  private mask = FIRST_SLOTS - 1;
  private used = 0;

  /** The place of a code, or {@link NO_PLACE}. */
  find(code: number): number {
    return (this.words[this.slotOf(code) + 1] as number) - 1;
  }

  /** @param code that is not there yet. @param place from 0. */
  add(code: number, place: number): void {
    const at = this.slotOf(code);
    this.words[at] = code;
    this.words[at + 1] = place + 1;
    this.used += 1;
    if (this.used * 2 > this.mask) this.grow();
  }

  /** First word of the slot that has the code, or of the empty one that would take it. */
  private slotOf(code: number): number {
    const { words, mask } = this;
    let slot = (Math.imul(code, 0x9e3779b1) >>> 12) & mask;
    while (words[SLOT_WORDS * slot + 1] !== 0 && words[SLOT_WORDS * slot] !== code) slot = (slot + 1) & mask;
    return SLOT_WORDS * slot;
  }

  private grow(): void {
    const { words } = this;
    this.words = new Int32Array(words.length * 2);
    this.mask = this.mask * 2 + 1;
    this.used = 0;
    for (let at = 0; at < words.length; at += SLOT_WORDS) {
      const place = words[at + 1] as number;
      if (place !== 0) this.add(words[at] as number, place - 1);
    }
  }
}
