import { indexNames, rowSourceKey } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createRowStore, installIndexTemplates } from '@lianfang/store';
import { uniquePrefix } from '@lianfang/testing';
import { pino } from 'pino';
import { readTraffic } from '../read-traffic';
import { detailRows, PAST_SOURCE, totalsRows } from './past-rows';
import { minutesOf, pastSpanOf } from './past-span';
import { endOf, joinPast, PAST_STEP, readPast, writePast, type PastParts } from './past-writer';

const FOLDER = 'deploy/local/demonstration';
const NOW = Date.parse('2026-11-22T21:12:34Z');

describe("writing the demonstration's past", () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: process.env['ELASTICSEARCH_NODE'] ?? '' });
  const names = indexNames(uniquePrefix());
  const files = { directory: `${FOLDER}/directory.yaml`, countries: `${FOLDER}/countries.csv` };
  const traffic = readTraffic(files, { seed: 7, rate: 2, format: 'mixed' });
  const store = createRowStore(client, names);
  let clock = NOW;
  const parts: PastParts = { traffic, store, log: pino({ level: 'silent' }), now: () => clock };
  const running = new AbortController().signal;

  beforeAll(() => installIndexTemplates(client, names));
  afterAll(() => client.close());

  it('stores rows that add up to what was made, closed hours and days, and nothing at the second start', async () => {
    expect(await readPast(parts)).toBeUndefined();
    const past = await writePast(parts, running);
    expect(past).toMatchObject({ ...PAST_SOURCE, processed: PAST_STEP.totals, openHours: [], openDays: [] });
    const span = pastSpanOf(NOW);
    expect(past && endOf(past)).toBe(span.end);

    const made = [...totalsRows(traffic, span)].map(({ row }) => row);
    for (const tier of ['minute', 'hour'] as const) {
      const expected = made.filter((row) => row.tier === tier).reduce((sum, { count }) => sum + count, 0);
      const stored = await store.sumCells(PAST_SOURCE, tier, { from: 0, to: NOW });
      expect(stored.reduce((sum, { count }) => sum + count, 0)).toBe(expected);
    }

    clock = NOW + 3_600_000;
    expect(await writePast(parts, running)).toEqual(past);
    expect(rowSourceKey(PAST_SOURCE)).toBe('demonstration/1/0');
  }, 120_000);

  it('remembers that live traffic has begun, and takes the finer rows', async () => {
    const past = await readPast(parts);
    if (past === undefined) throw new Error('there is no past');
    await joinPast(parts, past);
    expect(await readPast(parts)).toMatchObject({ processed: PAST_STEP.joined, eventTime: past.eventTime });
    const rows = minutesOf(pastSpanOf(NOW))
      .slice(-2)
      .flatMap((minute) => detailRows(traffic, minute));
    const outcomes = await store.writeRows(rows);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['written']));
  });
});
