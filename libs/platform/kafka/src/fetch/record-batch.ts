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
 * partition. Its checksum is the broker's affair, which checks it when it takes the batch.
 */
export async function decodeRecordBatches(bytes: Buffer): Promise<RecordBatch[]> {
  const batches: RecordBatch[] = [];
  for (let at = 0; bytes.length - at >= HEADER_BYTES;) {
    const next = at + LENGTH_END + bytes.readInt32BE(at + 8);
    if (next > bytes.length || next < at + HEADER_BYTES) break;
    batches.push(await decodeBatch(bytes.subarray(at, next)));
    at = next;
  }
  return batches;
}

async function decodeBatch(bytes: Buffer): Promise<RecordBatch> {
  const { codec, baseTime, appendTime, count, ...batch } = readHeader(bytes);
  try {
    if (bytes[MAGIC_AT] !== MAGIC) throw new Error(`the batch is of form ${bytes[MAGIC_AT]}, and ${MAGIC} is read`);
    const body = bytes.subarray(HEADER_BYTES);
    const records = codec === 0 ? body : await decompress(codec, body);
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
    record.headers = readHeaders(reader);
    if (reader.at !== end) throw new CutShortError('a record is longer or shorter than it says');
    records[at] = record;
  }
  return records;
}

function readHeaders(reader: ByteReader): LogRecord['headers'] {
  const count = reader.varint();
  if (count <= 0) return NO_HEADERS;
  const headers = new Map<string, Buffer | Buffer[]>();
  for (let at = 0; at < count; at += 1) {
    const name = (reader.piece(reader.varint()) ?? Buffer.alloc(0)).toString('utf8');
    const value = reader.piece(reader.varint());
    if (value === null) continue;
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(headers);
}
