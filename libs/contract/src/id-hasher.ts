const BAR = 0x7c;
const ASCII = 0x80;

/** Drawn once in a process: nobody outside can make ids that share a slot of a table, and so make it slow. */
const seed = crypto.getRandomValues(new Int32Array(3));

/**
 * Hashes the ids of events to 96 bits, as three signed 32-bit words. The same id gives the same hash whether it comes as
 * one text or in pieces, as text or as its bytes: `a|b` is what `a` and then `b` is. So an id need not be put together to be
 * known again. A hash lives in memory only. It is no protection from somebody who wants two ids to be alike: he could as
 * well send one id twice.
 */
export class IdHasher {
  first = 0;
  second = 0;
  third = 0;

  /** Forgets what was added. */
  start(): void {
    this.first = seed[0] as number;
    this.second = seed[1] as number;
    this.third = seed[2] as number;
  }

  /** Goes on from what another one has. */
  startFrom({ first, second, third }: IdHasher): void {
    this.first = first;
    this.second = second;
    this.third = third;
  }

  /** Adds a text; each `|` ends a piece, and so does its end. */
  addText(text: string): void {
    let word = 0;
    let length = 0;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === BAR) {
        this.endPiece(word, length);
        word = 0;
        length = 0;
        continue;
      }
      if (unit >= ASCII) this.addWord(unit);
      word |= (unit & 0xff) << (8 * (length & 3));
      length += 1;
      if ((length & 3) === 0) {
        this.addWord(word);
        word = 0;
      }
    }
    this.endPiece(word, length);
  }

  /** Adds a piece by its bytes: ASCII without `|`. */
  addPiece(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    for (; at + 4 <= to; at += 4) {
      this.addWord(
        (bytes[at] as number) |
          ((bytes[at + 1] as number) << 8) |
          ((bytes[at + 2] as number) << 16) |
          ((bytes[at + 3] as number) << 24),
      );
    }
    let word = 0;
    for (let left = 0; at + left < to; left += 1) word |= (bytes[at + left] as number) << (8 * left);
    this.endPiece(word, to - from);
  }

  /** Mixes the three words into each other. Nothing is to be added after this. */
  end(): void {
    const { first: a, second: b, third: c } = this;
    this.first = mix(a ^ Math.imul(b, 0xc2b2ae3d));
    this.second = mix(b ^ Math.imul(c, 0x165667b1));
    this.third = mix(c ^ Math.imul(a, 0x9e3779b1));
  }

  private endPiece(rest: number, length: number): void {
    this.addWord(rest);
    this.addWord(length);
  }

  /** Three lanes of multiply and rotate. */
  private addWord(word: number): void {
    const a = Math.imul(this.first ^ word, 0x9e3779b1);
    const b = Math.imul(this.second ^ word, 0x85ebca77);
    const c = Math.imul(this.third ^ word, 0x27d4eb2f);
    this.first = (a << 13) | (a >>> 19);
    this.second = (b << 17) | (b >>> 15);
    this.third = (c << 11) | (c >>> 21);
  }
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
