import { crc32c } from './crc32c';

/** Codecs of Kafka that a batch can be made with. */
export type Compression = 'none' | 'lz4' | 'zstd';

/** Makes the bytes of records smaller. */
export type Compressor = (bytes: Buffer) => Buffer;

const CODEC: Readonly<Record<Compression, number>> = { none: 0, lz4: 3, zstd: 4 };
/** Up to and with the number of records. */
const HEADER_BYTES = 61;
const CRC_AT = 17;
const ATTRIBUTES_AT = 21;
/** More than what surrounds key, value and header of one record. */
const RECORD_ROOM = 40;

/** One header that all records of a batch carry. */
export interface BatchHeader {
  readonly name: string;
  readonly value: string;
}

/**
 * A Kafka record batch (format 2), built by hand: a client library would spend more time on it than the readers that are
 * to be measured. Records have key and value, and where asked the same one header.
 * Source: Kafka protocol guide, "Record Batch".
 */
export class RecordBatch {
  private bytes: Buffer;
  private used = HEADER_BYTES;
  private records = 0;
  private readonly tail: Buffer;

  constructor(
    header: BatchHeader | undefined,
    private readonly most: number,
  ) {
    this.bytes = Buffer.allocUnsafe(most + 2 * HEADER_BYTES);
    this.tail = header === undefined ? Buffer.from([0]) : headerBytes(header);
  }

  get count(): number {
    return this.records;
  }

  /** False when the record does not fit any more; a record that is larger than a whole batch gets one of its own. */
  add(key: Uint8Array, value: Uint8Array): boolean {
    const size = key.length + value.length + this.tail.length + RECORD_ROOM;
    if (this.used + size > this.most) {
      if (this.records > 0) return false;
      this.bytes = Buffer.concat([this.bytes], this.used + size);
    }
    const offset = this.records;
    const body = 2 + varintSize(offset) + varintSize(key.length) + key.length;
    this.varint(body + varintSize(value.length) + value.length + this.tail.length);
    this.bytes[this.used++] = 0; // attributes
    this.bytes[this.used++] = 0; // time, as the batch
    this.varint(offset);
    this.varint(key.length);
    this.put(key);
    this.varint(value.length);
    this.put(value);
    this.put(this.tail);
    this.records += 1;
    return true;
  }

  /** The finished batch; this one is empty then. @param time milliseconds since 1970; a topic may put its own. */
  take(time: number, compression: Compression, compress: Compressor): Buffer {
    const records = this.bytes.subarray(HEADER_BYTES, this.used);
    const packed = compression === 'none' ? records : compress(records);
    const batch = Buffer.allocUnsafe(HEADER_BYTES + packed.length);
    batch.writeBigInt64BE(0n, 0);
    batch.writeInt32BE(batch.length - 12, 8);
    batch.writeInt32BE(-1, 12);
    batch.writeInt8(2, 16);
    batch.writeInt16BE(CODEC[compression], ATTRIBUTES_AT);
    batch.writeInt32BE(this.records - 1, 23);
    batch.writeBigInt64BE(BigInt(time), 27);
    batch.writeBigInt64BE(BigInt(time), 35);
    batch.writeBigInt64BE(-1n, 43);
    batch.writeInt16BE(-1, 51);
    batch.writeInt32BE(-1, 53);
    batch.writeInt32BE(this.records, 57);
    packed.copy(batch, HEADER_BYTES);
    batch.writeUInt32BE(crc32c(batch, ATTRIBUTES_AT), CRC_AT);
    this.used = HEADER_BYTES;
    this.records = 0;
    return batch;
  }

  private put(some: Uint8Array): void {
    this.bytes.set(some, this.used);
    this.used += some.length;
  }

  /** Zigzag: a length is twice itself. */
  private varint(value: number): void {
    let rest = value * 2;
    while (rest > 127) {
      this.bytes[this.used++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.used++] = rest;
  }
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value * 2; rest > 127; rest = Math.floor(rest / 128)) size += 1;
  return size;
}

function headerBytes({ name, value }: BatchHeader): Buffer {
  const [key, text] = [Buffer.from(name), Buffer.from(value)];
  if (key.length > 63 || text.length > 63) throw new Error('A header of a made batch has at most 63 bytes.');
  return Buffer.concat([Buffer.from([2, key.length * 2]), key, Buffer.from([text.length * 2]), text]);
}
