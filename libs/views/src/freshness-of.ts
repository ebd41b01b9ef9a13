import type { Freshness, Watermark } from '@lianfang/contract';
import { DAY_MS } from './taipei-time';
import { isDemonstration } from './watermark-book';

/** Figures whose `asOf` is further back than this are stale. */
export const STALE_AFTER_MS = 30_000;
/** A topic of which no collector has spoken for this long, and that was read to its end, is no longer waited for. */
const RETIRED_AFTER_MS = DAY_MS;

/**
 * The watermarks that say how old the figures are: not those of the demonstration, of an earlier epoch of a partition,
 * or of a topic that nobody collects any more.
 */
export function currentWatermarks(watermarks: readonly Watermark[]): Watermark[] {
  const newestEpoch = new Map<string, Watermark>();
  for (const watermark of watermarks) {
    const partition = `${watermark.topic}/${watermark.partition}`;
    const known = newestEpoch.get(partition);
    if (!isDemonstration(watermark) && (!known || known.epoch < watermark.epoch)) newestEpoch.set(partition, watermark);
  }
  const current = [...newestEpoch.values()];
  const newest = Math.max(...current.map(({ at }) => at));
  const isRetired = (topic: string): boolean =>
    current
      .filter((watermark) => watermark.topic === topic)
      .every((watermark) => watermark.at < newest - RETIRED_AFTER_MS && watermark.processed >= watermark.logEnd);
  const retired = new Set([...new Set(current.map(({ topic }) => topic))].filter(isRetired));
  return current.filter(({ topic }) => !retired.has(topic));
}

/**
 * The instant up to which everything that the source's log held is in the figures: the collector's clock where it had
 * caught up, else the log time of the last record processed; null when it has processed nothing and is behind.
 */
export function instantOf(watermark: Watermark): number | null {
  return watermark.processed >= watermark.logEnd ? watermark.at : watermark.logTime;
}

/** How old figures are that are read by these watermarks. @param now wall clock, milliseconds. */
export function freshnessOf(watermarks: readonly Watermark[], now: number): Freshness {
  const current = currentWatermarks(watermarks);
  const pending = current.reduce((sum, { logEnd, processed }) => sum + Math.max(0, logEnd - processed), 0);
  if (current.every(({ logTime }) => logTime === null)) return { state: 'waiting', asOf: null, pending };
  const instants = current.map(instantOf);
  const asOf = Math.min(...instants.filter((instant) => instant !== null));
  // A source that is behind and has processed nothing has no instant: it makes all stale, and never calm.
  const isStale = instants.includes(null) || now - asOf > STALE_AFTER_MS;
  return { state: isStale ? 'stale' : 'live', asOf, pending };
}

/** Like `asOf`, of what is stored less often than rows; null while a source does not say. */
export function storedAsOf(
  watermarks: readonly Watermark[],
  what: 'sketchesAsOf' | 'evidenceAsOf' | 'signsAsOf',
): number | null {
  const instants = currentWatermarks(watermarks).map((watermark) => watermark[what] ?? null);
  if (instants.length === 0 || instants.includes(null)) return null;
  return Math.min(...instants.filter((instant) => instant !== null));
}
