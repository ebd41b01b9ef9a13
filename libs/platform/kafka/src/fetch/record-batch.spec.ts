import { createRequire } from 'node:module';
import fc from 'fast-check';
import { CompressionTypes } from 'kafkajs';
import { installCompressionCodecs } from '../compression-codecs';
import { decodeRecordBatches, type RecordBatch } from './record-batch';

interface Written {
  readonly offsetDelta: number;
  readonly timestampDelta: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

interface Read {
  readonly offset: string;
  readonly timestamp: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer>>;
}

/** The client's own encoder and decoder: what we read is compared with what it reads. */
const clients = createRequire(__filename);
const { RecordBatch: encodeBatch } = clients('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch: (batch: object) => Promise<{ readonly buffer: Buffer }>;
};
const encodeRecord = clients('kafkajs/src/protocol/recordBatch/record/v0') as (record: Written) => object;
const Decoder = clients('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => object;
const decodeBatch = clients('kafkajs/src/protocol/recordBatch/v0/decoder') as (
  decoder: object,
) => Promise<{ readonly records: readonly Read[] }>;

const FIRST = 5_000_000_123;
const TIME = 1_790_000_000_000;
const CODECS = ['None', 'GZIP', 'Snappy', 'LZ4', 'ZSTD'] as const;

async function encoded(written: readonly Written[], codec: (typeof CODECS)[number] = 'None'): Promise<Buffer> {
  const { buffer } = await encodeBatch({
    compression: CompressionTypes[codec],
    firstOffset: FIRST,
    firstTimestamp: TIME,
    maxTimestamp: TIME + 7_777,
    lastOffsetDelta: Math.max(0, ...written.map(({ offsetDelta }) => offsetDelta)),
    producerId: 9_007_199_254_740,
    records: written.map(encodeRecord),
  });
  return buffer;
}

function asRead({ records }: RecordBatch): Read[] {
  return records.map(({ offset, logTime, key, value, headers }) => ({
    offset: String(offset),
    timestamp: String(logTime),
    key,
    value,
    headers: { ...headers } as Record<string, Buffer>,
  }));
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
/** The client mistakes names of Object.prototype for a header that was there before. */
const name = fc.string({ maxLength: 12, minLength: 1 }).filter((text) => !(text in {}));
const written = fc.record({
  offsetDelta: fc.integer({ min: 0, max: 2_000_000 }),
  timestampDelta: fc.integer({ min: -90_000_000, max: 5_000_000_000 }),
  key: fc.option(bytes),
  value: fc.option(bytes),
  headers: fc.dictionary(name, bytes, { maxKeys: 3, noNullPrototype: true }),
});

const line = (text: string, offsetDelta = 0): Written => ({
  offsetDelta,
  timestampDelta: 0,
  key: null,
  value: Buffer.from(text),
  headers: {},
});

beforeAll(() => installCompressionCodecs());

describe('decodeRecordBatches', () => {
  it.each(CODECS)('reads what the client reads (%s)', async (codec) => {
    const batch = fc.array(written, { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(batch, async (records) => {
        const buffer = await encoded(records, codec);
        const expected = await decodeBatch(new Decoder(buffer));
        const [own] = await decodeRecordBatches(buffer);
        const plain = expected.records.map(({ offset, timestamp, key, value, headers }) => ({
          offset,
          timestamp,
          key,
          value,
          headers,
        }));
        expect(asRead(own as RecordBatch)).toEqual(plain);
      }),
      { numRuns: 60 },
    );
  });

  it('reads headers that come again, and those that do not', async () => {
    const headers: readonly Record<string, string>[] = [
      { format: 'ecs' },
      { format: 'ecs' },
      {},
      { format: 'cef' },
      { format: 'cef', a: 'b' },
      { valueOf: 'x' },
    ];
    const records = headers.map((texts, offsetDelta) => ({
      ...line('a', offsetDelta),
      headers: Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text)])),
    }));
    const [batch] = await decodeRecordBatches(await encoded(records));
    const read = batch?.records.map((record) =>
      Object.fromEntries(Object.entries(record.headers).map(([key, value]) => [key, String(value)])),
    );
    expect(read).toEqual(headers);
  });

  it('gives each record the append time of its batch, where the topic has one', async () => {
    const buffer = await encoded([{ ...line('a'), timestampDelta: 5 }]);
    buffer.writeInt16BE(0x08, 21);
    const [batch] = await decodeRecordBatches(buffer);
    expect(batch?.records.map(({ logTime }) => logTime)).toEqual([TIME + 7_777]);
  });

  it('tells what a batch covers where compaction took its records', async () => {
    const buffer = await encoded([line('a', 3)]);
    buffer.writeInt32BE(9, 23);
    const [batch] = await decodeRecordBatches(buffer);
    expect(batch).toMatchObject({ from: FIRST, to: FIRST + 9, producerId: '9007199254740', isControl: false });
    expect(batch?.records.map(({ offset }) => offset)).toEqual([FIRST + 3]);
  });

  it('reads whole batches only: the last of an answer is usually cut off', async () => {
    const whole = await encoded([line('a'), line('b', 1)]);
    for (let cut = 0; cut < whole.length; cut += 1) {
      const batches = await decodeRecordBatches(Buffer.concat([whole, whole.subarray(0, cut)]));
      expect(batches.map(({ records }) => records.length)).toEqual([2]);
    }
  });

  it.each([
    ['compressed bytes that are none', 'GZIP', (buffer: Buffer) => buffer.fill(0xff, 65)],
    ['a codec that nobody has', 'None', (buffer: Buffer) => buffer.writeInt16BE(6, 21)],
    ['an old form of batches', 'None', (buffer: Buffer) => buffer.writeInt8(1, 16)],
    ['more records than bytes', 'None', (buffer: Buffer) => buffer.writeInt32BE(2_000_000_000, 57)],
    ['a record that is longer than it says', 'None', (buffer: Buffer) => buffer.writeInt8(4, 61)],
  ] as const)('tells of %s and goes on', async (_name, codec, spoil) => {
    const bad = await encoded([line('a'), line('b', 1)], codec);
    spoil(bad);
    const [broken, next] = await decodeRecordBatches(Buffer.concat([bad, await encoded([line('c')])]));
    expect(broken).toMatchObject({ from: FIRST, to: FIRST + 1, records: [], unreadable: expect.any(String) as string });
    expect(next?.records).toHaveLength(1);
  });

  it('opens no more batches than memory has room for, and leaves the rest to the next fetch', async () => {
    const large = await encoded([{ ...line(''), value: Buffer.alloc(20 * 1024 * 1024) }], 'ZSTD');
    expect(large.length).toBeLessThan(10_000);
    const batches = await decodeRecordBatches(Buffer.concat(Array.from({ length: 50 }, () => large)));
    expect(batches.map(({ records }) => records.length)).toEqual([1, 1]);
  });

  it('refuses a batch of more records than memory has room for', async () => {
    const buffer = await encoded([{ ...line(''), value: Buffer.alloc(4 * 1024 * 1024) }], 'ZSTD');
    buffer.writeInt32BE(500_000, 57);
    const [batch] = await decodeRecordBatches(buffer);
    expect(batch).toMatchObject({ records: [], unreadable: 'it says that it has 500000 records' });
  });

  it('never throws, whatever the bytes', async () => {
    const whole = await encoded([line('{"a":1}'), line('b', 1)]);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (at, value) => {
        const spoilt = Buffer.from(whole);
        spoilt[at] = value;
        await expect(decodeRecordBatches(spoilt)).resolves.toBeInstanceOf(Array);
      }),
      { numRuns: 2_000 },
    );
  });
});
