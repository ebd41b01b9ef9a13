import type { Batch, KafkaMessage } from 'kafkajs';
// The client's own decoder of fetch answers, version 11: the one that it and brokers of Kafka 4 agree on.
import decoder from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import type { LogRecord } from '../log-record';
import { withoutAborted } from './aborted-batches';
import { ByteReader } from './byte-reader';
import { SharedFrame } from './frame-pool';
import { decodeRecordBatches, type RecordBatch } from './record-batch';

/**
 * What stands for a whole batch among the client's messages: all that it asks of a message is the same for every record
 * of a batch, so it handles some thousand records as one.
 */
interface BatchMessage {
  /** The batch's last: by it the client decides whether it asked for the batch, and where to go on. */
  readonly offset: string;
  readonly isControlRecord: boolean;
  readonly batch: RecordBatch;
  /** The answer that it stands in. */
  frame: SharedFrame | undefined;
}

/**
 * Makes the client hand over batches instead of messages, in this process. Two thirds of what it takes to read a record
 * was its decoder, which makes five BigInts and three buffers of each; and a batch that can't be read made it fail at
 * the same place for ever. Its version is fixed in package.json; see docs/decisions/0012.
 */
export function installFetchDecoder(): void {
  decoder.decode = decodeAnswer;
}

/** The record batches among what the client calls messages. */
export function batchesOf(messages: readonly KafkaMessage[]): RecordBatch[] {
  return messages.map((message) => (message as unknown as BatchMessage).batch);
}

/** These messages of one partition were read, and nothing of them is held: the memory of their answer may be used again. */
export function releaseMessages(messages: readonly KafkaMessage[]): void {
  (messages[0] as unknown as BatchMessage | undefined)?.frame?.done();
}

/** The data records of what one fetch brought, from the offset that was asked for on. */
export function recordsOf(messages: readonly KafkaMessage[], from: number): LogRecord[] {
  const records: LogRecord[] = [];
  for (const { isControl, records: own } of batchesOf(messages)) {
    if (isControl) continue;
    for (const record of own) if (record.offset >= from) records.push(record);
  }
  return records;
}

/** kafkajs keeps the asked-for offset on its batch but leaves it out of its types. */
export function fetchedOffsetOf(batch: Batch & { fetchedOffset?: string }): number {
  return Number(batch.fetchedOffset ?? batch.firstOffset() ?? 0);
}

/** Fetch answer (version 11): throttle time, error, session, topics with their partitions. */
async function decodeAnswer(answer: Buffer): Promise<object> {
  const reader = new ByteReader(answer);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const responses = await list(reader, async () => ({
    topicName: reader.text(),
    partitions: await list(reader, () => decodePartition(reader)),
  }));
  const partitions = responses.flatMap((topic) => topic.partitions).filter(({ messages }) => messages.length > 0);
  const frame = new SharedFrame(answer.buffer, partitions.length);
  for (const { messages } of partitions) for (const message of messages) message.frame = frame;
  // The broker has not throttled this request; it asks that the next one waits.
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

async function decodePartition(reader: ByteReader): Promise<object & { readonly messages: BatchMessage[] }> {
  const partition = reader.int32();
  const errorCode = reader.int16();
  const highWatermark = String(reader.int64());
  const lastStableOffset = String(reader.int64());
  const lastStartOffset = String(reader.int64());
  const aborted = await list(reader, async () => ({ producerId: reader.int64Text(), firstOffset: reader.int64() }));
  const preferredReadReplica = reader.int32();
  const batches = await decodeRecordBatches(reader.piece(reader.int32()) ?? Buffer.alloc(0));
  const messages = withoutAborted(batches, aborted).map(messageOf);
  const place = { partition, errorCode, highWatermark, lastStableOffset, lastStartOffset };
  // The client would look for them again, and by its rules leave some in: it takes a message for one record.
  return Object.assign(place, { abortedTransactions: [], preferredReadReplica, messages });
}

function messageOf(batch: RecordBatch): BatchMessage {
  return {
    offset: String(batch.to),
    isControlRecord: batch.isControl,
    batch,
    frame: undefined,
  };
}

async function list<T>(reader: ByteReader, read: () => Promise<T>): Promise<T[]> {
  const items: T[] = [];
  for (let left = reader.int32(); left > 0; left -= 1) items.push(await read());
  return items;
}
