/** A record of the log. */
export interface GroupedRecord {
  readonly partition: number;
  readonly offset: number;
  readonly logTime: number;
  readonly text: string;
}

/** A record that is to be kept. */
export interface FirstRecord extends GroupedRecord {
  /** Event time. */
  readonly time: number;
}

/** As the product cuts its log; the blocks of 2^20 offsets are out of reach here. */
const CHUNK_MS = 600_000;

/**
 * The first `most` alerts of each partition, chunk, minute, attacked network and rule, in offset order: what the quota
 * says, worked out without the product's code. Each network of the demonstration is one agency's.
 */
export function firstOfEachGroup(records: readonly GroupedRecord[], most: number): FirstRecord[] {
  const kept: FirstRecord[] = [];
  const groups = new Map<string, number>();
  const newest = new Map<number, number>();
  for (const record of [...records].sort((a, b) => a.offset - b.offset)) {
    const highest = Math.max(newest.get(record.partition) ?? 0, record.logTime);
    newest.set(record.partition, highest);
    const { timestamp, dest_ip: destination, alert } = JSON.parse(record.text) as Alert;
    const time = Date.parse(timestamp);
    const minute = Math.floor(time / 60_000);
    const place = [record.partition, Math.floor(highest / CHUNK_MS), minute, destination, alert.signature_id].join(' ');
    const before = groups.get(place) ?? 0;
    groups.set(place, before + 1);
    if (before < most) kept.push({ ...record, time });
  }
  return kept;
}

interface Alert {
  readonly timestamp: string;
  readonly dest_ip: string;
  readonly alert: { readonly signature_id: number };
}
