import type { Kafka, KafkaMessage } from 'kafkajs';
import { batchesOf, installFetchDecoder } from './fetch/install-fetch-decoder';
import type { RecordBatch } from './fetch/record-batch';
import type { LogReader, ReadRange } from './log-reader.port';
import type { LogRecord } from './log-record';

/** What the client can do and has no public door to: it reads in groups only. Its version is fixed in package.json. */
interface Broker {
  fetch(question: object): Promise<{ readonly responses: readonly TopicAnswer[] }>;
}

interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  isConnected(): boolean;
  addTargetTopic(topic: string): Promise<void>;
  refreshMetadata(): Promise<void>;
  findLeaderForPartitions(topic: string, partitions: readonly number[]): Readonly<Record<string, readonly number[]>>;
  findBroker(node: { readonly nodeId: string }): Promise<Broker>;
}

interface PartitionAnswer {
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
}

interface TopicAnswer {
  readonly partitions: readonly PartitionAnswer[];
}

const FOR_CONSUMERS = -1;
const READ_COMMITTED = 1;
const WAIT_MS = 100;
/** Two fetches that bring nothing: what is left of the range holds no data records. */
const TRIES = 2;

/**
 * A {@link LogReader} on kafkajs: plain fetches to the leader of the partition. kafkajs offers them only inside a
 * consumer group, so this takes the cluster by the same inner door as its consumer does.
 */
export function createKafkaLogReader(kafka: Kafka): LogReader {
  installFetchDecoder();
  let opened: Promise<Cluster> | undefined;
  const open = async (): Promise<Cluster> => {
    const cluster = clusterOf(kafka);
    await cluster.connect();
    return cluster;
  };
  const cluster = (): Promise<Cluster> => {
    opened ??= open();
    opened.catch(() => (opened = undefined));
    return opened;
  };
  return {
    read: async (range, maxBytes) => {
      const connected = await cluster();
      if (!connected.isConnected()) await connected.connect();
      await connected.addTargetTopic(range.topic);
      try {
        return await readRange(connected, range, maxBytes);
      } catch {
        // The leader may have moved, or a connection was lost: once more by what the brokers say now.
        await connected.refreshMetadata();
        return readRange(connected, range, maxBytes);
      }
    },
    close: async () => {
      const closing = opened;
      opened = undefined;
      await closing?.then((connected) => connected.disconnect()).catch(() => undefined);
    },
  };
}

function clusterOf(kafka: Kafka): Cluster {
  const door = Object.getOwnPropertySymbols(kafka).find(({ description }) => description?.endsWith(':createCluster'));
  const make = door && (kafka as unknown as Readonly<Record<symbol, (options: object) => Cluster>>)[door];
  if (make === undefined) {
    throw new Error('LF-KAFKA-CLIENT: this kafkajs has no cluster to read with. Install the version of package.json.');
  }
  return make({ metadataMaxAge: 30_000, allowAutoTopicCreation: false, isolationLevel: READ_COMMITTED });
}

async function readRange(cluster: Cluster, range: ReadRange, maxBytes: number): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  let from = range.from;
  let bytes = 0;
  for (let empty = 0; from < range.to && bytes < maxBytes && empty < TRIES;) {
    const fetched = await fetchOnce(cluster, { ...range, from }, maxBytes - bytes);
    empty = fetched.length === 0 ? empty + 1 : 0;
    const data = fetched.filter(({ isControl }) => !isControl).flatMap((batch) => batch.records);
    for (const record of data) {
      if (record.offset < from || record.offset >= range.to) continue;
      if (records.length > 0 && bytes >= maxBytes) return records;
      bytes += sizeOf(record);
      records.push(record);
    }
    from = Math.max(from, (fetched.at(-1)?.to ?? 0) + 1);
  }
  return records;
}

function sizeOf({ key, value }: LogRecord): number {
  return (value?.length ?? 0) + (key?.length ?? 0);
}

/** The broker sends whole batches, so what lies before `from` comes too. */
async function fetchOnce(
  cluster: Cluster,
  { topic, partition, from }: ReadRange,
  maxBytes: number,
): Promise<RecordBatch[]> {
  const leaders = cluster.findLeaderForPartitions(topic, [partition]);
  const [nodeId] = Object.keys(leaders);
  if (nodeId === undefined) throw new Error(`LF-KAFKA-PARTITION: ${topic}/${partition} has no leader now. Ask again.`);
  const broker = await cluster.findBroker({ nodeId });
  const { responses } = await broker.fetch({
    replicaId: FOR_CONSUMERS,
    isolationLevel: READ_COMMITTED,
    maxWaitTime: WAIT_MS,
    minBytes: 1,
    maxBytes,
    topics: [{ topic, partitions: [{ partition, fetchOffset: String(from), maxBytes }] }],
  });
  return responses
    .flatMap(({ partitions }) => partitions.flatMap(({ messages }) => batchesOf(messages)))
    .filter(({ to }) => to >= from);
}
