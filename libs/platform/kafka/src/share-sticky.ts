import type { TopicPartition } from './log-record';

/** A member of a group, and the partitions that it has: partition numbers by topic. */
export interface Claim {
  readonly id: string;
  readonly has: Readonly<Record<string, readonly number[]>>;
}

/**
 * Shares partitions among members: as evenly as can be, and with as few moves as that allows. The same question always
 * has the same answer. @returns partition numbers by topic, for every member.
 */
export function shareSticky(
  members: readonly Claim[],
  partitions: readonly TopicPartition[],
): Map<string, Record<string, number[]>> {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const shares = new Map<string, TopicPartition[]>(sorted.map(({ id }) => [id, []]));
  const least = Math.floor(partitions.length / sorted.length);
  let larger = partitions.length % sorted.length;
  const free = new Map(partitions.map((place) => [`${place.topic}/${place.partition}`, place]));
  for (const { id, has } of byClaims(sorted)) {
    const kept = claimed(has).flatMap((key) => free.get(key) ?? []);
    const room = least + (larger > 0 && kept.length > least ? 1 : 0);
    if (kept.length > least && larger > 0) larger -= 1;
    for (const place of kept.slice(0, room)) {
      shares.get(id)?.push(place);
      free.delete(`${place.topic}/${place.partition}`);
    }
  }
  for (const place of free.values()) smallest(shares).push(place);
  return new Map([...shares].map(([id, share]) => [id, byTopic(share)]));
}

/** Who has most chooses first, so that the odd partitions stay where they are. */
function byClaims(members: readonly Claim[]): Claim[] {
  return [...members].sort((a, b) => claimed(b.has).length - claimed(a.has).length);
}

function claimed(has: Claim['has']): string[] {
  const keys = Object.entries(has).flatMap(([topic, numbers]) => numbers.map((partition) => `${topic}/${partition}`));
  return [...new Set(keys)];
}

function smallest(shares: ReadonlyMap<string, TopicPartition[]>): TopicPartition[] {
  return [...shares.values()].reduce((least, share) => (share.length < least.length ? share : least));
}

function byTopic(share: readonly TopicPartition[]): Record<string, number[]> {
  const topics: Record<string, number[]> = {};
  for (const { topic, partition } of share) (topics[topic] ??= []).push(partition);
  return topics;
}
