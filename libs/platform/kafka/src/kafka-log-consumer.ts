// The client is CommonJS: Node finds only some of its names as named imports, the default import has them all.
import kafkajs, {
  type Assignment,
  type Consumer,
  type ConsumerConfig,
  type EachBatchPayload,
  type Kafka,
} from 'kafkajs';
import {
  batchesOf,
  fetchedOffsetOf,
  installFetchDecoder,
  recordsOf,
  releaseMessages,
} from './fetch/install-fetch-decoder';
import type { LogBatch, LogConsumer, LogHandler, Unreadable } from './log-consumer.port';
import type { TopicPartition } from './log-record';
import { stickyAssigner } from './sticky-assigner';
import { watchClock } from './watch-clock';

/** How a consumer takes part in its group. */
export interface LogConsumerOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Partitions worked on at the same time. */
  readonly concurrency: number;
  /**
   * Milliseconds of silence after which a member is taken for dead. A killed member blocks its partitions this long; a
   * live one that is taken for dead does no harm, so it may be short.
   */
  readonly sessionMs: number;
  /** Called when the client gives up; the process should end with this reason. */
  readonly onCrash: (error: Error) => void;
}

const MAX_BYTES_PER_PARTITION = 2 * 1024 * 1024;
/** A topic is not deleted, made again and filled beyond where we were within less, without a fetch that fails. */
const LONGEST_UNWATCHED_MS = 1_000;

/**
 * A {@link LogConsumer} on kafkajs. What was seen in its source, and is met here: it forgets where memory is at every
 * rebalance (the handler seeks), it commits a default offset when one is out of range (always the beginning), batches
 * of control records alone never reach `eachBatch` (their offsets are taken from the client's events), one partition
 * whose batch is not finished holds up all others of its broker (the handler pauses it), it reads on in a topic that was
 * deleted and made again (the handler is told to doubt), and it measures time by the wall clock (a step back would keep
 * it from its heartbeats, so it is started again).
 */
export function createKafkaLogConsumer(kafka: Kafka, options: LogConsumerOptions): LogConsumer {
  let mine: Assignment = {};
  const config: ConsumerConfig = {
    groupId: options.group,
    sessionTimeout: options.sessionMs,
    rebalanceTimeout: options.sessionMs,
    heartbeatInterval: Math.min(1_000, options.sessionMs / 5),
    maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
    maxWaitTimeInMs: 250,
    // A topic that is gone is not made again with settings that nobody chose.
    allowAutoTopicCreation: false,
    // During an upgrade the group uses what all members know.
    partitionAssigners: [stickyAssigner(() => mine), kafkajs.PartitionAssigners.roundRobin],
    // New partitions of a topic are noticed within this time.
    metadataMaxAge: 10_000,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: Number.MAX_SAFE_INTEGER },
  };
  installFetchDecoder();
  const consumer = kafka.consumer(config);
  let stopWatching = (): void => undefined;
  let isRunning = false;
  return {
    start: async (handler) => {
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => void (mine = payload.memberAssignment));
      listen(consumer, handler, options.onCrash);
      await consumer.connect();
      // `fromBeginning` also decides where an out-of-range offset goes: never to the latest, which would lose records.
      await consumer.subscribe({ topics: [...options.topics], fromBeginning: true });
      const running = run(consumer, handler, options);
      isRunning = true;
      await running;
      // Joining again makes what counts the time anew. It keeps the connections: to close one under a request is fatal.
      stopWatching = watchClock(async () => {
        isRunning = false;
        await consumer.stop();
        const again = run(consumer, handler, options);
        isRunning = true;
        await again;
      }, options.onCrash);
    },
    // Between a stop and the next assignment these mean nothing: what is assigned is sought and paused anew.
    seek: ({ topic, partition }, offset) => {
      if (isRunning) consumer.seek({ topic, partition, offset: String(offset) });
    },
    pause: ({ topic, partition }) => {
      if (isRunning) consumer.pause([{ topic, partitions: [partition] }]);
    },
    resume: ({ topic, partition }) => {
      if (isRunning) consumer.resume([{ topic, partitions: [partition] }]);
    },
    commit: async ({ topic, partition }, offset, metadata) =>
      consumer.commitOffsets([{ topic, partition, offset: String(offset), metadata }]),
    stop: async () => {
      stopWatching();
      await consumer.stop();
      await consumer.disconnect();
    },
  };
}

function listen(consumer: Consumer, handler: LogHandler, onCrash: (error: Error) => void): void {
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => handler.assigned(partitionsOf(payload.memberAssignment)));
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!payload.restart) onCrash(payload.error);
  });
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
    if (batchSize === 0) handler.filtered({ topic, partition }, Number(lastOffset));
  });
  watchFetches(consumer, handler);
}

/** A fetch that fails is begun and never ends; the client tells nobody why. */
function watchFetches(consumer: Consumer, handler: LogHandler): void {
  const endedAt = new Map<number, number>();
  consumer.on(consumer.events.FETCH_START, ({ payload: { nodeId } }) => {
    if (performance.now() - (endedAt.get(nodeId) ?? -Infinity) > LONGEST_UNWATCHED_MS) handler.doubted();
    endedAt.delete(nodeId);
  });
  consumer.on(consumer.events.FETCH, ({ payload: { nodeId } }) => void endedAt.set(nodeId, performance.now()));
}

async function run(consumer: Consumer, handler: LogHandler, options: LogConsumerOptions): Promise<void> {
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: options.concurrency,
    eachBatch: async (payload) => {
      await handler.batch(toLogBatch(payload));
      releaseMessages(payload.batch.messages);
      if (!payload.isStale() && payload.isRunning()) payload.resolveOffset(payload.batch.lastOffset());
    },
  });
}

function partitionsOf(assignment: Record<string, number[]>): TopicPartition[] {
  return Object.entries(assignment).flatMap(([topic, partitions]) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}

function toLogBatch({ batch, heartbeat, isStale, isRunning }: EachBatchPayload): LogBatch {
  const fetchedOffset = fetchedOffsetOf(batch);
  return {
    topic: batch.topic,
    partition: batch.partition,
    fetchedOffset,
    lastOffset: Number(batch.lastOffset()),
    logEnd: Number(batch.highWatermark),
    records: recordsOf(batch.messages, fetchedOffset),
    unreadable: unreadableOf(batch.messages, fetchedOffset),
    heartbeat,
    isStale: () => isStale() || !isRunning(),
  };
}

function unreadableOf(messages: EachBatchPayload['batch']['messages'], fetchedOffset: number): Unreadable[] {
  return batchesOf(messages).flatMap(({ from, to, unreadable }) =>
    unreadable === undefined ? [] : [{ from: Math.max(from, fetchedOffset), to: to + 1, reason: unreadable }],
  );
}
