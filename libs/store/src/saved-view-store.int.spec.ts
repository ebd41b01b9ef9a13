import { indexNames, type SavedView } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createSavedViewStore } from './saved-view-store';

function made(id: string, more: Partial<SavedView> = {}): SavedView {
  const view = { name: '攔阻', screen: 'explore', question: '?range=7d', shared: false, at: 5, revision: 1 } as const;
  return {
    id: `6c1e36a5-0f5b-4f7e-9a43-${id.padStart(12, '0')}`,
    county: '63000',
    subject: 'wang',
    by: 'w',
    ...view,
    ...more,
  };
}

describe('saved views on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createSavedViewStore(client, names);
  const keep = (view: SavedView) => store.change(view.id, () => view);
  const seenBy = async (subject: string, office: string): Promise<string[]> =>
    (await store.seenBy({ subject, office })).map(({ id }) => id).sort();

  beforeAll(async () => {
    const none = made('1').id;
    expect([await store.find(none), await store.seenBy({ subject: 'wang', office: '63000' })]).toEqual([undefined, []]);
    expect(await store.remove(none, () => undefined)).toBeUndefined();
    await installIndexTemplates(client, names);
  });
  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('finds one’s own, and what the office shares, as soon as it is written', async () => {
    const [own, shared, elsewhere] = [
      made('1'),
      made('2', { shared: true }),
      made('3', { county: 'centre', shared: true }),
    ];
    for (const view of [own, shared, elsewhere]) await keep(view);
    expect(await seenBy('wang', '63000')).toEqual([own.id, shared.id]);
    expect(await seenBy('hsu', '63000')).toEqual([shared.id]);
    expect(await seenBy('wang', 'centre')).toEqual([elsewhere.id]);
    expect(await seenBy('wang', '64000')).toEqual([]);
    expect(await store.find(own.id)).toEqual(own);
  });

  it('lets none of two writers overwrite the other', async () => {
    const view = made('4');
    await keep(view);
    const writers = Array.from({ length: 5 }, () =>
      store.change(view.id, (current) => current && { ...current, revision: current.revision + 1 }),
    );
    await Promise.all(writers);
    expect((await store.find(view.id))?.revision).toBe(6);
  });

  it('deletes what may be deleted, as it is now', async () => {
    const view = made('5');
    await keep(view);
    const refuse = (): never => {
      throw new Error('not yours');
    };
    await expect(store.remove(view.id, refuse)).rejects.toThrow('not yours');
    const gone = await Promise.all([1, 2].map(() => store.remove(view.id, () => undefined)));
    expect(gone.filter((one) => one !== undefined).length).toBeGreaterThan(0);
    expect(await store.find(view.id)).toBeUndefined();
  });
});
