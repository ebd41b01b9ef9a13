import { indexNames, rowId, type Row, type VersionedRow } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { row, testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createRetentionStore, type DatedIndex } from './retention-store';
import { createRowStore } from './row-store';

const DAY = 86_400_000;
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };

function made(change: Partial<Row>): VersionedRow {
  const one = row(change);
  return { id: rowId(one), version: 1, row: one };
}

describe('retention on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const rows = createRowStore(client, names);
  const store = createRetentionStore(client, names);
  const found = async (name: string): Promise<DatedIndex> => {
    const index = (await store.indices()).find((one) => one.name.endsWith(name));
    if (!index) throw new Error(`there is no ${name}`);
    return index;
  };

  beforeAll(async () => {
    expect(await store.indices()).toEqual([]);
    await installIndexTemplates(client, names);
    await rows.writeRows([
      made({ time: day('2028-02-28') }),
      made({ time: day('2028-02-29') }),
      made({ time: day('2028-02-29'), partition: 1, count: 5 }),
      made({ time: day('2028-02-29'), partition: 1, chunk: '0.1' }),
      made({ tier: 'hour', time: day('2028-02-29') }),
      made({ tier: 'day', time: Date.parse('2029-01-01T00:00:00+08:00') }),
    ]);
    await rows.writeRows([made({ time: day('2019-05-05') })], { history: true });
    // A generation that a rebuild made, in place; one that it is still making; and an index that nobody knows.
    const alias = { [names.rowsMinute]: {} };
    await client.indices.create({ index: `${names.rowsMinute}-v1-2028.03.01-g2`, aliases: alias });
    await client.indices.create({ index: `${prefix}-other-v1-2028.03.02` });
  });

  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('lists dated indices with what they hold, the oldest first', async () => {
    const listed = (await store.indices()).map(({ name, family, from, to, isHistory }) => {
      const text = [from, to].map((instant) => new Date(instant).toISOString().slice(0, 10)).join(' ');
      return `${name.slice(prefix.length + 1)} ${family} ${text}${isHistory ? ' history' : ''}`;
    });
    expect(listed).toEqual([
      'rows-minute-v1-history-2019 minutes 2019-01-01 2020-01-01 history',
      // A Taipei year begins in the old one of UTC.
      'rows-day-v1-2028 days 2028-01-01 2029-01-01',
      'rows-hour-v1-2028.02 hours 2028-02-01 2028-03-01',
      'rows-minute-v1-2028.02.28 minutes 2028-02-28 2028-02-29',
      'rows-minute-v1-2028.02.29 minutes 2028-02-29 2028-03-01',
      'rows-minute-v1-2028.03.01-g2 minutes 2028-03-01 2028-03-02',
    ]);
  });

  it('drops one whole index, says what it held and whose it was, and touches no other', async () => {
    const index = await found('2028.02.29');
    const dropped = await store.drop(index, 7);
    expect(dropped).toMatchObject({ name: index.name, family: 'minutes', documents: 3, at: 7 });
    expect(dropped?.sources).toEqual([
      { ...SOURCE, documents: 1 },
      { ...SOURCE, partition: 1, documents: 2 },
    ]);
    expect(await client.indices.exists({ index: index.name })).toBe(false);
    expect(await store.indices()).toHaveLength(5);
    expect(await store.dropped({ family: 'minutes' })).toEqual([dropped]);
  });

  it('does no harm when it is done twice, or by two at once', async () => {
    const gone: DatedIndex = { ...(await found('2028.02.28')), name: `${names.rowsMinute}-v1-2028.02.29` };
    expect(await store.drop(gone, 8)).toBeUndefined();
    const index = await found('2028.02.28');
    const both = await Promise.all([store.drop(index, 9), store.drop(index, 9)]);
    expect(both.filter((one) => one !== undefined).length).toBeLessThanOrEqual(1);
    expect(await store.dropped({ family: 'minutes' })).toHaveLength(2);
    expect(await client.indices.exists({ index: index.name })).toBe(false);
  });

  it('finds what was dropped by time and source', async () => {
    const within = (from: string, to: string) => ({ from: day(from), to: day(to) });
    const names0 = async (question: Parameters<typeof store.dropped>[0]) =>
      (await store.dropped(question)).map(({ name }) => name.slice(-5));
    expect(await names0({ family: 'minutes', within: within('2028-02-29', '2028-03-01') })).toEqual(['02.29']);
    expect(await names0({ family: 'minutes', within: within('2028-03-01', '2028-03-02') })).toEqual([]);
    expect(await names0({ family: 'minutes', within: { from: -Infinity, to: Infinity } })).toHaveLength(2);
    expect(await names0({ family: 'minutes', source: { ...SOURCE, partition: 1 } })).toEqual(['02.29']);
    expect(await names0({ family: 'hours' })).toEqual([]);
  });

  it('never sums what is left of an hour whose minutes were dropped, but that of others', async () => {
    const range = { from: day('2028-02-29'), to: day('2028-02-29') + 3_600_000 };
    await rows.writeRows([made({ time: day('2028-02-29') + 60_000 }), made({ time: range.from, partition: 2 })]);
    await expect(rows.sumCells(SOURCE, 'minute', range)).rejects.toThrow(
      /LF-DROPPED|Retention has dropped .*2028\.02\.29/,
    );
    expect(await rows.sumCells({ ...SOURCE, partition: 2 }, 'minute', range)).toHaveLength(1);
    const before = range.from - 3_600_000;
    const { cells, dropped } = await rows.sumPeriods(SOURCE, 'minute', [before - DAY, range.from, range.to + DAY]);
    expect([...cells.keys()]).toEqual([before - DAY, range.to + DAY]);
    expect(dropped.map(({ name }) => name)).toContain(`${names.rowsMinute}-v1-2028.02.29`);
    expect(await rows.sumCells(SOURCE, 'minute', { from: range.to - DAY * 40, to: day('2028-02-28') })).toEqual([]);
  });

  it('keeps a second record when an index of the same name was dropped again', async () => {
    await store.drop(await found('2028.02.29'), 10);
    const records = await store.dropped({
      family: 'minutes',
      within: { from: day('2028-02-29'), to: day('2028-03-01') },
    });
    expect(records.map(({ documents }) => documents).sort()).toEqual([2, 3]);
  });

  it('writes down what it drops before it is gone: a drop that is cut off in the middle is no mystery', async () => {
    const index = await found('rows-hour-v1-2028.02');
    const readOnly = (block: boolean) =>
      client.indices.putSettings({ index: index.name, settings: { 'index.blocks.read_only': block } });
    await readOnly(true);
    await expect(store.drop(index, 12)).rejects.toThrow(/read.only/);
    expect(await store.dropped({ family: 'hours' })).toMatchObject([{ name: index.name, documents: 1 }]);
    await readOnly(false);
    expect(await store.drop(index, 13)).toMatchObject({ name: index.name });
    expect(await store.dropped({ family: 'hours' })).toHaveLength(1);
  });

  it('drops when the disk is so full that Elasticsearch made every index read-only', async () => {
    const settings = { 'index.blocks.read_only_allow_delete': true };
    await client.indices.putSettings({ index: `${prefix}-*`, settings });
    const index = await found('history-2019');
    expect(await store.drop(index, 11)).toMatchObject({ documents: 1, isHistory: true });
    expect(await client.indices.exists({ index: index.name })).toBe(false);
  });
});
