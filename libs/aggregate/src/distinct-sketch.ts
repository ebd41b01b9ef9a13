import { estimateOf } from './distinct-estimate';
import { hashInto, type Hash64 } from './source-hash';

/** 2^14 registers: a standard error of 0.81 %. */
const INDEX_BITS = 14;
const REGISTERS = 2 ** INDEX_BITS;
/** While there are few, each is kept by 25 bits of its hash, so that small sets are all but exact. */
const SPARSE_BITS = 25;
const EXTRA_BITS = SPARSE_BITS - INDEX_BITS;
/** Above this many a sparse sketch would be larger than a dense one. */
const MOST_SPARSE = 3_072;
const FIRST_SLOTS = 16;
const EMPTY = -1;

/** The first byte of a stored sketch: which form follows. */
const SPARSE_FORM = 1;
const DENSE_FORM = 2;

const scratch: Hash64 = { high: 0, low: 0 };

/** How many different texts were recorded, and how far that is off at most in 95 of 100 cases. */
export interface DistinctEstimate {
  readonly value: number;
  readonly plusMinus: number;
}

/**
 * Counts different texts in at most 16 KiB (HyperLogLog, 2^14 registers). What it holds follows from the set alone:
 * order and repetition change nothing, and two sketches merge into the sketch of both sets.
 */
export class DistinctSketch {
  /** Open addressing; an entry is 25 bits of the hash and the rank of the rest (6 bits). */
  private slots: Int32Array | undefined = new Int32Array(FIRST_SLOTS).fill(EMPTY);
  private used = 0;
  private registers: Uint8Array | undefined;

  /** Records one text. */
  record(text: string): void {
    hashInto(scratch, text);
    this.recordHash(scratch);
  }

  /** Records a text by its hash, as {@link hashInto} makes it. */
  recordHash({ high, low }: Hash64): void {
    // 25 bits of index, then 39 bits of which the leading zeros are counted: 7 of the high half and 32 of the low.
    const index = high >>> (32 - SPARSE_BITS);
    const rest = high << SPARSE_BITS;
    const zeros = rest !== 0 ? Math.clz32(rest) : 32 - SPARSE_BITS + Math.clz32(low);
    const rank = zeros + 1;
    if (this.registers) this.raise(this.registers, index, rank);
    else this.insert(index, rank);
  }

  /** Takes over all that another sketch has seen. */
  merge(other: DistinctSketch): void {
    if (other.registers) {
      const mine = this.dense();
      for (let index = 0; index < REGISTERS; index += 1) {
        const theirs = other.registers[index] ?? 0;
        if (theirs > (mine[index] ?? 0)) mine[index] = theirs;
      }
      return;
    }
    for (const entry of other.slots ?? []) if (entry !== EMPTY) this.take(entry);
  }

  /** The estimate. */
  read(): DistinctEstimate {
    if (!this.registers) return estimateOf.sparse(this.used, 2 ** SPARSE_BITS);
    return estimateOf.dense(this.registers, 64 - INDEX_BITS);
  }

  /** The same bytes for the same set. */
  encode(): Uint8Array {
    if (this.registers) {
      const bytes = new Uint8Array(REGISTERS + 1);
      bytes[0] = DENSE_FORM;
      bytes.set(this.registers, 1);
      return bytes;
    }
    const entries = (this.slots ?? new Int32Array()).filter((entry) => entry !== EMPTY).sort();
    const bytes = new Uint8Array(1 + entries.length * 4);
    bytes[0] = SPARSE_FORM;
    const view = new DataView(bytes.buffer);
    entries.forEach((entry, place) => view.setInt32(1 + place * 4, entry));
    return bytes;
  }

  /** The sketch that {@link encode} wrote. @throws Error on anything else: a damaged document. */
  static decode(bytes: Uint8Array): DistinctSketch {
    const sketch = new DistinctSketch();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes[0] === DENSE_FORM && bytes.length === REGISTERS + 1) {
      sketch.registers = bytes.slice(1);
      sketch.slots = undefined;
    } else if (bytes[0] === SPARSE_FORM && bytes.length % 4 === 1) {
      for (let place = 1; place < bytes.length; place += 4) sketch.take(view.getInt32(place));
    } else {
      throw new Error('LF-SKETCH-DAMAGED: a stored sketch has an unknown form. Rebuild the rows of its hour.');
    }
    return sketch;
  }

  private take(entry: number): void {
    const index = entry >>> 6;
    const rank = entry & 63;
    if (this.registers) this.raise(this.registers, index, rank);
    else this.insert(index, rank);
  }

  private insert(index: number, rank: number): void {
    const slots = this.slots as Int32Array;
    const mask = slots.length - 1;
    let place = Math.imul(index, 0x9e3779b1) & mask;
    for (let entry = slots[place] as number; entry !== EMPTY; entry = slots[place] as number) {
      if (entry >>> 6 === index) {
        if ((entry & 63) < rank) slots[place] = (index << 6) | rank;
        return;
      }
      place = (place + 1) & mask;
    }
    slots[place] = (index << 6) | rank;
    this.used += 1;
    if (this.used > MOST_SPARSE) this.dense();
    else if (this.used * 4 > slots.length * 3) this.grow(slots);
  }

  private grow(slots: Int32Array): void {
    this.slots = new Int32Array(slots.length * 2).fill(EMPTY);
    this.used = 0;
    for (const entry of slots) if (entry !== EMPTY) this.insert(entry >>> 6, entry & 63);
  }

  private dense(): Uint8Array {
    if (this.registers) return this.registers;
    const registers = new Uint8Array(REGISTERS);
    for (const entry of this.slots ?? []) if (entry !== EMPTY) this.raise(registers, entry >>> 6, entry & 63);
    this.registers = registers;
    this.slots = undefined;
    this.used = 0;
    return registers;
  }

  /** The 14 leading bits of the index name the register; its other 11 bits come before the rest that was ranked. */
  private raise(registers: Uint8Array, index: number, rank: number): void {
    const register = index >>> EXTRA_BITS;
    const extra = index & (2 ** EXTRA_BITS - 1);
    const whole = extra === 0 ? EXTRA_BITS + rank : Math.clz32(extra) - (32 - EXTRA_BITS) + 1;
    if (whole > (registers[register] as number)) registers[register] = whole;
  }
}
