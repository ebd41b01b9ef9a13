import { join } from 'node:path';
import { startElasticsearch, startKafka, waitUntil, type ServerHandle } from '@lianfang/local';
import kafkajs, { type Admin } from 'kafkajs';
import type { LoadName } from '../contenders/count-keys';
import type { PreparedTopic } from '../contenders/contender';

const { Kafka, logLevel } = kafkajs;

/** One broker and one Elasticsearch, as `npm start` starts them, on free ports and empty folders. */
export interface BenchServers {
  /** `host:port` */
  readonly broker: string;
  /** As ELASTICSEARCH_NODE. */
  readonly node: string;
  readonly admin: Admin;
  readonly pids: { readonly broker: number; readonly elasticsearch: number };
  stop(): Promise<void>;
}

/** All topics of a bench begin so. */
export const TOPIC_PREFIX = 'bench.';
export const PARTITIONS = 4;

export async function startBenchServers(folder: string, say: (line: string) => void): Promise<BenchServers> {
  say('starting Kafka and Elasticsearch');
  const started: ServerHandle[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const kafka = await startKafka({ dataFolder: join(folder, 'kafka'), progress: say });
    started.push(kafka);
    const elasticsearch = await startElasticsearch({ dataFolder: join(folder, 'elasticsearch'), progress: say });
    started.push(elasticsearch);
    const [broker = ''] = kafka.brokers;
    const admin = new Kafka({ clientId: 'bench', brokers: [broker], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const servers = {
      broker,
      node: elasticsearch.node,
      admin,
      pids: { broker: kafka.pid, elasticsearch: elasticsearch.pid },
      stop: async () => {
        await admin.disconnect();
        await stop();
      },
    };
    await makeTopic(admin, 'rows.live', 1);
    await warmGroups(admin);
    return servers;
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** A topic that sensors write to, with its dead letters. */
export async function makeInputTopic({ admin }: BenchServers, name: string, partitions = PARTITIONS): Promise<void> {
  await makeTopic(admin, name, partitions);
  await makeTopic(admin, `${name}.rejected`, 1);
}

/** Removes it, so that the disk is not filled. */
export async function dropInputTopic({ admin }: BenchServers, name: string): Promise<void> {
  await admin.deleteTopics({ topics: [TOPIC_PREFIX + name, `${TOPIC_PREFIX}${name}.rejected`] });
}

/** A topic that is written, as contenders see it. */
export async function preparedTopic({ admin }: BenchServers, name: string, load: LoadName): Promise<PreparedTopic> {
  const offsets = await admin.fetchTopicOffsets(TOPIC_PREFIX + name);
  const ends = offsets.toSorted((one, other) => one.partition - other.partition).map(({ high }) => Number(high));
  return { load, prefix: TOPIC_PREFIX, name, ends, records: ends.reduce((sum, end) => sum + end, 0) };
}

async function makeTopic(admin: Admin, name: string, partitions: number): Promise<void> {
  const configEntries = [
    { name: 'message.timestamp.type', value: 'LogAppendTime' },
    { name: 'retention.bytes', value: '-1' },
  ];
  const topic = TOPIC_PREFIX + name;
  await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: partitions, configEntries }] });
  await waitUntil(async () => (await admin.fetchTopicOffsets(topic)).length === partitions || undefined, {
    timeoutMs: 60_000,
    what: `${topic} to have leaders`,
  });
}

/** The topic of group offsets is made at the first question; nobody is to be measured while that goes on. */
async function warmGroups(admin: Admin): Promise<void> {
  await waitUntil(async () => (await admin.fetchOffsets({ groupId: 'bench-first' })) !== undefined || undefined, {
    timeoutMs: 60_000,
    what: 'the broker to know of groups',
  });
}
