import { readdirSync, statSync } from 'node:fs';
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
  /** Bytes of a topic in the broker's log. @param topic its whole name. */
  logBytes(topic: string): number;
  stop(): Promise<void>;
}

/** All topics of a bench begin so. */
export const TOPIC_PREFIX = 'bench.';
export const PARTITIONS = 4;
/** On which all collectors of a bench publish. */
export const ROWS_LIVE = `${TOPIC_PREFIX}rows.live`;

/** What servers are started for. */
export interface BenchServerOptions {
  readonly folder: string;
  readonly say: (line: string) => void;
  /** How long the broker waits for further members of a new group, milliseconds; 0: not at all. */
  readonly joinMs: number;
}

export async function startBenchServers({ folder, say, joinMs }: BenchServerOptions): Promise<BenchServers> {
  say('starting Kafka and Elasticsearch');
  const started: ServerHandle[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
  };
  try {
    const kafka = await startKafka({
      dataFolder: join(folder, 'kafka'),
      progress: say,
      properties: { 'group.initial.rebalance.delay.ms': String(joinMs) },
    });
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
      logBytes: (topic: string) => segmentBytes(join(folder, 'kafka', 'log'), topic),
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

/** How an input topic is made. */
export interface InputTopicOptions {
  readonly partitions?: number;
  /** Whose time records have: the broker's, or the writer's. */
  readonly timeType?: TimeType;
}

type TimeType = 'LogAppendTime' | 'CreateTime';

/** Has a topic stamp records itself from now on; what lies there keeps its times. */
export async function stampFromNowOn({ admin }: BenchServers, name: string): Promise<void> {
  const configEntries = settingsOf('LogAppendTime');
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: TOPIC_PREFIX + name, configEntries };
  await admin.alterConfigs({ validateOnly: false, resources: [resource] });
}

/** A topic that sensors write to, with its dead letters. */
export async function makeInputTopic(
  { admin }: BenchServers,
  name: string,
  { partitions = PARTITIONS, timeType = 'LogAppendTime' }: InputTopicOptions = {},
): Promise<void> {
  await makeTopic(admin, name, partitions, timeType);
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

/** Index files beside them are made larger than they are filled. */
function segmentBytes(logs: string, topic: string): number {
  return readdirSync(logs)
    .filter((folder) => folder.replace(/-\d+$/, '') === topic)
    .flatMap((folder) => readdirSync(join(logs, folder)).map((file) => join(logs, folder, file)))
    .filter((path) => path.endsWith('.log'))
    .reduce((sum, path) => sum + statSync(path).size, 0);
}

function settingsOf(timeType: TimeType): { name: string; value: string }[] {
  return [
    { name: 'message.timestamp.type', value: timeType },
    { name: 'retention.bytes', value: '-1' },
  ];
}

async function makeTopic(
  admin: Admin,
  name: string,
  partitions: number,
  timeType: TimeType = 'LogAppendTime',
): Promise<void> {
  const configEntries = settingsOf(timeType);
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
