import { indexNames, rowId, type Row, type VersionedRow } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { row, testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createRowStore } from './row-store';

const HOUR = Date.UTC(2026, 0, 5, 4);
const MINUTE = 60_000;
/** More than one page of sums. */
const AGENCIES = 10_500;

describe('sums of rows on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const names = indexNames(uniquePrefix());
  const store = createRowStore(client, names);
  const { topic, epoch, partition, ...plain } = row({ time: HOUR });
  const source = { topic, epoch, partition };

  const made = (change: Partial<Row>): VersionedRow => {
    const { direction: _direction, ...finer } = plain;
    const one: Row = { ...source, ...(change.kind ? finer : plain), ...change };
    return { id: rowId(one), version: 1, row: one };
  };

  beforeAll(() => installIndexTemplates(client, names));
  afterAll(() => client.close());

  it('adds up minutes and chunks of each cell, of every kind, and nothing of another source or hour', async () => {
    await store.writeRows([
      made({ count: 2 }),
      made({ count: 3, time: HOUR + 59 * MINUTE }),
      made({ count: 4, chunk: '0.1' }),
      made({ count: 0, disposition: 'allowed' }),
      made({ count: 100, time: HOUR + 60 * MINUTE }),
      made({ count: 100, time: HOUR - MINUTE }),
      made({ count: 100, partition: 1 }),
      made({ count: 100, epoch: 2 }),
      made({ kind: 'categories', direction: 'inbound', category: 'fraud', severity: 'low', count: 5 }),
      made({ kind: 'categories', overflow: true, count: 6 }),
      made({ kind: 'countries', sourceCountry: 'JP', count: 7 }),
      made({ kind: 'countries', sourceCountry: 'JP', count: 8, time: HOUR + MINUTE }),
    ]);
    const sums = await store.sumCells(source, 'minute', { from: HOUR, to: HOUR + 60 * MINUTE });
    const here = { county: '63000', disposition: 'blocked' };
    expect(sums).toHaveLength(5);
    expect(sums).toEqual(
      expect.arrayContaining([
        { kind: 'totals', ...here, direction: 'inbound', count: 9 },
        // What became zero stays there as zero, so that the row above becomes zero as well.
        { kind: 'totals', ...here, disposition: 'allowed', direction: 'inbound', count: 0 },
        { kind: 'categories', ...here, direction: 'inbound', category: 'fraud', severity: 'low', count: 5 },
        { kind: 'categories', ...here, overflow: true, count: 6 },
        { kind: 'countries', ...here, sourceCountry: 'JP', count: 15 },
      ]),
    );
  });

  it('adds up more cells than one page holds', async () => {
    const other = { ...source, partition: 7 };
    const agencies = Array.from({ length: AGENCIES }, (_, index) =>
      made({ ...other, kind: 'agencies', agency: `agency-${index}`, category: 'fraud', count: 1 + (index % 3) }),
    );
    await store.writeRows(agencies);
    const sums = await store.sumCells(other, 'minute', { from: HOUR, to: HOUR + MINUTE });
    expect(new Map(sums.map(({ agency, count }) => [agency, count]))).toEqual(
      new Map(agencies.map(({ row: { agency, count } }) => [agency, count])),
    );
  });

  it('tells several hours, and several Taipei days, apart', async () => {
    const other = { ...source, partition: 8 };
    const midnight = Date.parse('2026-01-06T00:00:00+08:00');
    await store.writeRows([
      made({ ...other, time: midnight - MINUTE, count: 1 }),
      made({ ...other, time: midnight, count: 2 }),
      made({ ...other, time: midnight + 59 * MINUTE, count: 3 }),
      made({ ...other, time: midnight + 60 * MINUTE, count: 50 }),
      made({ ...other, tier: 'hour', time: midnight - 60 * MINUTE, count: 4 }),
      made({ ...other, tier: 'hour', time: midnight, count: 5 }),
      made({ ...other, tier: 'hour', time: midnight + 23 * 60 * MINUTE, count: 6 }),
    ]);
    const counts = async (tier: 'minute' | 'hour', starts: readonly number[]) => {
      const { cells, dropped } = await store.sumPeriods(other, tier, starts);
      expect(dropped).toEqual([]);
      return starts.map((start) => cells.get(start)?.map(({ count }) => count));
    };
    expect(await counts('minute', [midnight - 60 * MINUTE, midnight, midnight + 120 * MINUTE])).toEqual([[1], [5], []]);
    expect(await counts('hour', [midnight - 24 * 60 * MINUTE, midnight])).toEqual([[4], [11]]);
  });

  it('finds the hours and days that an earlier release closed with totals alone', async () => {
    const other = { ...source, partition: 9 };
    const midnight = Date.parse('2026-01-06T00:00:00+08:00');
    const country = { kind: 'countries', sourceCountry: 'JP' } as const;
    await store.writeRows([
      made({ ...other, tier: 'hour', time: midnight + 60 * MINUTE }),
      made({ ...other, tier: 'hour', time: midnight + 120 * MINUTE }),
      made({ ...other, tier: 'hour', time: midnight + 120 * MINUTE, ...country }),
      made({ ...other, tier: 'day', time: midnight }),
      made({ ...other, tier: 'day', time: midnight - 24 * 60 * MINUTE }),
      made({ ...other, tier: 'day', time: midnight - 24 * 60 * MINUTE, ...country }),
    ]);
    expect(await store.bareHours(other)).toEqual([midnight + 60 * MINUTE, midnight]);
    expect(await store.bareHours({ ...other, partition: 10 })).toEqual([]);
  });
});
