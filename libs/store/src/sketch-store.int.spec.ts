import { DEMONSTRATION_TOPIC, indexNames, sketchId, type Sketch, type VersionedSketch } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { installIndexTemplates } from './index-templates';
import { createSketchStore } from './sketch-store';
import { createStoredSketches, type SketchQuestion } from './read/sketches';

const HOUR_MS = 3_600_000;
const HOUR = Date.UTC(2026, 10, 22, 2);
const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };
const none = { entries: [], unnamed: 0, overflow: 0 };

function sketch(change: Partial<Sketch>, version = 10): VersionedSketch {
  const made: Sketch = {
    ...SOURCE,
    tier: 'chunk',
    ...(change.tier !== 'hour' && { chunk: '0.1' }),
    time: HOUR,
    county: '63000',
    events: 1,
    sources: new Uint8Array([1]),
    top: { sources: none, rules: none, ports: none },
    ...change,
  };
  return { id: sketchId(made), version, sketch: made };
}

describe('sketches on real servers', () => {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const store = createSketchStore(client, names);
  const stored = createStoredSketches(client, names);

  async function read(change: Partial<SketchQuestion> = {}): Promise<[number, string, number][]> {
    const open = [{ ...SOURCE, openHours: [HOUR], openDays: [] }];
    const found: Sketch[] = [];
    const question = { from: HOUR - 3 * HOUR_MS, to: HOUR + HOUR_MS, open, ...change };
    for await (const page of stored.read(question)) found.push(...page);
    return found
      .map(({ time, county, events }): [number, string, number] => [(time - HOUR) / HOUR_MS, county, events])
      .sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]) || a[2] - b[2]);
  }

  beforeAll(async () => {
    await installIndexTemplates(client, names);
    await store.write([
      sketch({ events: 3 }),
      sketch({ events: 4, chunk: '0.2' }),
      sketch({ events: 5, county: '65000' }),
      sketch({ events: 6, time: HOUR - HOUR_MS }),
      sketch({ events: 100, tier: 'hour' }),
      sketch({ events: 60, tier: 'hour', time: HOUR - HOUR_MS }),
      sketch({ events: 70, tier: 'hour', topic: DEMONSTRATION_TOPIC }),
      sketch({ events: 80, tier: 'hour', time: HOUR - 9 * HOUR_MS }),
    ]);
  });

  afterAll(async () => {
    const indices = Object.keys(await client.indices.get({ index: `${prefix}-*` }));
    await client.indices.delete({ index: indices });
    await client.close();
  });

  it('reads open hours of a source by chunk and all others by hour, never both', async () => {
    expect(await read()).toEqual([
      [-1, '63000', 60],
      [0, '63000', 3],
      [0, '63000', 4],
      [0, '63000', 70],
      [0, '65000', 5],
    ]);
  });

  it('never reads a county for another', async () => {
    expect(await read({ county: '65000' })).toEqual([[0, '65000', 5]]);
  });

  it('gives back what was stored, and the highest version of it', async () => {
    const top = { sources: { entries: [{ key: '__proto__', atLeast: 1, atMost: 2 }], unnamed: 2, overflow: 1 } };
    const change = { chunk: '0.9', time: HOUR + 5 * HOUR_MS, sources: new Uint8Array([1, 2, 3, 4]) };
    const newer = sketch({ ...change, events: 8, top: { ...top, rules: none, ports: none } }, 20);
    await store.write([newer]);
    expect(await store.write([sketch({ ...change, events: 7 }, 19)])).toMatchObject([{ kind: 'superseded' }]);
    const [found] = await store.chunksOf(SOURCE, HOUR + 5 * HOUR_MS);
    expect({ ...found, sources: [...(found?.sources ?? [])] }).toEqual({ ...newer.sketch, sources: [1, 2, 3, 4] });
  });
});
