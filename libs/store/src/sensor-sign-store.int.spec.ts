import type { Client } from '@elastic/elasticsearch';
import { CENTRE_ONLY, indexNames, type SensorSign } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { readSensorSigns } from './read/stored-sensor-signs';
import { createSensorSignStore, type SensorSignStore } from './sensor-sign-store';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };

function sign(some: Partial<SensorSign>): SensorSign {
  const never = { lastIgnored: null, lastRejected: null, rejectedCode: null };
  const counts = { counted: 1, duplicate: 0, ignored: 0, rejected: 0 };
  const at = { lastSign: 1_000, lastReadable: 1_000, lastCounted: 1_000, lastEvent: 900, since: 1_000 };
  const who = { sensor: 'ids-1', county: '63000', registered: true };
  return { ...source, ...who, to: 10, chunk: '0.0', ...at, ...never, ...counts, ...some };
}

describe('signs of life on Elasticsearch', () => {
  const names = indexNames(uniquePrefix());
  let client: Client;
  let store: SensorSignStore;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
    await installIndexTemplates(client, names);
    store = createSensorSignStore(client, names);
  });

  afterAll(() => client.close());

  it('never goes back, and takes names that are no ids', async () => {
    const hostile = `${'x'.repeat(5_000)}\u202e/../`;
    await store.write([sign({ to: 20, lastSign: 2_000 }), sign({ sensor: hostile }), sign({ sensor: null, to: 3 })]);
    expect(await store.write([sign({ to: 19 })])).toEqual([{ kind: 'superseded', storedVersion: 20 }]);
    const stored = await store.of(source);
    expect(stored.map(({ sensor, to }) => [sensor, to])).toEqual(
      expect.arrayContaining([
        ['ids-1', 20],
        [hostile, 10],
        [null, 3],
      ]),
    );
    expect(await store.of({ ...source, epoch: 2 })).toEqual([]);
  });

  it('is read by a county for its own sensors alone', async () => {
    const other = { sensor: 'ids-2', county: '64000', partition: 1 };
    await store.write([
      sign(other),
      sign({ sensor: 'stranger', county: CENTRE_ONLY, registered: false, partition: 1 }),
    ]);
    const seen = async (scope: Parameters<typeof readSensorSigns>[2]): Promise<string[]> =>
      (await readSensorSigns(client, names, scope)).flatMap((one) => one.sensor ?? []).filter((id) => id.length < 20);
    expect((await seen(CENTRE_ONLY)).sort()).toEqual(['ids-1', 'ids-2', 'stranger']);
    expect(await seen({ county: '64000' })).toEqual(['ids-2']);
    expect(await seen({ county: '10002' })).toEqual([]);
  });

  it('forgets what it is told to, unless it lives again', async () => {
    const partition = { ...source, partition: 2 };
    const [gone, again] = [sign({ ...partition, sensor: 'gone' }), sign({ ...partition, sensor: 'again' })];
    await store.write([gone, { ...again, to: 11 }]);
    await store.forget([]);
    await store.forget([gone, again]);
    expect(await store.of(partition)).toMatchObject([{ sensor: 'again', to: 11 }]);
  });
});
