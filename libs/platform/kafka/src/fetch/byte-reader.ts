const TWO_TO_32 = 4_294_967_296;

/** A text that ends before what it announces. */
export class CutShortError extends RangeError {}

/**
 * Reads the number and text forms of Kafka's protocol, one after the other. 64-bit numbers become JavaScript numbers,
 * which hold every offset and time that a log can reach (2^53); the client's own decoder makes a BigInt of each, which
 * costs more than all else that is done with a record.
 */
export class ByteReader {
  constructor(
    readonly bytes: Buffer,
    /** Next byte to read. */
    at = 0,
    private readonly end = bytes.length,
  ) {
    this.at = at;
  }

  at: number;

  get left(): number {
    return this.end - this.at;
  }

  int8(): number {
    return this.bytes.readInt8(this.pass(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.pass(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.pass(4));
  }

  int64(): number {
    const from = this.pass(8);
    return this.bytes.readInt32BE(from) * TWO_TO_32 + this.bytes.readUInt32BE(from + 4);
  }

  /** A 64-bit number that is only compared: producer ids use all its bits. */
  int64Text(): string {
    return this.bytes.readBigInt64BE(this.pass(8)).toString();
  }

  /** A number of 1 to 10 bytes, 7 bits each, sign in the lowest bit (zigzag). */
  varint(): number {
    const { bytes } = this;
    const first = bytes[this.at] as number;
    // Most are one or two bytes: lengths and differences.
    if (first < 0x80 && this.at < this.end) {
      this.at += 1;
      return first & 1 ? -((first + 1) >>> 1) : first >>> 1;
    }
    return this.longVarint();
  }

  text(): string {
    const length = this.int16();
    if (length < 0) return '';
    const from = this.pass(length);
    return this.bytes.toString('utf8', from, from + length);
  }

  /** The next bytes, or null where the length says that there are none. Nothing is copied. */
  piece(length: number): Buffer | null {
    if (length < 0) return null;
    const from = this.pass(length);
    return this.bytes.subarray(from, from + length);
  }

  /** Goes on behind the next bytes. @returns where they began. @throws CutShortError */
  pass(length: number): number {
    const from = this.at;
    if (length < 0 || length > this.end - from) throw new CutShortError('a Kafka answer breaks off');
    this.at = from + length;
    return from;
  }

  private longVarint(): number {
    let value = 0;
    for (let factor = 1, size = 0; size < 10; factor *= 128, size += 1) {
      const byte = this.bytes[this.pass(1)] as number;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    }
    throw new CutShortError('a number of more than ten bytes');
  }
}
