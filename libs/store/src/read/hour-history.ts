import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { askedWith, compositePages } from './composite-pages';
import { all, onlyTotals } from './row-queries';

/** What normal ranges are made of. */
export interface HourHistory {
  /** Blocked events of these hours (hour rows), by county (`unlocated` included) and hour. */
  blocked(hours: readonly number[], signal?: AbortSignal): Promise<Map<string, Map<number, number>>>;
  /** The first hour of which an hour row is stored, by county (`unlocated` included). Absent: there is none. */
  starts(signal?: AbortSignal): Promise<Map<string, number>>;
}

/** More than any country has; one answer holds them all. */
const MOST_COUNTIES = 1_000;

interface Starts {
  readonly buckets: readonly { readonly key: string; readonly first: { readonly value: number } }[];
}

/** The read model on Elasticsearch. */
export function createHourHistory(client: Client, names: IndexNames): HourHistory {
  const index = names.rowsHour;
  return {
    blocked: async (hours, signal) => {
      const blocked = new Map<string, Map<number, number>>();
      const query = all([onlyTotals, { term: { disposition: 'blocked' } }, { terms: { time: [...hours] } }]);
      const time = { date_histogram: { field: 'time', fixed_interval: '1h' } };
      const by = [{ county: { terms: { field: 'county' } } }, { time }];
      const pages = compositePages(client, { index, query, by, sums: ['count'] }, signal);
      for await (const buckets of pages) {
        for (const { key, sums } of buckets) {
          const county = String(key['county']);
          const byHour = blocked.get(county) ?? new Map<number, number>();
          blocked.set(county, byHour.set(Number(key['time']), sums['count'] ?? 0));
        }
      }
      return blocked;
    },
    starts: async (signal) => {
      const answer = await client.search<unknown, { readonly byCounty: Starts }>(
        {
          index,
          ignore_unavailable: true,
          allow_no_indices: true,
          query: onlyTotals,
          size: 0,
          track_total_hits: false,
          aggs: {
            byCounty: { terms: { field: 'county', size: MOST_COUNTIES }, aggs: { first: { min: { field: 'time' } } } },
          },
        },
        askedWith(signal),
      );
      return new Map(answer.aggregations?.byCounty.buckets.map(({ key, first }) => [key, first.value]) ?? []);
    },
  };
}
