import type { Client } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogTail,
  createKafkaLogWriter,
  type LogAdmin,
  type LogRecord,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { startCollector, untilStored, type CollectorProcess } from '../integration/collector-process';
import { readStoredFigures } from '../integration/stored-figures';
import type { BadInput } from './bad-input';
import { SPELLINGS, WHOLE } from './spellings';
import { storedLedger } from './stored-ledger';
import { GROUPS } from './table/every-group';

const TEST_MS = 240_000;
/** Beside what the topic would take by itself, 10 MB of garbage; small records stay small in the log. */
const TOPIC = { 'message.timestamp.type': 'LogAppendTime', 'max.message.bytes': String(16 * 1024 * 1024) };

interface Sent {
  readonly input: BadInput;
  readonly key: Buffer;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | string>>;
}

describe('the whole table through a real broker and a collector process', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  let admin: LogAdmin;
  let writer: LogWriter;
  let client: Client;
  let collector: CollectorProcess;
  let sent: readonly Sent[];

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: 1, settings: TOPIC },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    collector = startCollector(prefix);
    const at = Math.floor(Date.now() / 1_000) * 1_000;
    sent = GROUPS.flatMap((group) => group.records(at)).map(toSent);
    // Each of them between two good ones.
    const all = sent.flatMap((one, index) => [goodOne(index, at), one]);
    await writer.append(topic, [...all, goodOne(sent.length, at)]);
  }, TEST_MS);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await Promise.all([admin?.close(), writer?.close(), client?.close()]);
  });

  const wanted = (word: string): Sent[] => sent.filter(({ input }) => word in input.wanted);

  it(
    'is accounted for record by record, and never stops the partition',
    async () => {
      const total = 2 * sent.length + 1;
      const ledger = await untilStored(async () => {
        const found = await storedLedger(client, prefix);
        return found.to >= total && found;
      }, 'every record must reach the ledger');
      expect(ledger).toMatchObject({
        from: 0,
        to: total,
        counted: wanted('counted').length + sent.length + 1,
        ignored: wanted('ignored').length,
        rejected: wanted('rejected').length,
        duplicate: 0,
        skipped: 0,
        lost: 0,
      });
      expect(ledger.rejectedByCode).toEqual(tally(sent, 'rejected'));
      expect(ledger.ignoredByKind).toEqual(tally(sent, 'ignored'));
    },
    TEST_MS,
  );

  it('counts each event as often as it says, in every kind of row', async () => {
    const events = wanted('counted').map(({ input }) =>
      'counted' in input.wanted ? (input.wanted.counted.count ?? 1) : 0,
    );
    const total = events.reduce((sum, count) => sum + count, 0) + sent.length + 1;
    const { byKind } = await readStoredFigures(client, prefix);
    expect(byKind).toMatchObject({ totals: total, categories: total, countries: total });
  });

  it(
    'keeps each rejected record whole, as far as the topic of dead letters takes it',
    async () => {
      const rejected = wanted('rejected');
      const letters: LogRecord[] = [];
      const tail = createKafkaLogTail(kafka, `${topic}.rejected`, () => undefined);
      await tail.follow(new Map([[0, 0]]), (records) => letters.push(...records));
      await eventually(() => letters.length >= rejected.length, { because: 'each has a letter', timeoutMs: 60_000 });
      await tail.close();
      // In the order of the log.
      const offset = ({ headers }: LogRecord): number => Number(String(headers['offset']));
      letters.sort((one, other) => offset(one) - offset(other));
      const different = rejected.filter((one, index) => !isWhole(one, letters[index]));
      expect(different.map(({ input }) => input.name)).toEqual([]);
      expect(letters).toHaveLength(rejected.length);
    },
    TEST_MS,
  );
});

/** A sensor of its own for each record: nothing is the repeat of anything. */
function toSent(input: BadInput, index: number): Sent {
  const { value, key = `sensor-${index}`, headers = {} } = input;
  return { input, key: Buffer.from(key), value: value === null ? null : Buffer.from(value), headers };
}

function goodOne(index: number, at: number): { key: string; value: string } {
  const line = SPELLINGS[0]?.line(at, WHOLE) ?? '';
  return { key: 'good', value: line.replace('1187233441557321', String(1e15 + index)) };
}

function tally(sent: readonly Sent[], word: 'rejected' | 'ignored'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { input } of sent) {
    const said = (input.wanted as Readonly<Record<string, string | object>>)[word];
    if (typeof said === 'string') counts[said] = (counts[said] ?? 0) + 1;
  }
  return counts;
}

/** Byte by byte; what the topic could not take is cut, and says so. */
function isWhole({ input, value, key }: Sent, letter: LogRecord | undefined): boolean {
  if (letter === undefined || !('rejected' in input.wanted)) return false;
  if (String(letter.headers['reason']) !== input.wanted.rejected) return false;
  if (key.length <= 4_096 && !key.equals(Buffer.from(letter.headers['original-key'] as Buffer))) return false;
  if (value === null || letter.value === null) return value === null && letter.value === null;
  const cutFrom = letter.headers['truncated-from'];
  if (cutFrom === undefined) return value.equals(letter.value);
  return (
    Number(String(cutFrom)) === value.length &&
    value.subarray(0, letter.value.length).equals(letter.value) &&
    letter.value.length > 262_144
  );
}
