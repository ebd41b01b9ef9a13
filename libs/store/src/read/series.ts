import type { Client } from '@elastic/elasticsearch';
import type { ByDisposition, IndexNames, RowTier } from '@lianfang/contract';
import { compositePages } from './composite-pages';
import { refresh } from './document-pages';
import { all, onlyTotals, type Query, type Stretch } from './row-queries';
import { tierParts, type OpenPeriods, type TierCut, type TierPart } from './tier-parts';

/** A time range of one county (`unlocated` included), or of the nation without it. */
export interface SeriesQuestion extends Stretch {
  readonly interval: RowTier;
  readonly county?: string;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

/** Counts by the start of each interval that has some; days are Asia/Taipei days. */
export type Series = Map<number, ByDisposition>;

/** How many rows of each tier were added up. */
export type RowsByTier = Readonly<Record<RowTier, number>>;

export interface SeriesReading {
  readonly series: Series;
  readonly rows: RowsByTier;
}

/** Reads a time range from rows: what is open from the tier below, what is closed from its own tier, never both. */
export async function readSeries(client: Client, names: IndexNames, question: SeriesQuestion): Promise<SeriesReading> {
  await refreshRows(client, names);
  const series: Series = new Map();
  const rows = { minute: 0, hour: 0, day: 0 };
  for (const { tier, index, query } of partsOf(names, question)) {
    const time = { date_histogram: { field: 'time', ...BUCKETS[question.interval] } };
    const by = [{ time }, { disposition: { terms: { field: 'disposition' } } }];
    const pages = compositePages(client, { index, query, by, sums: ['count'] });
    for await (const buckets of pages) {
      for (const { key, sums, documents } of buckets) {
        rows[tier] += documents;
        const start = Number(key['time']);
        series.set(start, addTo(series.get(start), String(key['disposition']), sums['count'] ?? 0));
      }
    }
  }
  return { series: new Map([...series].sort(([a], [b]) => a - b)), rows };
}

/** How many rows {@link readSeries} would add up. Rows of the last second may be missing. */
export async function countSeriesRows(client: Client, names: IndexNames, question: SeriesQuestion): Promise<number> {
  const counts = await Promise.all(
    partsOf(names, question).map(({ index, query }) =>
      client.count({ index, query, ignore_unavailable: true, allow_no_indices: true }),
    ),
  );
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Makes what was written to the rows before visible. */
export async function refreshRows(client: Client, names: IndexNames): Promise<void> {
  await refresh(client, [names.rowsMinute, names.rowsHour, names.rowsDay]);
}

/** A county as part of a query; nothing for the nation. */
export function scopeOf(county: string | undefined): Query[] {
  return county === undefined ? [] : [{ term: { county } }];
}

/** Adds to one of the three; what is no disposition is left out. */
export function addTo(sum: ByDisposition | undefined, disposition: string, count: number): ByDisposition {
  const known = sum ?? { blocked: 0, allowed: 0, detected: 0 };
  if (disposition !== 'blocked' && disposition !== 'allowed' && disposition !== 'detected') return known;
  return { ...known, [disposition]: known[disposition] + count };
}

const BUCKETS = {
  minute: { fixed_interval: '1m' },
  hour: { fixed_interval: '1h' },
  // A Taipei day begins at 16:00 UTC.
  day: { fixed_interval: '1d', offset: '16h' },
} as const;

function partsOf(names: IndexNames, { interval, from, to, county, open }: SeriesQuestion): TierPart[] {
  const whole = [{ from, to }];
  const cut: TierCut = {
    days: interval === 'day' ? whole : [],
    hours: interval === 'hour' ? whole : [],
    minutes: interval === 'minute' ? whole : [],
  };
  return tierParts(names, cut, open).map((part) => ({
    ...part,
    query: all([onlyTotals, part.query, ...scopeOf(county)]),
  }));
}
