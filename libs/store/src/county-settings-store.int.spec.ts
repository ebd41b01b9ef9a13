import { indexNames, unsetCountySettings } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { createCountySettingsStore } from './county-settings-store';
import { installIndexTemplates } from './index-templates';

describe('what counties have set, on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createCountySettingsStore(client, names);

  beforeAll(async () => {
    expect([await store.find('63000'), await store.ofAll(['63000']), await store.ofAll([])]).toEqual([
      undefined,
      [],
      [],
    ]);
    await installIndexTemplates(client, names);
  });
  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  it('is one document a county, seen by all as soon as it is written', async () => {
    // Ids of agencies are keys: dots and what objects already have are names like all others.
    const agencyNames = { 'a.b.c': { zh: '甲', en: 'A' }, 'x-y': { zh: '乙', en: 'B' } };
    const taipei = { ...unsetCountySettings('63000'), agencyNames, revision: 1, at: 5, by: '王淑芬' };
    const kaohsiung = { ...unsetCountySettings('64000'), revision: 1, at: 6, by: '李國華' };
    for (const set of [taipei, kaohsiung]) await store.change(set.county, () => set);
    expect(await store.find('63000')).toEqual(taipei);
    expect(await store.ofAll(['64000', '10002', '63000'])).toEqual([kaohsiung, taipei]);
    expect(await store.ofAll(['63000'])).toEqual([taipei]);
  });

  it('lets none of two writers overwrite the other', async () => {
    const one = store.change('10002', (current) => current ?? { ...unsetCountySettings('10002'), revision: 1 });
    const writers = Array.from({ length: 4 }, () =>
      store.change('10002', (current) => current && { ...current, revision: current.revision + 1 }),
    );
    await one;
    await Promise.all(writers);
    const after = await store.change('10002', (current) => current && { ...current, revision: current.revision + 1 });
    expect(await store.find('10002')).toEqual(after);
  });

  it('does not take an unreadable one for none', async () => {
    await client.index({ index: `${names.countySettings}-v1`, id: '10004', document: { county: '10004' } });
    await expect(store.find('10004')).rejects.toThrow();
    await expect(store.ofAll(['10004'])).rejects.toThrow();
  });
});
