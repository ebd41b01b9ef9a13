import type { LogAdmin, LogBounds } from '@lianfang/platform/kafka';
import { z } from 'zod';

/** What collectors write into a committed offset: the offset is a chunk's start, this is the true progress. */
const commitMetadata = z.object({ epoch: z.number().int(), processed: z.number().int() });
type Progress = z.infer<typeof commitMetadata>;

/** A topic as the broker knows it; nothing where it does not have the topic. */
export interface BrokerTopic {
  readonly progress: ReadonlyMap<number, Progress>;
  readonly bounds: ReadonlyMap<number, LogBounds>;
}

/** What the collectors committed, by partition. Read before the ledger: the ledger is then never behind it. */
export async function readProgress(admin: LogAdmin, group: string, topic: string): Promise<BrokerTopic['progress']> {
  const commits = await admin.commits(group, topic);
  return new Map([...commits].flatMap(([partition, { metadata }]) => toEntry(partition, metadata)));
}

/** Where the partitions begin and end. Read after the ledger: the ledger is then never beyond it. */
export async function readBounds(admin: LogAdmin, topic: string): Promise<BrokerTopic['bounds']> {
  return new Map((await admin.bounds(topic)).map((bounds) => [bounds.partition, bounds]));
}

/** A commit that we did not write says nothing. */
function toEntry(partition: number, metadata: string): [number, Progress][] {
  try {
    const parsed = commitMetadata.safeParse(JSON.parse(metadata));
    return parsed.success ? [[partition, parsed.data]] : [];
  } catch {
    return [];
  }
}
