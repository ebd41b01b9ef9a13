import { randomUUID } from 'node:crypto';
import type { Consumer, Kafka } from 'kafkajs';
import { fetchedOffsetOf, installFetchDecoder, recordsOf } from './fetch/install-fetch-decoder';
import type { LogRecord } from './log-record';
import type { LogTail, PartitionOffsets } from './log-tail.port';

/**
 * A {@link LogTail} on kafkajs. kafkajs can't read without a group, so each tail is a group of its own, which never
 * commits and is removed when the tail is closed.
 */
export function createKafkaLogTail(kafka: Kafka, topic: string, onCrash: (error: Error) => void): LogTail {
  const group = `tail-${topic}-${randomUUID()}`;
  installFetchDecoder();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const admin = kafka.admin();
  return {
    ends: async () => {
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(topic);
      return new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
    },
    follow: (from, onRecords) => follow(consumer, { topic, from, onRecords, onCrash }),
    close: async () => {
      await consumer.disconnect();
      await admin.deleteGroups([group]).catch(() => undefined);
      await admin.disconnect();
    },
  };
}

interface Following {
  readonly topic: string;
  readonly from: PartitionOffsets;
  readonly onRecords: (records: readonly LogRecord[]) => void;
  readonly onCrash: (error: Error) => void;
}

async function follow(consumer: Consumer, { topic, from, onRecords, onCrash }: Following): Promise<void> {
  const next = new Map(from);
  // The client's `run` resolves though it may never join the group: a right that is missing shows here only.
  const crashed = new Promise<never>((_resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (payload.restart) return;
      onCrash(payload.error);
      reject(payload.error);
    });
  });
  crashed.catch(() => undefined);
  const attached = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const [partition, offset] of next) consumer.seek({ topic, partition, offset: String(offset) });
      resolve();
    });
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, isStale }) => {
      if (isStale()) return;
      const wanted = next.get(batch.partition) ?? 0;
      // Asked for less: the log ends before what is wanted, so it was made anew, and the client began at its beginning.
      const records = recordsOf(batch.messages, Math.min(wanted, fetchedOffsetOf(batch)));
      next.set(batch.partition, Number(batch.lastOffset()) + 1);
      if (records.length > 0) onRecords(records);
    },
  });
  await Promise.race([attached, crashed]);
}
