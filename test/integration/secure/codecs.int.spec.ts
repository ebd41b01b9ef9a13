import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import type { LedgerClass } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, type LogAdmin } from '@lianfang/platform/kafka';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { storedLedger, type StoredLedger } from '../../bad-input/stored-ledger';
import { startCollector, untilStored, type CollectorProcess } from '../collector-process';
import { makeEventFile, type EventFile } from '../event-file';
import { JavaClient } from './java-client';

const TEST_MS = 120_000;
/** Records that the producer gives up, and marks of the broker: of a commit and an abort; an empty transaction has none. */
const GIVEN_UP = 100;
const MARKS = 2;
/** Some batches then hold several blocks of LZ4 (64 KiB) and of snappy (32 KiB). */
const LARGE = { 'linger.ms': '100', 'batch.size': '400000' };

describe('what the Java client writes and reads', () => {
  const { brokers, node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-codecs-'));
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const client: Client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const java = new JavaClient(folder, brokers);
  const sent: EventFile[] = [];
  let admin: LogAdmin;
  let collector: CollectorProcess | undefined;

  beforeAll(async () => {
    admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
    await admin.connect();
    await admin.ensureTopics([
      { topic, partitions: 1, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    collector = startCollector(prefix, { LIANFANG_FLUSH_MS: '200' });
  }, TEST_MS);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await Promise.all([admin?.close(), client.close()]);
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  /** Events of another time than those before, so that none is a duplicate of them. */
  function nextFile(): EventFile {
    const file = makeEventFile(4_000, Date.now() - sent.length * 600_000);
    sent.push(file);
    return file;
  }

  async function untilProcessed(): Promise<StoredLedger> {
    return untilStored(async () => {
      // Asked for each time: the broker may write the mark of a commit after it has told the producer of it.
      const [bounds] = await admin.bounds(topic);
      const ledger = await storedLedger(client, prefix);
      return ledger.to === bounds?.end && ledger;
    }, 'every offset must reach the ledger');
  }

  it.each([
    ['gzip', { 'enable.idempotence': 'false' }],
    ['snappy', {}],
    ['lz4', {}],
    ['zstd', {}],
    ['lz4', { 'transactional.id': `${prefix}-lz4` }],
  ])(
    '%s %j is counted to the last record',
    async (codec, more: Record<string, string>) => {
      const before = await storedLedger(client, prefix);
      const file = nextFile();
      await java.produce(topic, file.records, { ...LARGE, 'compression.type': codec, ...more });
      const after = await untilProcessed();
      const { counted, duplicate, ignored, rejected } = file;
      const skipped = 'transactional.id' in more ? GIVEN_UP + MARKS : 0;
      const wanted = { counted, duplicate, ignored, rejected, skipped, lost: 0 };
      const added = Object.keys(wanted).map((name) => [name, after[name as LedgerClass] - before[name as LedgerClass]]);
      expect(Object.fromEntries(added)).toEqual(wanted);
    },
    TEST_MS,
  );

  it(
    'reads the dead letters and the live rows that we write, checksums compared',
    async () => {
      const { rejected } = await untilProcessed();
      const letters = await java.consume(`${topic}.rejected`, rejected);
      expect(letters).toHaveLength(rejected);
      const broken = sent
        .flatMap(({ records }) => records.map(({ value }) => value))
        .filter((value) => /broken/.test(value));
      expect(new Set(letters)).toEqual(new Set(broken));
      const [live] = await admin.bounds(`${prefix}.rows.live`);
      const messages = await java.consume(`${prefix}.rows.live`, live?.end ?? 0);
      expect(messages.length).toBeGreaterThanOrEqual(live?.end ?? 1);
      expect(messages.map((message) => (JSON.parse(message) as { type: string }).type)).toEqual(
        expect.arrayContaining(['rows', 'ledger', 'watermark']),
      );
    },
    TEST_MS,
  );
});
