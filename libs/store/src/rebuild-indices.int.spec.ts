import { indexNames, rowId, type LedgerRow, type Row, type VersionedRow } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { IndexReplacedError } from './bulk-writer';
import { clearAwayRebuild } from './clear-away-rebuild';
import { FIRST_GENERATION, readGenerations } from './generations';
import { installIndexTemplates } from './index-templates';
import { createLedgerAudit } from './read/ledger-audit';
import { RebuildCopyError, RebuildIndices } from './rebuild-indices';
import { createRebuildLock, RebuildLostError } from './rebuild-lock';
import { ReplacedDocuments } from './replaced-documents';
import { createRowStore } from './row-store';

const HOUR = Date.UTC(2026, 10, 22, 2);
const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };
const CHUNKS = ['0.1', '0.2', '0.3'];
/** Each chunk covers ten offsets; its rows and its ledger row are at its end. */
const endOf = (chunk: string): number => Number(chunk.slice(2)) * 10;

function minute(chunk: string, change: Partial<Row> = {}): VersionedRow {
  const cell = { county: '63000', direction: 'inbound', disposition: 'blocked' } as const;
  const row: Row = { ...SOURCE, tier: 'minute', kind: 'totals', chunk, time: HOUR, ...cell, count: 10, ...change };
  return { id: rowId(row), version: endOf(chunk), row };
}

function ledger(chunk: string): LedgerRow {
  const none = { duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0, ignoredByKind: {}, rejectedByCode: {} };
  const to = endOf(chunk);
  return { ...SOURCE, chunk, from: to - 10, to, counted: 10, events: 10, ...none, hours: [HOUR] };
}

describe('indices of a rebuild on a real server', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createRowStore(client, names);
  const audit = createLedgerAudit(client, names);
  const persist = <T>(_: string, work: () => Promise<T>): Promise<T> => work();

  async function indicesOf(generation: number): Promise<RebuildIndices> {
    const sources = [{ source: SOURCE, chunks: new Set(['0.2']), hours: new Set([HOUR]), days: new Set<number>() }];
    const replaced = new ReplacedDocuments(sources);
    return new RebuildIndices({ client, names, current: await store.generations(), generation, replaced, persist });
  }

  const sums = async (): Promise<Record<string, number>> =>
    Object.fromEntries(await audit.minuteSums(SOURCE, [...CHUNKS, '0.4']));

  beforeAll(async () => {
    await installIndexTemplates(client, names);
    await store.writeRows(CHUNKS.map((chunk) => minute(chunk)));
    await store.writeLedger(CHUNKS.map(ledger));
  });

  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('shows nothing before the switch, and then everything at once: what is made again, copied, and came meanwhile', async () => {
    const indices = await indicesOf(2);
    const other = minute('0.2', { county: '65000', count: 7 });
    await store.writeRows([other], { generations: indices.generations });
    await indices.make();
    expect((await indices.copy()).documents).toBeGreaterThan(0);
    const live = [minute('0.3', { count: 12 }), minute('0.4')];
    await store.writeRows(live);
    expect(await sums()).toEqual({ '0.1': 10, '0.2': 10, '0.3': 12, '0.4': 10 });

    await indices.block();
    const { changed } = await indices.copy();
    expect(changed).toEqual([{ tier: 'hour', source: SOURCE, time: HOUR }]);
    // The ledger row of the chunk is made again, too; here nobody did.
    await store.writeLedger([{ ...ledger('0.2'), counted: 7, rejected: 3 }], { generations: indices.generations });
    await indices.compare();
    expect(await sums()).toEqual({ '0.1': 10, '0.2': 10, '0.3': 12, '0.4': 10 });
    await indices.switch();
    expect(await sums()).toEqual({ '0.1': 10, '0.2': 7, '0.3': 12, '0.4': 10 });
    expect((await audit.named(SOURCE, ['0.2'])).map(({ counted, rejected }) => [counted, rejected])).toEqual([[7, 3]]);
    expect((await store.generations()).number).toBe(2);
  });

  it('lets nobody write who noted the indices before the switch, and everybody who did after', async () => {
    const row = minute('0.3', { county: '65000' });
    await expect(store.writeRows([row])).rejects.toThrow(IndexReplacedError);
    await expect(store.writeLedger([ledger('0.3')], { generations: FIRST_GENERATION })).rejects.toThrow(
      IndexReplacedError,
    );
    expect(await store.writeRows([row], { generations: await store.generations() })).toEqual([{ kind: 'written' }]);
    expect((await sums())['0.3']).toBe(22);
  });

  it('refuses by every earlier name after a second rebuild', async () => {
    const second = await store.generations();
    const indices = await indicesOf(3);
    await store.writeRows([minute('0.2', { count: 8 })], { generations: indices.generations });
    await indices.make();
    await indices.copy();
    await indices.block();
    await indices.copy();
    await indices.compare();
    await indices.switch();
    expect(await sums()).toEqual({ '0.1': 10, '0.2': 8, '0.3': 22, '0.4': 10 });
    for (const generations of [FIRST_GENERATION, second]) {
      await expect(store.writeRows([minute('0.2')], { generations })).rejects.toThrow(IndexReplacedError);
    }
  });

  it('finds that a copy lacks something, and leaves everything as it was when it is cleared away', async () => {
    const indices = await indicesOf(4);
    await indices.make();
    await indices.copy();
    await indices.block();
    const [index = ''] = indices.nextOf('rowsMinute');
    await client.delete({ index, id: minute('0.1').id });
    await expect(indices.compare()).rejects.toThrow(RebuildCopyError);
    const cleared = await clearAwayRebuild(client, names, indices.old);
    expect(cleared.every((name) => name.endsWith('-g4'))).toBe(true);
    const generations = await readGenerations(client, names);
    expect(generations.number).toBe(3);
    expect(await store.writeRows([minute('0.3', { count: 13 })], { generations })).toEqual([{ kind: 'written' }]);
  });

  it('lets one rebuild work at a time, and a dead one be taken over', async () => {
    const lock = createRebuildLock(client, names);
    const first = await lock.take('here', 0, false);
    await lock.noteBlocked(first.generation, ['one']);
    await expect(lock.take('there', 1, false)).rejects.toThrow(/begun by here at 1970.*--break-lock/);
    const second = await lock.take('there', 1, true);
    expect(second).toEqual({ generation: first.generation + 1, leftBlocked: ['one'] });
    await expect(lock.check(first.generation)).rejects.toThrow(RebuildLostError);
    await lock.release(second.generation);
    expect((await lock.take('here', 2, false)).leftBlocked).toEqual([]);
  });
});
