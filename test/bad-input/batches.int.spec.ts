import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { startKafka, type KafkaServer } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, type LogAdmin } from '@lianfang/platform/kafka';
import { testServers, uniquePrefix } from '@lianfang/testing';
import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs';
import { startCollector, untilStored, type CollectorProcess } from '../integration/collector-process';
import { readStoredFigures } from '../integration/stored-figures';
import { storedLedger } from './stored-ledger';
import { claimRecords, garblePayload, nameCodec, spoilBatch } from './log-files';
import { iso, SPELLINGS, WHOLE } from './spellings';

const { GZIP, LZ4, None, Snappy, ZSTD } = kafkajs.CompressionTypes;
const START_MS = 180_000;
/** One batch may expand to 64 MiB; this is more, and some 10,000 times its size in the log. */
const BOMB_BYTES = 80 * 1024 * 1024;
/** What the collector may take at most while it meets all this. */
const MOST_RESIDENT_MB = 700;

let made = 0;

/** An event of its own flow. */
function good(): Message {
  made += 1;
  const line = SPELLINGS[0]?.line(Date.now(), { ...WHOLE, time: iso(Math.floor(Date.now() / 1000) * 1000) }) ?? '';
  return { key: 'sensor', value: line.replace('1187233441557321', String(1e15 + made)) };
}

describe('B9: what stands in the log and is no batch of records', () => {
  const { node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-batches-'));
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  let server: KafkaServer;
  let kafka: Kafka;
  let admin: LogAdmin;
  let producer: Producer;
  let client: Client;
  let collector: CollectorProcess;

  async function send(partition: number, messages: Message[], compression = None): Promise<number> {
    const [place] = await producer.send({
      topic,
      compression,
      messages: messages.map((one) => ({ ...one, partition })),
    });
    return Number(place?.baseOffset);
  }

  function spoil(partition: number, offset: number, how: (batch: Buffer) => void): void {
    spoilBatch({ folder: join(folder, 'log'), topic, partition, offset }, how);
  }

  /** Two records that are given up, and one that is kept. */
  async function transactions(partition: number): Promise<void> {
    const transactional = kafka.producer({
      transactionalId: `${prefix}-${partition}`,
      maxInFlightRequests: 1,
      idempotent: true,
    });
    await transactional.connect();
    for (const [messages, end] of [
      [[good(), good()], 'abort'],
      [[good()], 'commit'],
    ] as const) {
      const transaction = await transactional.transaction();
      await transaction.send({ topic, messages: messages.map((one) => ({ ...one, partition })) });
      await transaction[end]();
    }
    await transactional.disconnect();
  }

  /** Partition 0: everything, with good records between. @returns offsets that nobody can read. */
  async function fillFirst(): Promise<{ from: number; to: number }[]> {
    const lost: { from: number; to: number }[] = [];
    const three = (): Message[] => [good(), good(), good()];
    const broken = [
      [GZIP, garblePayload],
      [Snappy, garblePayload],
      [LZ4, garblePayload],
      [ZSTD, garblePayload],
      [None, nameCodec(5)],
      [None, nameCodec(7)],
      [None, claimRecords(2_000_000_000)],
      [None, claimRecords(-1)],
    ] as const;
    await send(0, [good()]);
    for (const [codec, how] of broken) {
      const from = await send(0, three(), codec);
      spoil(0, from, how);
      lost.push({ from, to: from + 3 });
      await send(0, [good()]);
    }
    const bomb = await send(0, [{ key: 'bomb', value: Buffer.alloc(BOMB_BYTES) }], ZSTD);
    lost.push({ from: bomb, to: bomb + 1 });
    await send(0, [good()]);
    await transactions(0);
    // Compaction took the last of two.
    spoil(0, await send(0, [good(), good()]), claimRecords(1));
    await send(0, [good()]);
    return lost;
  }

  beforeAll(async () => {
    server = await startKafka({ dataFolder: folder });
    kafka = createKafka({ KAFKA_BROKERS: server.brokers.join(','), KAFKA_TLS: 'off' }, 'test');
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
  }, START_MS);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await Promise.all([admin?.close(), producer?.disconnect(), client?.close()]);
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function untilProcessed(): Promise<Awaited<ReturnType<typeof storedLedger>>> {
    const ends = await admin.bounds(topic);
    const end = ends.reduce((sum, bounds) => sum + bounds.end, 0);
    return untilStored(async () => {
      const ledger = await storedLedger(client, prefix);
      return ledger.to >= end && ledger;
    }, 'every offset must reach the ledger');
  }

  it(
    'is lost from and to, loud, and stops nothing; what holds no record is skipped',
    async () => {
      const lost = await fillFirst();
      // Partition 1 begins with one, before any record by which the log could be known.
      spoil(1, await send(1, [good(), good()], GZIP), garblePayload);
      await send(1, [good()]);
      collector = startCollector(prefix, { KAFKA_BROKERS: server.brokers.join(',') });
      const ledger = await untilProcessed();
      expect(ledger.lostRanges).toEqual([
        ...lost.map((range) => ({ partition: 0, ...range })),
        { partition: 1, from: 0, to: 2 },
      ]);
      // 10 between the broken ones, 1 committed, 1 beside the gap, 1 at the end; and 1 in the other partition.
      expect(ledger).toMatchObject({ counted: 10 + 1 + 1 + 1 + 1, rejected: 0, duplicate: 0, ignored: 0 });
      // 2 given up, 2 marks of the broker, 1 that compaction took.
      expect(ledger).toMatchObject({ skipped: 5, lost: 8 * 3 + 1 + 2 });
      expect(ledger.counted + ledger.skipped + ledger.lost).toBe(ledger.to - ledger.from);
      const loud = collector.log().match(/a batch with offsets \d+ to \d+ can't be decoded/g) ?? [];
      expect(new Set(loud).size).toBe(lost.length + 1);
    },
    START_MS,
  );

  it(
    'goes on with what comes later, within its memory, and counts the same again',
    async () => {
      await send(0, [good()]);
      await send(1, [good()]);
      const before = await untilProcessed();
      expect(before.counted).toBe(16);
      expect(residentMb(collector.pid)).toBeLessThan(MOST_RESIDENT_MB);
      await collector.end('SIGKILL');
      collector = startCollector(prefix, { KAFKA_BROKERS: server.brokers.join(',') });
      await send(0, [good()]);
      const after = await untilProcessed();
      expect(after).toMatchObject({
        counted: 17,
        lost: before.lost,
        skipped: before.skipped,
        lostRanges: before.lostRanges,
      });
      expect((await readStoredFigures(client, prefix)).byKind['totals']).toBe(17);
    },
    START_MS,
  );
});

/** The most that a process has had in memory. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
