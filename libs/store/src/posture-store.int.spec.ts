import { indexNames, posture, rowId, type Posture, type Row, type VersionedRow } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createPostureStore } from './posture-store';
import { readCountyTotals, readSeverities } from './read/county-hours';
import { createRowStore } from './row-store';

const HOUR_MS = 3_600_000;
const HOUR = Date.UTC(2026, 10, 23, 4);

function made(county: string, at: number, score: number | null = 90): Posture {
  const figures = { blocked: 1, allowed: 0, detected: 0, outbound: 0, protectedAddresses: 1, agencies: 1 };
  const inputs = { from: at - HOUR_MS, to: at, ...figures };
  return posture.parse({ county, at, formula: 1, score, contributions: [], inputs, raises: [] });
}

function row(change: Partial<Row> & Pick<Row, 'tier' | 'kind' | 'time'>): VersionedRow {
  const source = { topic: 't', epoch: 1, partition: 0 };
  const cell = { county: '63000', direction: 'inbound', disposition: 'blocked', count: 1 } as const;
  const of: Row = { ...source, ...cell, ...(change.tier === 'minute' && { chunk: '0.0' }), ...change };
  return { id: rowId(of), version: 7, row: of };
}

describe('posture on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createPostureStore(client, names);

  beforeAll(async () => {
    expect(await store.history('63000', 0, HOUR)).toEqual([]);
    expect(await store.kept({ from: 0, to: HOUR })).toEqual(new Map());
    await installIndexTemplates(client, names);
  });
  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('keeps the last one of an hour, whoever writes in which order', async () => {
    await store.write([made('63000', HOUR + 20_000, 70), made('64000', HOUR + 10_000, 50)]);
    expect(await store.write([made('63000', HOUR + 10_000, 60)])).toMatchObject([{ kind: 'superseded' }]);
    await store.write([made('63000', HOUR + HOUR_MS, 80)]);
    expect([...(await store.ofHour(HOUR)).values()].map(({ county, score }) => [county, score])).toEqual([
      ['64000', 50],
      ['63000', 70],
    ]);
    expect(await store.history('63000', HOUR, HOUR + HOUR_MS)).toEqual([{ at: HOUR + 20_000, score: 70, formula: 1 }]);
    expect(await store.history('63000', HOUR, HOUR + HOUR_MS + 1)).toHaveLength(2);
  });

  it('fills in what is missing, and never over what was made at its time', async () => {
    const before = HOUR - HOUR_MS;
    await store.write([made('63000', before + 1_000, 40)]);
    const end = before + HOUR_MS - 1;
    const outcomes = await store.fillIn([made('63000', end, 99), made('64000', end, 98)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['superseded', 'written']);
    expect(await store.kept({ from: before, to: HOUR })).toEqual(new Map([[before, new Set(['63000', '64000'])]]));
    await store.write([made('64000', before + 1_000, 30)]);
    expect((await store.ofHour(before)).get('64000')?.score).toBe(30);
  });

  it('reads severe events that were not blocked, and events by county, from minutes and hours', async () => {
    const minute = { tier: 'minute', kind: 'categories', category: 'intrusions' } as const;
    const totals = { tier: 'minute', kind: 'totals', time: HOUR } as const;
    await createRowStore(client, names).writeRows([
      row({ ...minute, time: HOUR, severity: 'critical', disposition: 'allowed', count: 2 }),
      row({ ...minute, time: HOUR, severity: 'critical', disposition: 'blocked', count: 50 }),
      row({
        ...minute,
        time: HOUR + 60_000,
        severity: 'high',
        disposition: 'detected',
        direction: 'outbound',
        count: 3,
      }),
      row({ ...minute, time: HOUR, severity: 'low', disposition: 'allowed', count: 9 }),
      row({ ...minute, time: HOUR + HOUR_MS, severity: 'critical', disposition: 'allowed', count: 100 }),
      row({ tier: 'minute', kind: 'categories', time: HOUR, county: '64000', disposition: 'allowed', overflow: true }),
      row({ ...minute, tier: 'hour', time: HOUR - HOUR_MS, severity: 'high', disposition: 'allowed', count: 4 }),
      row({ ...totals, count: 10 }),
      row({ ...totals, direction: 'outbound', disposition: 'allowed', count: 1 }),
      row({ ...totals, county: '64000', disposition: 'detected', count: 5 }),
    ]);
    const minutes = { days: [], hours: [], minutes: [{ from: HOUR, to: HOUR + HOUR_MS }] };
    const reading = await readSeverities(client, names, { cut: minutes, open: [] });
    expect(reading.byCounty).toEqual(
      new Map([
        ['63000', { critical: 2, high: 3 }],
        ['64000', null],
      ]),
    );
    expect(reading.rows.minute).toBe(3);
    const hours = { days: [], hours: [{ from: HOUR - HOUR_MS, to: HOUR }], minutes: [] };
    expect((await readSeverities(client, names, { cut: hours, open: [] })).byCounty).toEqual(
      new Map([['63000', { critical: 0, high: 4 }]]),
    );
    expect(await readCountyTotals(client, names, { cut: minutes, open: [] })).toEqual(
      new Map([
        ['63000', { blocked: 10, allowed: 1, detected: 0, outbound: 1 }],
        ['64000', { blocked: 0, allowed: 0, detected: 5, outbound: 0 }],
      ]),
    );
  });
});
