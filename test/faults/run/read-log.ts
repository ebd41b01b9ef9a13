import { createHash, randomUUID } from 'node:crypto';
import { eventually } from '@lianfang/testing';
import type { Admin, Kafka, KafkaMessage } from 'kafkajs';

/** A record as the oracle gets it: one line of input.ndjson. */
export interface InputLine {
  readonly life: number;
  readonly partition: number;
  readonly offset: number;
  readonly logTime: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly format: string | null;
  readonly hash: string | null;
}

/** Where a partition begins and ends now. */
export interface Bounds {
  readonly partition: number;
  readonly start: number;
  readonly finish: number;
}

const READ_MS = 60_000;

/** Bounds of all partitions of a topic, in order. */
export async function boundsOf(admin: Admin, topic: string): Promise<Bounds[]> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets
    .map(({ partition, low, high }) => ({ partition, start: Number(low), finish: Number(high) }))
    .sort((one, other) => one.partition - other.partition);
}

/** Hands over every record that the topic holds now. */
export async function readLog(
  kafka: Kafka,
  { topic, bounds }: { readonly topic: string; readonly bounds: readonly Bounds[] },
  onRecord: (partition: number, message: KafkaMessage) => void,
): Promise<void> {
  const missing = new Map(bounds.filter(({ start, finish }) => start < finish).map((one) => [one.partition, one]));
  if (missing.size === 0) return;
  const groupId = `faults-read-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, allowAutoTopicCreation: false });
  const next = new Map<number, number>();
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch, isStale }) => {
      if (isStale()) return;
      const wanted = next.get(batch.partition) ?? 0;
      for (const message of batch.messages) {
        if (Number(message.offset) >= wanted) onRecord(batch.partition, message);
      }
      next.set(batch.partition, Number(batch.lastOffset()) + 1);
      if (Number(batch.lastOffset()) + 1 >= (missing.get(batch.partition)?.finish ?? 0))
        missing.delete(batch.partition);
    },
  });
  try {
    await eventually(() => missing.size === 0, { because: `all of ${topic} must be read back`, timeoutMs: READ_MS });
  } finally {
    await consumer.disconnect();
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

/** A record of the input topic for the oracle. */
export function inputLine(life: number, partition: number, message: KafkaMessage): InputLine {
  return {
    life,
    partition,
    offset: Number(message.offset),
    logTime: Number(message.timestamp),
    key: message.key?.toString('base64') ?? null,
    value: message.value?.toString('base64') ?? null,
    format: headerOf(message, 'format') ?? null,
    hash: hashOf(message.value),
  };
}

/** The last value of a header, as text. */
export function headerOf({ headers }: KafkaMessage, name: string): string | undefined {
  const value = headers?.[name];
  return (Array.isArray(value) ? value.at(-1) : value)?.toString();
}

/** SHA-256 of a value; a record without one has none. */
export function hashOf(value: Buffer | null): string | null {
  return value === null ? null : createHash('sha256').update(value).digest('hex');
}
