/** Numbers that a seed decides: the same seed gives the same choices (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  }

  /** 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let value = this.state;
    value = Math.imul(value ^ (value >>> 15), value | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  }

  /** 0 up to, not including, `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** `from` up to, not including, `to`. */
  between(from: number, to: number): number {
    return from + this.below(to - from);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of them; there must be one. */
  pick<T>(items: readonly T[]): T {
    // An item may be undefined itself: a field that is left out.
    return items[this.below(items.length)] as T;
  }
}
