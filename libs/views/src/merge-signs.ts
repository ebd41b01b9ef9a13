import type { SensorItem, SensorSign } from '@lianfang/contract';

/** What is known of the last signs of one sensor, over all partitions and epochs. Instants are milliseconds. */
export type MergedSign = Pick<
  SensorItem,
  'lastIgnored' | 'lastCounted' | 'lastEvent' | 'lastRejected' | 'rejectedCode' | 'recent'
> & { readonly lastSign: number; readonly lastReadable: number | null };

/** Joins the signs of one sensor; a new partition takes over the keys of others. @param signs one at least. */
export function mergeSigns(signs: readonly SensorSign[]): MergedSign {
  const latest = (field: 'lastReadable' | 'lastIgnored'): number | null => newest(signs, field)?.[field] ?? null;
  const lastSign = Math.max(...signs.map((sign) => sign.lastSign));
  const counted = newest(signs, 'lastCounted');
  const rejected = newest(signs, 'lastRejected');
  return {
    lastSign,
    lastReadable: latest('lastReadable'),
    lastIgnored: latest('lastIgnored'),
    lastCounted: counted?.lastCounted ?? null,
    lastEvent: counted?.lastEvent ?? null,
    lastRejected: rejected?.lastRejected ?? null,
    rejectedCode: rejected?.rejectedCode ?? null,
    recent: recentOf(signs, lastSign),
  };
}

function newest(
  signs: readonly SensorSign[],
  field: 'lastReadable' | 'lastIgnored' | 'lastCounted' | 'lastRejected',
): SensorSign | undefined {
  const known = signs.filter((sign) => sign[field] !== null);
  return known.reduce<SensorSign | undefined>(
    (best, sign) => (best === undefined || (sign[field] ?? 0) > (best[field] ?? 0) ? sign : best),
    undefined,
  );
}

/** Of partitions in which the sensor wrote in the same ten minutes as where it wrote last. */
function recentOf(signs: readonly SensorSign[], lastSign: number): MergedSign['recent'] {
  const start = Math.max(...signs.filter((sign) => sign.lastSign === lastSign).map(({ since }) => since));
  const recent = signs.filter((sign) => sign.lastSign >= start);
  const sum = (field: 'counted' | 'duplicate' | 'ignored' | 'rejected'): number =>
    recent.reduce((total, sign) => total + sign[field], 0);
  return {
    since: Math.min(...recent.map(({ since }) => since)),
    counted: sum('counted'),
    duplicate: sum('duplicate'),
    ignored: sum('ignored'),
    rejected: sum('rejected'),
  };
}
