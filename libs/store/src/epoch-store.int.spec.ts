import type { Client } from '@elastic/elasticsearch';
import { indexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { createEpochStore, type EpochState } from './epoch-store';
import { installIndexTemplates } from './index-templates';

describe('createEpochStore', () => {
  const names = indexNames(uniquePrefix());
  let client: Client;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
    await installIndexTemplates(client, names);
  });

  afterAll(() => client.close());

  it('lets nobody who was asleep take an epoch or its fingerprint back', async () => {
    const epochs = createEpochStore(client, names);
    const state = (epoch: number, offset: number): EpochState => {
      const fingerprint = { offset, logTime: 1, hash: 'h' };
      return { topic: 'threat-events', partition: 0, epoch, start: 0, fingerprint };
    };
    await epochs.write(state(1, 900));
    await epochs.write(state(1, 500));
    expect(await epochs.read('threat-events', 0)).toEqual(state(1, 900));
    await epochs.write(state(2, 10));
    await epochs.write(state(1, 950));
    expect(await epochs.read('threat-events', 0)).toEqual(state(2, 10));
  });
});
