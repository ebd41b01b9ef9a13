/** A message as it came, and whether its extension data says that it is compressed (RFC 7692). */
export interface WireMessage {
  readonly opcode: number;
  readonly isDeflated: boolean;
  readonly payload: Buffer;
}

const LENGTH_16 = 126;
const LENGTH_64 = 127;

/** Cuts a server's bytes into frames (RFC 6455): unmasked, one frame a message, which is all that our servers send. */
export class FrameReader {
  private rest: Buffer | undefined;

  constructor(private readonly onMessage: (message: WireMessage) => void) {}

  /** @param bytes only lent: what is kept is copied. Payloads are lent too. */
  push(bytes: Buffer): void {
    const all = this.rest ? Buffer.concat([this.rest, bytes]) : bytes;
    let at = 0;
    for (let next = this.read(all, at); next !== undefined; next = this.read(all, at)) at = next;
    this.rest = at === all.length ? undefined : Buffer.from(all.subarray(at));
  }

  /** @returns where the next frame begins; undefined where this one is not whole. */
  private read(bytes: Buffer, at: number): number | undefined {
    if (bytes.length < at + 2) return undefined;
    const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1) & 0x7f];
    const extra = second === LENGTH_16 ? 2 : second === LENGTH_64 ? 8 : 0;
    const begin = at + 2 + extra;
    if (bytes.length < begin) return undefined;
    const length = extra === 0 ? second : bytes.readUIntBE(begin - Math.min(extra, 6), Math.min(extra, 6));
    const end = begin + length;
    if (bytes.length < end) return undefined;
    this.onMessage({ opcode: first & 0x0f, isDeflated: (first & 0x40) !== 0, payload: bytes.subarray(begin, end) });
    return end;
  }
}
