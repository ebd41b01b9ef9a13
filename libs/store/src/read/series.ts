import type { Client } from '@elastic/elasticsearch';
import type { ByDisposition, Dimension, IndexNames, RowTier } from '@lianfang/contract';
import { askedWith } from './composite-pages';
import { refresh } from './document-pages';
import { all, type Query, type Stretch } from './row-queries';
import { addTo, BY_DISPOSITION, RowReading, type RowsByTier, type Series } from './row-reading';
import { anyOf, keyedBy, selectedRows, type RowSelection } from './row-selection';
import { tierParts, type OpenPeriods, type TierCut, type TierPart } from './tier-parts';
import { readUntold, type UntoldEvents } from './untold-events';

/** A time range of what is selected. */
export interface SeriesQuestion extends Stretch, RowSelection {
  readonly interval: RowTier;
  /** Told apart by a dimension that the kind knows. */
  readonly split?: SplitQuestion;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

/** What a series is told apart by: these keys, or the most frequent ones of the range. */
export interface SplitQuestion {
  readonly by: Dimension;
  readonly keys: readonly string[] | { readonly most: number };
}

export interface SeriesReading {
  readonly series: Series;
  /** By key, in the order asked, or the most frequent first; undefined without a split. */
  readonly split: ReadonlyMap<string, Series> | undefined;
  /** Events beyond the limit of cells of the kind: in no key, and in `series` only where coarser rows answered. */
  readonly overflow: ByDisposition;
  readonly untold: UntoldEvents;
  /** A row that was added up twice, to find the most frequent keys, is counted twice. */
  readonly rows: RowsByTier;
}

/**
 * Reads a time range from rows: what is open from the tier below, what is closed from its own tier, never both.
 * @param signal ends it, also in Elasticsearch
 */
export async function readSeries(
  client: Client,
  names: IndexNames,
  question: SeriesQuestion,
  signal?: AbortSignal,
): Promise<SeriesReading> {
  await refreshRows(client, names, signal);
  const reading = new RowReading(client, partsOf(names, question), signal);
  const { whole, finer, beyond } = selectedRows(question);
  // What is told apart first: an event that comes meanwhile is in the whole, and so in the rest.
  const split = question.split && (await readSplit(reading, finer, question.split, question.interval));
  const overflow = beyond ? await reading.total(beyond) : { blocked: 0, allowed: 0, detected: 0 };
  const series: Series = new Map();
  for await (const { key, count } of reading.sums(whole, [intervalsOf(question.interval), BY_DISPOSITION]))
    add(series, key, count);
  const untold = await readUntold(reading, question, intervalsOf(question.interval));
  return { series: inOrder(series), split, overflow, untold, rows: reading.rows };
}

/** So many rows {@link readSeries} would add up, at most. Rows of the last second may be missing. */
export async function countSeriesRows(
  client: Client,
  names: IndexNames,
  question: SeriesQuestion,
  signal?: AbortSignal,
): Promise<number> {
  const { whole, finer } = selectedRows(question);
  const { split } = question;
  const readings = [whole];
  if (split) readings.push(isNamed(split.keys) ? [...finer, anyOf(split.by, split.keys)] : finer);
  // Once to find the most frequent keys, and once more to read them.
  if (split && !isNamed(split.keys)) readings.push(finer);
  const counts = await Promise.all(
    readings.flatMap((passing) =>
      partsOf(names, question).map(({ index, query }) =>
        client.count(
          { index, query: all([...passing, query]), ignore_unavailable: true, allow_no_indices: true },
          askedWith(signal),
        ),
      ),
    ),
  );
  return counts.reduce((sum, { count }) => sum + count, 0);
}

/** Makes what was written to the rows before visible. */
export async function refreshRows(client: Client, names: IndexNames, signal?: AbortSignal): Promise<void> {
  await refresh(client, [names.rowsMinute, names.rowsHour, names.rowsDay], signal);
}

async function readSplit(
  reading: RowReading,
  finer: readonly Query[],
  { by, keys }: SplitQuestion,
  interval: RowTier,
): Promise<ReadonlyMap<string, Series>> {
  const named = isNamed(keys) ? keys : await mostFrequent(reading, finer, by, keys.most);
  const split = new Map<string, Series>(named.map((key) => [key, new Map()]));
  const told = [intervalsOf(interval), keyedBy(by), BY_DISPOSITION];
  for await (const { key, count } of reading.sums([...finer, anyOf(by, named)], told)) {
    const series = split.get(String(key['key']));
    if (series) add(series, key, count);
  }
  return new Map([...split].map(([key, series]) => [key, inOrder(series)]));
}

/** The most frequent keys first, and by name where they are even, as a breakdown has them. */
async function mostFrequent(
  reading: RowReading,
  finer: readonly Query[],
  by: Dimension,
  most: number,
): Promise<string[]> {
  const sums = new Map<string, number>();
  for await (const { key, count } of reading.sums(finer, [keyedBy(by)]))
    sums.set(String(key['key']), (sums.get(String(key['key'])) ?? 0) + count);
  const sorted = [...sums].filter(([, count]) => count > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted.slice(0, most).map(([key]) => key);
}

function isNamed(keys: SplitQuestion['keys']): keys is readonly string[] {
  return Array.isArray(keys);
}

function add(series: Series, key: Readonly<Record<string, unknown>>, count: number): void {
  const start = Number(key['time']);
  series.set(start, addTo(series.get(start), String(key['disposition']), count));
}

function inOrder(series: Series): Series {
  return new Map([...series].sort(([a], [b]) => a - b));
}

const BUCKETS = {
  minute: { fixed_interval: '1m' },
  hour: { fixed_interval: '1h' },
  // A Taipei day begins at 16:00 UTC.
  day: { fixed_interval: '1d', offset: '16h' },
} as const;

function intervalsOf(interval: RowTier) {
  return { time: { date_histogram: { field: 'time', ...BUCKETS[interval] } } };
}

function partsOf(names: IndexNames, { interval, from, to, open }: SeriesQuestion): TierPart[] {
  const whole = [{ from, to }];
  const cut: TierCut = {
    days: interval === 'day' ? whole : [],
    hours: interval === 'hour' ? whole : [],
    minutes: interval === 'minute' ? whole : [],
  };
  return tierParts(names, cut, open);
}
