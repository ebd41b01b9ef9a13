import { RevocationBook, revocationKey, type Revocation, type Session } from '@lianfang/access';
import { CENTRE_ONLY } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader } from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { RevocationFeed } from './revocation-feed';

const ISSUER = 'https://id.example';
const HOUR_MS = 3_600_000;

function session(id: string): Session {
  return { id, issuer: ISSUER, subject: 'wang', claims: {}, begun: 1, seen: 1 };
}

function message(name: string): { readonly key: string; readonly value: string } {
  const ended: Revocation = { county: CENTRE_ONLY, kind: 'session', issuer: ISSUER, name, at: 1, until: 1e15 };
  return { key: revocationKey(ended), value: JSON.stringify(ended) };
}

describe('revocations on a real broker', () => {
  const kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  const broker = kafka.admin();
  const producer = kafka.producer({ transactionalId: uniquePrefix(), idempotent: true, maxInFlightRequests: 1 });
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  let topic: string;
  let said: string[];
  let book: RevocationBook;
  let feed: RevocationFeed;

  beforeAll(async () => {
    await Promise.all([broker.connect(), producer.connect()]);
  }, 60_000);

  beforeEach(async () => {
    topic = uniquePrefix();
    said = [];
    book = new RevocationBook();
    const tell = (text: string): number => said.push(text);
    feed = new RevocationFeed({
      topic,
      admin,
      reader,
      book,
      longestSessionMs: HOUR_MS,
      log: { log: tell, warn: tell, error: tell },
      now: () => Date.now(),
    });
    await make();
  });

  afterEach(() => feed.stop());

  afterAll(async () => {
    await Promise.all([broker.disconnect(), producer.disconnect(), admin.close(), reader.close()]);
  });

  const make = (): Promise<boolean> => {
    const configEntries = [
      { name: 'cleanup.policy', value: 'compact,delete' },
      { name: 'retention.ms', value: String(HOUR_MS) },
    ];
    const topics = [{ topic, numPartitions: 1, configEntries }];
    // False while a topic of this name is still being deleted.
    return eventually(() => broker.createTopics({ waitForLeaders: true, topics }), { because: 'the topic is made' });
  };

  const append = async (names: readonly string[], end: 'commit' | 'abort' = 'commit'): Promise<void> => {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: names.map(message) });
    await transaction[end]();
  };

  const untilReady = (): Promise<unknown> =>
    eventually(() => (feed.assertReady(), true), { because: 'the topic is read to its end', timeoutMs: 10_000 });

  const untilEnded = (name: string): Promise<boolean> =>
    eventually(() => book.isRevoked(session(name)), { because: `${name} was ended`, timeoutMs: 15_000 });

  it('is ready where retention took everything, and hears what comes later', async () => {
    await append(['a', 'b']);
    // The mark at the end of the transaction has an offset too.
    const partitions = [{ partition: 0, offset: '3' }];
    await eventually(() => broker.deleteTopicRecords({ topic, partitions }).then(() => true), {
      because: 'it is marked',
    });
    expect(await broker.fetchTopicOffsets(topic)).toMatchObject([{ low: '3', high: '3' }]);
    feed.start();
    await untilReady();
    expect(book.size).toBe(0);
    await append(['c']);
    await untilEnded('c');
    expect([feed.ageMs() < 5_000, said]).toEqual([true, []]);
  }, 30_000);

  it('is ready where no record is left at the last offsets', async () => {
    await append(['a']);
    await append(['taken back'], 'abort');
    feed.start();
    await untilReady();
    expect([book.size, book.isRevoked(session('a'))]).toEqual([1, true]);
  }, 30_000);

  it('reads a topic that is made anew from its beginning', async () => {
    await append(['a', 'b', 'c']);
    feed.start();
    await untilReady();
    await broker.deleteTopics({ topics: [topic] });
    await eventually(() => said.length > 0, { because: 'the topic is gone' });
    await make();
    await append(['d']);
    await untilEnded('d');
  }, 60_000);

  it('lets nobody in where the topic forgets too early, until it is corrected', async () => {
    const keep = (value: number): Promise<unknown> =>
      broker.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: 2,
            name: topic,
            configEntries: [
              { name: 'cleanup.policy', value: 'compact,delete' },
              { name: 'retention.ms', value: String(value) },
            ],
          },
        ],
      });
    await keep(HOUR_MS - 1);
    feed.start();
    await eventually(() => said.some((text) => text.includes('LF-REVOCATIONS-RETENTION')), {
      because: 'it is too short',
    });
    expect(() => feed.assertReady()).toThrow(/not known yet/);
    await keep(HOUR_MS);
    await untilReady();
  }, 30_000);
});
