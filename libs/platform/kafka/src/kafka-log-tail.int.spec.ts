import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { createKafka } from './create-kafka';
import { createKafkaLogTail } from './kafka-log-tail';
import type { LogTail } from './log-tail.port';

describe('following a log on a real broker', () => {
  const kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  const admin = kafka.admin();
  const producer = kafka.producer();
  const tails: LogTail[] = [];

  beforeAll(async () => {
    await Promise.all([admin.connect(), producer.connect()]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(tails.map((tail) => tail.close()));
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  });

  it('hands over everything of a topic that is made anew, and nothing twice', async () => {
    const topic = uniquePrefix();
    // False while a topic of this name is still being deleted.
    const make = (): Promise<boolean> =>
      eventually(() => admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] }), {
        because: 'the topic is made',
      });
    const append = (...values: string[]): Promise<unknown> =>
      producer.send({ topic, messages: values.map((value) => ({ value })) });
    await make();
    await append('missed', 'missed', 'missed');
    const tail = createKafkaLogTail(kafka, topic, () => undefined);
    tails.push(tail);
    const seen: string[] = [];
    await tail.follow(await tail.ends(), (records) => seen.push(...records.map(({ value }) => String(value))));
    await append('first');
    await eventually(() => seen.length === 1, { because: 'it follows' });
    await admin.deleteTopics({ topics: [topic] });
    await make();
    await append('second', 'third');
    await eventually(() => seen.length === 3, { because: 'they stand below where it was', timeoutMs: 40_000 });
    await append('fourth');
    await eventually(() => seen.length === 4, { because: 'it goes on' });
    expect(seen).toEqual(['first', 'second', 'third', 'fourth']);
  }, 90_000);
});
