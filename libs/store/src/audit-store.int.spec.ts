import type { Client } from '@elastic/elasticsearch';
import { indexNames, type ChainedEntry } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { createAuditStore } from './audit-store';
import { installIndexTemplates } from './index-templates';

describe('the end of the chain that is kept', () => {
  const names = indexNames(uniquePrefix());
  const index = `${names.audit}-v1`;
  let client: Client;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
    await installIndexTemplates(client, names);
  }, 60_000);

  afterAll(async () => {
    await client.indices.delete({ index, ignore_unavailable: true });
    await client.close();
  });

  it('is that of the unbroken beginning: what a bulk that failed in half left out is written again', async () => {
    const store = createAuditStore(client, names);
    expect(await store.beginning()).toEqual({ last: undefined, missing: 0 });
    const hash = (offset: number): string => String(offset).padStart(64, '0');
    const entries = Array.from({ length: 40 }, (_unused, offset) => {
      return { offset, previous: hash(offset), hash: hash(offset + 1), value: `{"n":${offset}}` };
    });
    const without = (...offsets: number[]): ChainedEntry[] => entries.filter(({ offset }) => !offsets.includes(offset));

    await store.keep(without(0, 17, 18, 30));
    expect(await store.beginning()).toEqual({ last: undefined, missing: 4 });
    await store.keep(entries.slice(0, 17));
    expect(await store.beginning()).toEqual({ last: entries[16], missing: 3 });
    await store.keep(entries.slice(17, 30));
    expect(await store.beginning()).toEqual({ last: entries[29], missing: 1 });
    await store.keep(entries.slice(30));
    expect(await store.beginning()).toEqual({ last: entries[39], missing: 0 });
  });

  it('is not moved by a document that somebody put far behind it', async () => {
    const store = createAuditStore(client, names);
    await client.index({ index, id: 'x', document: { offset: 1_000_000_000_000, value: 'x' }, refresh: true });
    expect((await store.beginning()).last?.offset).toBe(39);
  });
});
