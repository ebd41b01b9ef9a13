import type { LogRecord } from '../log-record';
import { ByteReader, CutShortError } from './byte-reader';
import { decompress } from '../compression-codecs';
import { FetchedRecord, NO_HEADERS } from './fetched-record';

/** The one form of batches that brokers of Kafka 4 write. */
const MAGIC = 2;
const MAGIC_AT = 16;
/** Of offset and length, which stand before the length begins to count. */
const LENGTH_END = 12;
const HEADER_BYTES = 61;
const CODEC_MASK = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;
/** An event is larger than this; a batch that claims more records than its bytes can hold is broken. */
const LEAST_RECORD_BYTES = 7;
/** A batch of more is somebody's attempt to fill our memory: what is made of a record is larger than a small record. */
const MOST_RECORDS = 250_000;
/** Of an answer no more batches are opened once these are reached: the rest is fetched again. */
const ENOUGH_BYTES = 32 * 1024 * 1024;
const ENOUGH_RECORDS = MOST_RECORDS;

/** What a batch says of all its records. */
export interface RecordBatch {
  /** First and last offset that the batch covers, whether or not a record is left at them. */
  readonly from: number;
  readonly to: number;
  readonly producerId: string;
  readonly isTransactional: boolean;
  /** True for the broker's own marks at the end of transactions. */
  readonly isControl: boolean;
  readonly records: readonly LogRecord[];
  /** Why its records can't be read; they are then none. */
  readonly unreadable?: string;
}

interface Header extends Omit<RecordBatch, 'records' | 'unreadable'> {
  readonly codec: number;
  readonly baseTime: number;
  /** Append time of all its records, or undefined where each has its own. */
  readonly appendTime: number | undefined;
  readonly count: number;
}

/**
 * The batches that an answer holds whole. The last one is usually cut off, because the broker fills an answer to the
 * size that was asked for. A batch that can't be read is told with its offsets and its reason: it must not stop the
 * partition. Its checksum is the broker's affair, which checks it when it takes the batch. Small batches may expand to
 * thousands of times their size, so what is opened at a time is bounded.
 */
export async function decodeRecordBatches(bytes: Buffer): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  let opened = { bytes: 0, records: 0 };
  for (
    let at = 0;
    bytes.length - at >= HEADER_BYTES && opened.bytes < ENOUGH_BYTES && opened.records < ENOUGH_RECORDS;
  ) {
    const next = at + LENGTH_END + bytes.readInt32BE(at + 8);
    if (next > bytes.length || next < at + HEADER_BYTES) break;
    const batch = await decodeBatch(bytes.subarray(at, next));
    batches.push(batch);
    opened = { bytes: opened.bytes + expandedBytes(batch), records: opened.records + batch.records.length };
    at = next;
  }
  return batches;
}

/** All records of a batch stand in one buffer. */
function expandedBytes({ records }: RecordBatch): number {
  return records[0]?.wire?.bytes.length ?? 0;
}

async function decodeBatch(bytes: Buffer): Promise<RecordBatch> {
  const { codec, baseTime, appendTime, count, ...batch } = readHeader(bytes);
  try {
    if (bytes[MAGIC_AT] !== MAGIC) throw new Error(`the batch is of form ${bytes[MAGIC_AT]}, and ${MAGIC} is read`);
    const body = bytes.subarray(HEADER_BYTES);
    const records = codec === 0 ? body : await decompress(codec, body);
    if (count < 0 || count > MOST_RECORDS) throw new Error(`it says that it has ${count} records`);
    if (count * LEAST_RECORD_BYTES > records.length) throw new CutShortError(`${count} records in too few bytes`);
    return {
      ...batch,
      records: readRecords(new ByteReader(records), { from: batch.from, baseTime, appendTime, count }),
    };
  } catch (error) {
    return { ...batch, records: [], unreadable: (error as Error).message };
  }
}

function readHeader(bytes: Buffer): Header {
  const reader = new ByteReader(bytes);
  const from = reader.int64();
  reader.pass(4 + 4 + 1 + 4); // length, leader epoch, magic, checksum
  const attributes = reader.int16();
  const to = from + reader.int32();
  const baseTime = reader.int64();
  const largestTime = reader.int64();
  const producerId = reader.int64Text();
  reader.pass(2 + 4); // producer epoch, first sequence
  return {
    from,
    to,
    producerId,
    isTransactional: (attributes & TRANSACTIONAL) !== 0,
    isControl: (attributes & CONTROL) !== 0,
    codec: attributes & CODEC_MASK,
    baseTime,
    appendTime: (attributes & LOG_APPEND_TIME) === 0 ? undefined : largestTime,
    count: reader.int32(),
  };
}

function readRecords(
  reader: ByteReader,
  { from, baseTime, appendTime, count }: Pick<Header, 'from' | 'baseTime' | 'appendTime' | 'count'>,
): LogRecord[] {
  const records = new Array<LogRecord>(count);
  let last: ReadHeaders | undefined;
  for (let at = 0; at < count; at += 1) {
    const end = reader.varint() + reader.at;
    reader.pass(1); // attributes, which nothing uses
    const time = baseTime + reader.varint();
    const offset = from + reader.varint();
    const record = new FetchedRecord(reader.bytes, offset, appendTime ?? time);
    record.keyLength = reader.varint();
    record.keyFrom = reader.pass(Math.max(0, record.keyLength));
    record.valueLength = reader.varint();
    record.valueFrom = reader.pass(Math.max(0, record.valueLength));
    if (reader.bytes[reader.at] === 0) reader.pass(1);
    else {
      last = readHeaders(reader, last);
      record.headers = last?.headers ?? NO_HEADERS;
    }
    if (reader.at !== end) throw new CutShortError('a record is longer or shorter than it says');
    records[at] = record;
  }
  return records;
}

/** Headers with the bytes that they were read from. */
interface ReadHeaders {
  readonly bytes: Buffer;
  readonly headers: LogRecord['headers'];
}

/** A longer one is read anew each time. */
const LONGEST_KNOWN = 512;

/** Records of one sensor nearly always have the same headers: the last ones are given again, as the same object. */
function readHeaders(reader: ByteReader, last: ReadHeaders | undefined): ReadHeaders | undefined {
  if (last !== undefined && isNext(reader, last.bytes)) {
    reader.pass(last.bytes.length);
    return last;
  }
  const from = reader.at;
  const count = reader.varint();
  if (count <= 0) return undefined;
  const headers = new Map<string, Buffer | Buffer[]>();
  for (let at = 0; at < count; at += 1) {
    const name = (reader.piece(reader.varint()) ?? Buffer.alloc(0)).toString('utf8');
    const value = reader.piece(reader.varint());
    if (value === null) continue;
    const before = headers.get(name);
    // Copied: what was fetched must not be held by a header that is given again.
    headers.set(name, before === undefined ? Buffer.from(value) : [before, Buffer.from(value)].flat());
  }
  const length = Math.min(reader.at - from, LONGEST_KNOWN + 1);
  const bytes = length > LONGEST_KNOWN ? Buffer.alloc(0) : Buffer.from(reader.bytes.subarray(from, reader.at));
  return { bytes, headers: Object.freeze(Object.fromEntries(headers)) };
}

function isNext({ bytes, at, left }: ByteReader, wanted: Buffer): boolean {
  const { length } = wanted;
  if (length === 0 || length > left) return false;
  for (let index = 0; index < length; index += 1) if (bytes[at + index] !== wanted[index]) return false;
  return true;
}
