import type { Client, estypes } from '@elastic/elasticsearch';
import type { IndexNames, RowSource } from '@lianfang/contract';
import { compositePages } from './read/composite-pages';
import { refresh } from './read/document-pages';
import { readDropped } from './read/dropped-indices';
import { all, ofSource } from './read/row-queries';

const HOUR_MS = 3_600_000;

/** Every event is in a row of both of these kinds, so where one is missing nobody made it. */
const KINDS = ['totals', 'countries'];

/**
 * Hours to be made again because they, or their Taipei day, have totals alone: a release before hours and days of all
 * kinds closed them. Of a day its first hour stands for it. Hours whose minutes were dropped are left as they are.
 */
export async function bareHours(client: Client, names: IndexNames, source: RowSource): Promise<number[]> {
  await refresh(client, [names.rowsHour, names.rowsDay]);
  const hours = await bareStarts(client, names.rowsHour, source, { fixed_interval: '1h' });
  const days = await bareStarts(client, names.rowsDay, source, { fixed_interval: '1d', offset: '16h' });
  const dropped = await readDropped(client, names, { family: 'minutes', source });
  const isKept = (hour: number): boolean => !dropped.some(({ from, to }) => from < hour + HOUR_MS && to > hour);
  return [...new Set([...hours, ...days])].filter(isKept).sort((a, b) => b - a);
}

async function bareStarts(
  client: Client,
  index: string,
  source: RowSource,
  interval: Pick<estypes.AggregationsCompositeDateHistogramAggregation, 'fixed_interval' | 'offset'>,
): Promise<number[]> {
  const query = all([ofSource(source), { terms: { kind: KINDS } }]);
  const by = [{ start: { date_histogram: { field: 'time', ...interval } } }, { kind: { terms: { field: 'kind' } } }];
  const found = new Map<number, Set<string>>();
  for await (const buckets of compositePages(client, { index, query, by, sums: [] })) {
    for (const { key } of buckets) {
      const start = Number(key['start']);
      found.set(start, (found.get(start) ?? new Set()).add(String(key['kind'])));
    }
  }
  return [...found].filter(([, kinds]) => kinds.size < KINDS.length).map(([start]) => start);
}
