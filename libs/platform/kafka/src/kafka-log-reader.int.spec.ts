import { testServers, uniquePrefix } from '@lianfang/testing';
import { createKafka } from './create-kafka';
import { createKafkaLogReader } from './kafka-log-reader';

describe('reading pieces of a log on a real broker', () => {
  const kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  const topic = uniquePrefix();
  const admin = kafka.admin();
  const producer = kafka.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
  const reader = createKafkaLogReader(kafka);

  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] });
    for (const [value, end] of [
      ['kept', 'commit'],
      ['aborted', 'abort'],
      ['kept too', 'commit'],
    ] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value }, { value }] });
      await transaction[end]();
    }
  }, 60_000);

  afterAll(async () => {
    await Promise.all([admin.disconnect(), producer.disconnect(), reader.close()]);
  });

  const read = async (from: number, to: number, maxBytes = 1_000_000): Promise<[number, string][]> =>
    (await reader.read({ topic, partition: 0, from, to }, maxBytes)).map(({ offset, value }) => [
      offset,
      String(value),
    ]);

  it('leaves out marks and what a transaction took back, as a consumer does', async () => {
    const all: [number, string][] = [
      [0, 'kept'],
      [1, 'kept'],
      [6, 'kept too'],
      [7, 'kept too'],
    ];
    expect(await read(0, 9)).toEqual(all);
    expect(await read(4, 9)).toEqual(all.slice(2));
    expect(await read(1, 7)).toEqual(all.slice(1, 3));
    expect(await read(3, 5)).toEqual([]);
    // One record at a time: what was taken back does not end the reading.
    expect(await read(2, 9, 1)).toEqual(all.slice(2, 3));
  });

  it('leaves out what overlapping transactions took back, wherever reading begins', async () => {
    const overlapping = uniquePrefix();
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: overlapping, numPartitions: 1 }] });
    const producers = ['A', 'B'].map((name) =>
      kafka.producer({ transactionalId: `${overlapping}-${name}`, idempotent: true, maxInFlightRequests: 1 }),
    );
    const [one, other] = await Promise.all(
      producers.map(async (each) => {
        await each.connect();
        return each.transaction();
      }),
    );
    const send = (transaction: typeof one, value: string) =>
      transaction?.send({ topic: overlapping, messages: [{ value }, { value }] });
    // A begins first and ends last: 0-1 A, 2-3 B, 4 the mark of B, 5-6 A, 7 the mark of A, 8-9 what is left.
    await send(one, 'taken back by A');
    await send(other, 'taken back by B');
    await other?.abort();
    await send(one, 'taken back by A');
    await one?.abort();
    const later = await producers[0]?.transaction();
    await send(later, 'kept');
    await later?.commit();
    for (const from of [0, 1, 2, 4, 5, 7]) {
      const found = await reader.read({ topic: overlapping, partition: 0, from, to: 10 }, 1_000_000);
      expect([from, found.map(({ value }) => String(value))]).toEqual([from, ['kept', 'kept']]);
    }
    await Promise.all(producers.map((each) => each.disconnect()));
  });
});
