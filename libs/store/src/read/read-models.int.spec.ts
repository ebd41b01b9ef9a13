import { indexNames, rowId, type Row, type VersionedRow } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { ledgerRow, testServers, uniquePrefix, watermark } from '@lianfang/testing';
import { installIndexTemplates } from '../index-templates';
import { createRowStore } from '../row-store';
import { createHourHistory } from './hour-history';
import { countSeriesRows, readSeries, type SeriesQuestion } from './series';
import { createStoredRows, type RowQuestion } from './stored-rows';
import type { OpenPeriods } from './tier-parts';

const HOUR_MS = 3_600_000;
/** A Taipei day, 2026-01-05. */
const DAY = Date.UTC(2026, 0, 4, 16);
const LEDGER_CHUNKS = 20;
/** More than one page. */
const MINUTE_ROWS = 12_000;

const SOURCE = { topic: 't', epoch: 1, partition: 0 };

/** Of the nation, without filters, with every period closed. */
const ALL = { kind: 'totals', filters: {}, open: [] } as const;

function row(change: Partial<Row> & Pick<Row, 'tier' | 'time'>, version = 7): VersionedRow {
  const cell = { county: '63000', direction: 'inbound', disposition: 'blocked', count: 1 } as const;
  const made: Row = {
    ...SOURCE,
    kind: 'totals',
    ...(change.tier === 'minute' && { chunk: '0.0' }),
    ...cell,
    ...change,
  };
  return { id: rowId(made), version, row: made };
}

