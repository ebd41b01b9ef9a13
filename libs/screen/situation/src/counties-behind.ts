import type { FeedHealth } from '@lianfang/screen/data-access';
import type { CountyRow } from './county-rows';

/** Events of counties that go on are no older than this while their frames are of now. */
const NEW = 120_000;

/**
 * The counties whose figures may miss events. While the feed is stale these are all, unless the gateway vouches for some, as it
 * does while one source of several stands still, and newer events of these prove that its frames still come.
 */
export function countiesBehind(rows: readonly CountyRow[], { state, asOf, age }: FeedHealth): ReadonlySet<string> {
  if (state !== 'stale') return new Set();
  const all = rows.map(({ code }) => code);
  const going = rows.filter(({ figures }) => figures?.behind === false);
  const newest = Math.max(-Infinity, ...going.map(({ figures }) => figures?.lastEventMinute ?? -Infinity));
  const isVouchedFor = asOf !== null && age !== null && newest > asOf + age - NEW;
  return new Set(isVouchedFor ? all.filter((code) => !going.some((row) => row.code === code)) : all);
}
