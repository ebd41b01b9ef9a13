import type { ChainedEntry } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader, createKafkaLogWriter } from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { AuditKeeper } from './audit-keeper';
import { auditedLog } from './audited-log';

describe('keeping the audit from a real broker', () => {
  const kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  const topic = uniquePrefix();
  const [admin, reader, writer] = [
    createKafkaLogAdmin(kafka),
    createKafkaLogReader(kafka),
    createKafkaLogWriter(kafka),
  ];
  const topics = kafka.admin();
  const index: ChainedEntry[] = [];
  const said: string[] = [];
  const keeper = new AuditKeeper({
    audited: auditedLog(topic, admin, reader),
    prepare: () => Promise.resolve(),
    store: {
      beginning: async () => ({ last: index.at(-1), missing: 0 }),
      keep: async (entries) => void index.push(...entries),
    },
    log: { log: () => undefined, warn: () => undefined, error: (text) => said.push(text) },
  });

  // False while a topic of this name is still being deleted.
  const make = (): Promise<boolean> =>
    eventually(() => topics.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: 1 }] }), {
      because: 'the topic is made',
    });
  const append = (...values: string[]): Promise<unknown> =>
    writer.append(
      topic,
      values.map((value) => ({ key: null, value })),
    );

  beforeAll(async () => {
    await Promise.all([topics.connect(), writer.connect()]);
    await make();
  }, 60_000);

  afterAll(async () => {
    await keeper.stop();
    await Promise.all([admin.close(), reader.close(), writer.close(), topics.disconnect()]);
  });

  it('goes on, and stops where the topic is made anew', async () => {
    await append('a', 'b');
    keeper.start();
    await eventually(() => index.length === 2, { because: 'they are kept' });
    await append('c');
    await eventually(() => index.length === 3 && keeper.unkept === 0, { because: 'it goes on' });
    await topics.deleteTopics({ topics: [topic] });
    await make();
    await eventually(() => said.some((line) => line.includes('LF-AUDIT-SHORT')), {
      because: 'it says that the log is too short',
      timeoutMs: 40_000,
    });
    await append('x', 'y', 'z', 'more');
    await eventually(() => said.some((line) => line.includes('LF-AUDIT-FORK')), {
      because: 'it says that the log is another one',
      timeoutMs: 40_000,
    });
    expect([keeper.unkept, index.map(({ value }) => value)]).toEqual([1, ['a', 'b', 'c']]);
  }, 90_000);
});
