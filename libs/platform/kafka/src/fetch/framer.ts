import type { FramePool } from './frame-pool';

const SIZE_BYTES = 4;
/** The broker never sends as much; what claims to be longer is no answer of a broker. */
const LONGEST_FRAME = 1024 * 1024 * 1024;
/** What a size looks like that is the beginning of an alert of TLS (RFC 8446, 5.1): type 21, version 3. */
const TLS_ALERT = 0x1503;

/** Puts the answers of a broker together from the pieces that a connection brings: four bytes of size, then the answer. */
export class Framer {
  private readonly size = Buffer.alloc(SIZE_BYTES);
  private sizeHas = 0;
  private frame: Buffer | undefined;
  private has = 0;

  /**
   * @param pool where the memory of a frame comes from.
   * @param take gets each whole frame, with its size before it.
   */
  constructor(
    private readonly pool: FramePool,
    private readonly take: (frame: Buffer) => void,
  ) {}

  /**
   * Takes the next piece; it is copied, so its memory may be used again at once.
   * @throws Error LF-KAFKA-FRAME when it is no answer of a broker.
   */
  add(piece: Buffer): void {
    for (let at = 0; at < piece.length;) {
      if (this.frame === undefined) at += this.readSize(piece, at);
      if (this.frame !== undefined) at += this.fill(this.frame, piece, at);
    }
  }

  /** @returns how many bytes of the piece were of the size. */
  private readSize(piece: Buffer, at: number): number {
    const length = piece.copy(this.size, this.sizeHas, at, at + SIZE_BYTES - this.sizeHas);
    this.sizeHas += length;
    if (this.sizeHas < SIZE_BYTES) return length;
    const bytes = this.size.readInt32BE(0);
    if (bytes < 0 || bytes > LONGEST_FRAME || bytes >>> 16 === TLS_ALERT) {
      throw new Error(
        `LF-KAFKA-FRAME: an answer of ${bytes} bytes is announced, as no broker does. ` +
          'Look whether KAFKA_BROKERS names a port of Kafka, and KAFKA_TLS says how it speaks.',
      );
    }
    this.frame = this.pool.acquire(SIZE_BYTES + bytes);
    this.size.copy(this.frame);
    this.has = SIZE_BYTES;
    return length;
  }

  /** @returns how many bytes of the piece were of the frame. */
  private fill(frame: Buffer, piece: Buffer, at: number): number {
    const length = piece.copy(frame, this.has, at, at + frame.length - this.has);
    this.has += length;
    if (this.has === frame.length) {
      this.frame = undefined;
      this.sizeHas = 0;
      this.take(frame);
    }
    return length;
  }
}