describe('read models on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createRowStore(client, names);
  const stored = createStoredRows(client, names);

  const read = async (question: RowQuestion): Promise<VersionedRow[]> => {
    const rows: VersionedRow[] = [];
    for await (const page of stored.rows(question)) rows.push(...page);
    return rows;
  };
  const series = async (change: Partial<SeriesQuestion>): Promise<number> => {
    const question: SeriesQuestion = {
      ...ALL,
      interval: 'hour',
      from: DAY,
      to: DAY + 48 * HOUR_MS,
      ...change,
    };
    const { series: read, rows } = await readSeries(client, names, question);
    expect(await countSeriesRows(client, names, question)).toBe(rows.minute + rows.hour + rows.day);
    const points = [...read.values()];
    return points.reduce((sum, { blocked, allowed, detected }) => sum + blocked + allowed + detected, 0);
  };

  beforeAll(async () => {
    expect(await read({ tier: 'day', stretches: [{ from: 0, to: Infinity }] })).toEqual([]);
    await installIndexTemplates(client, names);
  });
  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('reads rows of one source and some hours, page by page, with their versions', async () => {
    const rows = Array.from({ length: MINUTE_ROWS }, (_, index) =>
      row({ tier: 'minute', time: DAY + (index % 60) * 60_000, chunk: `0.${index}` }, index + 1),
    );
    const other = row({ tier: 'minute', time: DAY, partition: 1 });
    const outside = row({ tier: 'minute', time: DAY + HOUR_MS });
    const otherKind = row({ tier: 'minute', time: DAY, kind: 'countries', sourceCountry: 'ZZ' });
    await store.writeRows([...rows, other, outside, otherKind]);
    const found = await read({ tier: 'minute', source: SOURCE, stretches: [{ from: DAY, to: DAY + HOUR_MS }] });
    expect(found).toHaveLength(MINUTE_ROWS);
    expect(new Map(found.map((one) => [one.id, one]))).toEqual(new Map(rows.map((one) => [one.id, one])));
  });

  it('sums day rows by source, day and cell', async () => {
    await store.writeRows([
      row({ tier: 'day', time: DAY, count: 5 }),
      row({ tier: 'day', time: DAY, county: '65000', count: 6 }),
      row({ tier: 'day', time: DAY, disposition: 'allowed', count: 7 }),
      row({ tier: 'day', time: DAY + 24 * HOUR_MS, count: 8 }),
    ]);
    const sums = await stored.daySums(DAY + 24 * HOUR_MS);
    const cell = { direction: 'inbound', disposition: 'blocked' };
    expect(sums).toContainEqual({ source: SOURCE, day: DAY, cell, count: 11 });
    expect(sums.reduce((sum, { count }) => sum + count, 0)).toBe(18);
  });

  it('reads the ledger: finished chunks as a sum, the last ones as rows', async () => {
    const chunks = Array.from({ length: LEDGER_CHUNKS }, (_, index) =>
      ledgerRow({ ...SOURCE, chunk: `0.${index}`, from: index * 10, to: index * 10 + 10 }),
    );
    await store.writeLedger(chunks);
    const [ledger] = await stored.ledger();
    expect(ledger).toMatchObject({ source: SOURCE, foldedTo: 160, folded: { counted: 160, lost: 0 } });
    expect(ledger?.recent).toEqual(expect.arrayContaining(chunks.slice(-4)));
  });

  it('reads watermarks', async () => {
    const mark = watermark({ ...SOURCE, eventTime: null });
    await store.writeWatermark(mark);
    expect(await stored.watermarks()).toEqual([mark]);
  });

  describe('a time range', () => {
    const open = (openHours: number[], openDays: number[]): OpenPeriods[] => [{ ...SOURCE, openHours, openDays }];

    beforeAll(async () => {
      // Minutes of the hour add up to 12,002; the hour row and the day row hold other figures, to be told apart.
      await store.writeRows([
        row({ tier: 'hour', time: DAY, count: 100 }),
        row({ tier: 'hour', time: DAY + HOUR_MS, count: 20 }),
      ]);
    });

    it('by hour: closed hours from hour rows, open ones from minute rows of that source', async () => {
      expect(await series({})).toBe(120);
      expect(await series({ open: open([DAY], []) })).toBe(20 + MINUTE_ROWS);
    });

    it('by day: closed days from day rows, open ones hour by hour', async () => {
      expect(await series({ interval: 'day' })).toBe(18 + 8);
      expect(await series({ interval: 'day', open: open([], [DAY]) })).toBe(120 + 8);
      expect(await series({ interval: 'day', open: open([DAY], [DAY]) })).toBe(20 + MINUTE_ROWS + 8);
    });

    it('by minute: from minute rows', async () => {
      expect(await series({ interval: 'minute' })).toBe(MINUTE_ROWS + 2);
      expect(await series({ interval: 'minute', to: DAY + 60_000 })).toBe(MINUTE_ROWS / 60 + 1);
    });

    it('of one county', async () => {
      expect(await series({ interval: 'day', county: '65000' })).toBe(6);
    });

    it('names a day by its start in Taipei', async () => {
      const question: SeriesQuestion = { ...ALL, interval: 'day', from: DAY, to: DAY + 1 };
      expect([...(await readSeries(client, names, question)).series.keys()]).toEqual([DAY]);
    });
  });

  it('reads blocked events of hours by county, and where the history of each begins', async () => {
    const history = createHourHistory(client, names);
    await client.indices.refresh({ index: names.rowsHour });
    expect(await history.blocked([DAY, DAY + HOUR_MS, DAY + 2 * HOUR_MS])).toEqual(
      new Map([
        [
          '63000',
          new Map([
            [DAY, 100],
            [DAY + HOUR_MS, 20],
          ]),
        ],
      ]),
    );
    const late = row({ tier: 'hour', time: DAY + 30 * HOUR_MS, county: '10020', disposition: 'detected' });
    await store.writeRows([late, { ...late, id: `${late.id}-2`, row: { ...late.row, time: DAY + 31 * HOUR_MS } }]);
    await client.indices.refresh({ index: names.rowsHour });
    const starts = await history.starts();
    expect([starts.get('63000'), starts.get('10020'), starts.get('64000')]).toEqual([
      DAY,
      DAY + 30 * HOUR_MS,
      undefined,
    ]);
    expect(await createHourHistory(client, indexNames(`${prefix}-none`)).starts()).toEqual(new Map());
  });
});
