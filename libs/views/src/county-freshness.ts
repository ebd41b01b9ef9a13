import { rowSourceKey, type Freshness, type Watermark } from '@lianfang/contract';
import type { Board } from './board';
import { currentWatermarks, freshnessOf, instantOf } from './freshness-of';
import { DAY_MS, taipeiDayOf } from './taipei-time';

/**
 * Which sources feed each county: those that brought events of it on the day up to which they were read, or the day before.
 * A sensor writes to one partition, so that a partition that stands still keeps back the events of some counties and not of
 * the others.
 */
function feedsOf(board: Board, current: readonly Watermark[]): Map<string, Watermark[]> {
  const feeds = new Map<string, Watermark[]>();
  for (const watermark of current) {
    const day = taipeiDayOf(instantOf(watermark) ?? watermark.at);
    const counties = new Set<string>();
    for (const start of [day, day - DAY_MS]) {
      board.eachTally(rowSourceKey(watermark), start, (tally) => {
        for (const county of tally.keys()) counties.add(county);
      });
    }
    for (const county of counties) feeds.set(county, [...(feeds.get(county) ?? []), watermark]);
  }
  return feeds;
}

/** How old the figures of one county are: by what feeds it, and by everything where nothing did yet. */
export function readCountyFreshness(board: Board, now: number, county: string): Freshness {
  const all = board.watermarks.all();
  const current = currentWatermarks(all);
  const feeds = feedsOf(board, current).get(county) ?? [];
  // A source that is behind and has processed nothing may hold events of anybody.
  const unread = current.filter((watermark) => instantOf(watermark) === null);
  return freshnessOf(feeds.length === 0 ? all : [...new Set([...feeds, ...unread])], now);
}

/** Tells of a county whether its figures are stale. */
export function readBehind(board: Board, now: number): (county: string) => boolean {
  const all = board.watermarks.all();
  if (freshnessOf(all, now).state !== 'stale') return () => false;
  const current = currentWatermarks(all);
  if (current.some((watermark) => instantOf(watermark) === null)) return () => true;
  const feeds = feedsOf(board, current);
  return (county) => freshnessOf(feeds.get(county) ?? all, now).state === 'stale';
}
