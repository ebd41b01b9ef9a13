import type { Client } from '@elastic/elasticsearch';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { ledgerRow, testServers, uniquePrefix, versionedRow } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createRowStore } from './row-store';

describe('installIndexTemplates', () => {
  const names = indexNames(uniquePrefix());
  let client: Client;

  beforeAll(() => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  });

  afterAll(() => client.close());

  it('adds new fields to the indices of an earlier release', async () => {
    const mappings = { dynamic: 'strict' as const, properties: { topic: { type: 'keyword' as const } } };
    await client.indices.create({ index: `${names.ledger}-v1`, mappings });
    await installIndexTemplates(client, names);
    const lost = ledgerRow({ lost: 2, lostRanges: [{ from: 3, to: 5 }] });
    expect(await createRowStore(client, names).writeLedger([lost])).toEqual([{ kind: 'written' }]);
  });

  it('stays in force when an earlier release puts its own template again', async () => {
    await installIndexTemplates(client, names);
    const properties = { topic: { type: 'keyword' as const } };
    await client.indices.putIndexTemplate({
      name: `${names.rowsMinute}-v1`,
      index_patterns: [`${names.rowsMinute}-v1*`],
      priority: 500,
      template: { mappings: { dynamic: 'strict', properties } },
    });
    expect(await createRowStore(client, names).writeRows([versionedRow()])).toEqual([{ kind: 'written' }]);
  });
});
