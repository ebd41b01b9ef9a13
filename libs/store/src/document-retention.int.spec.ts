import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { EXPIRING_DOCUMENTS, EXPIRING_NAMES, expireDocuments } from './document-retention';
import { createFirstAnswerStore } from './first-answer-store';
import { installIndexTemplates, versioned } from './index-templates';
import { createTransmissionStore } from './transmission-store';

const OLD = Date.UTC(2026, 0, 1);
const LIMIT = Date.UTC(2026, 5, 1);

describe('retention of single documents on Elasticsearch', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);

  beforeAll(() => installIndexTemplates(client, names));

  afterAll(async () => {
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await client.close();
  });

  async function ids(index: string): Promise<string[]> {
    await client.indices.refresh({ index });
    const { hits } = await client.search({ index, size: 10_000, _source: false });
    return hits.hits.map(({ _id }) => _id ?? '').sort();
  }

  it.each(EXPIRING_NAMES)('removes %s from before an instant, and nothing else', async (name) => {
    const { index: key, field } = EXPIRING_DOCUMENTS[name];
    const index = versioned(names[key]);
    const documents: Readonly<Record<string, object>> = {
      old: { [field]: OLD },
      older: { [field]: OLD - 1 },
      young: { [field]: LIMIT },
      // An alert that is open, a sensor that never was heard.
      timeless: {},
    };
    const also = name === 'unregisteredSigns' ? { registered: false } : {};
    for (const [id, document] of Object.entries(documents)) {
      await client.index({ index, id, document: { ...document, ...also } });
    }
    if (name === 'unregisteredSigns') {
      await client.index({ index, id: 'registered', document: { [field]: OLD, registered: true } });
    }
    expect(await expireDocuments(client, names, name, LIMIT)).toBe(2);
    const kept = name === 'unregisteredSigns' ? ['registered', 'timeless', 'young'] : ['timeless', 'young'];
    expect(await ids(index)).toEqual(kept);
    expect(await expireDocuments(client, names, name, LIMIT)).toBe(0);
  });

  it.each(['firstAnswers', 'transmissions'] as const)('forgets %s that are old', async (key) => {
    const field = { firstAnswers: 'begun', transmissions: 'hour' }[key];
    const index = versioned(names[key]);
    await client.index({ index, id: 'old', document: { [field]: OLD } });
    await client.index({ index, id: 'young', document: { [field]: LIMIT } });
    const make = { firstAnswers: createFirstAnswerStore, transmissions: createTransmissionStore }[key];
    await make(client, names).forget(LIMIT);
    expect(await ids(index)).toEqual(['young']);
  });

  it('removes more than one request finds, in one go', async () => {
    const index = versioned(names.alerts);
    const operations = Array.from({ length: 2_500 }, (_, at) => [{ index: { _id: `many-${at}` } }, { closed: OLD }]);
    await client.bulk({ index, operations: operations.flat() });
    expect(await expireDocuments(client, names, 'alerts', LIMIT)).toBe(2_500);
  });
});
