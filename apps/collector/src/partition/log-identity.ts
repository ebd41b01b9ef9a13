import { createHash } from 'node:crypto';
import type { LogAdmin, LogBounds, LogReader, LogRecord, TopicPartition } from '@lianfang/platform/kafka';
import type { Fingerprint } from '@lianfang/store';

/**
 * - `same`: the fingerprint's record is there.
 * - `another`: a different record is in its place, or the log ends before it: the topic was deleted and made again.
 * - `unproven`: retention or compaction took the record, which proves nothing.
 */
export type LogIdentity = 'same' | 'another' | 'unproven';

/** What is asked of the broker. */
export interface IdentityParts {
  readonly admin: LogAdmin;
  readonly reader: LogReader;
}

/** What a record is known again by. */
export function fingerprintOf(record: LogRecord): Fingerprint {
  const hash = createHash('sha256');
  hash
    .update(record.key ?? Buffer.alloc(0))
    .update('\n')
    .update(record.value ?? Buffer.alloc(0));
  return { offset: record.offset, logTime: record.logTime, hash: hash.digest('hex') };
}

/** Reads the fingerprint's record again. The log's time is compared too: the same file may have been sent once more. */
export async function identifyLog(
  parts: IdentityParts,
  place: TopicPartition,
  fingerprint: Fingerprint,
): Promise<LogIdentity> {
  const { offset } = fingerprint;
  const { start, end } = await boundsOf(parts.admin, place);
  if (offset >= end) return 'another';
  if (offset < start) return 'unproven';
  const { topic, partition } = place;
  const [found] = await parts.reader.read({ topic, partition, from: offset, to: offset + 1 }, 1);
  if (found === undefined) return 'unproven';
  const { hash, logTime } = fingerprintOf(found);
  return hash === fingerprint.hash && logTime === fingerprint.logTime ? 'same' : 'another';
}

/** @throws when the broker does not have the partition. */
export async function boundsOf(admin: LogAdmin, { topic, partition }: TopicPartition): Promise<LogBounds> {
  const found = (await admin.bounds(topic)).find((bounds) => bounds.partition === partition);
  if (found) return found;
  throw new Error(`LF-KAFKA-PARTITION: ${topic}/${partition} is not on the broker. Make the topic, or wait for it.`);
}
