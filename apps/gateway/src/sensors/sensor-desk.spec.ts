import { CENTRE_ONLY, sensorPage, type Scope, type SensorPage, type SensorSign } from '@lianfang/contract';
import { createSensorRegistry, parseSensors, type RegisteredSensor } from '@lianfang/locate';
import { SensorDesk } from './sensor-desk';

const NOON = Date.parse('2026-11-22T12:00:00+08:00');
const MINUTE = 60_000;

const FILE = `heartbeat: PT1M
sensors:
  - { id: ids-1, speaksFor: { counties: ['63000'] }, name: { zh: 市府一號, en: Hall 1 } }
  - { id: ids-2, speaksFor: { agencies: [hall] }, topics: [threat-events], format: cisco }
  - { id: ids-3, speaksFor: { counties: ['65000'] } }
  - { id: backbone, speaksFor: nation }
`;
const agency = { name: { zh: '市府', en: 'Hall' }, protectedAddresses: 1, ranges: [] };
const directory = {
  hash: 'd',
  counties: ['63000', '65000'].map((code) => ({ code, name: { zh: code, en: code } })),
  agencies: [{ ...agency, id: 'hall', county: '63000' }],
};

function sign(some: Partial<SensorSign>): SensorSign {
  const lastSign = some.lastSign ?? NOON;
  return {
    ...{ topic: 't', epoch: 1, partition: 0, sensor: 'ids-1', county: '63000', registered: true, to: 1, chunk: '0.0' },
    ...{ lastReadable: lastSign, lastIgnored: null, lastCounted: lastSign, lastEvent: lastSign - 1_000 },
    ...{ lastRejected: null, rejectedCode: null, since: lastSign - 1_000 },
    ...{ counted: 5, duplicate: 1, ignored: 2, rejected: 0 },
    ...some,
    lastSign,
  };
}

describe('SensorDesk', () => {
  let signs: SensorSign[];
  let asOf: number | null;
  let reads: Scope[];
  let clock: number;
  let registry: ReadonlyMap<string, RegisteredSensor>;
  let desk: SensorDesk;

  beforeEach(() => {
    const file = parseSensors(FILE);
    if (!file.ok) throw new Error('the test file must be readable');
    registry = createSensorRegistry(file.value, directory, '').sensors;
    signs = [];
    reads = [];
    asOf = NOON;
    clock = 0;
    desk = new SensorDesk({
      registry: () => registry,
      signs: async (scope) => {
        reads.push(scope);
        // As the store does: documents of a county alone.
        return signs.filter(({ county }) => scope === CENTRE_ONLY || county === scope.county);
      },
      asOf: () => asOf,
      freshness: () => ({ state: 'live', asOf, pending: 0 }),
      isCounty: (code) => code === '63000' || code === '65000',
      now: () => (clock += 5_000),
    });
  });

  const list = async (query: object = {}, scope: Scope = CENTRE_ONLY): Promise<SensorPage> =>
    sensorPage.parse(await desk.list(query, scope));
  const states = (page: SensorPage): unknown => page.items.map(({ id, state }) => [id, state]);

  it('says how each sensor does, by the age of its last sign', async () => {
    signs = [
      sign({}),
      sign({ sensor: 'ids-2', lastSign: NOON - 2 * MINUTE }),
      sign({ sensor: 'ids-3', county: '65000', lastSign: NOON - 5 * MINUTE }),
      sign({ sensor: 'stranger\u202e', county: CENTRE_ONLY, registered: false }),
      sign({ sensor: null, county: CENTRE_ONLY, registered: false }),
    ];
    const page = await list();
    expect(states(page)).toEqual([
      ['ids-3', 'silent'],
      ['ids-2', 'late'],
      ['backbone', 'never-seen'],
      ['stranger⟦U+202E⟧', 'unregistered'],
      [null, 'unregistered'],
      ['ids-1', 'alive'],
    ]);
    expect(page.counts).toEqual({ alive: 1, late: 1, silent: 1, 'never-seen': 1, unregistered: 2, unknown: 0 });
    expect(page).toMatchObject({ asOf: NOON, cursor: null });
    expect(page.items[0]).toMatchObject({ since: NOON - 2 * MINUTE, age: 300, heartbeat: 60 });
    expect(await desk.counts()).toEqual(page.counts);
  });

  it('says what the registry has, and what was seen last', async () => {
    signs = [sign({ lastIgnored: NOON - 7 })];
    const items = (await list()).items.toSorted((one, other) => ((one.id ?? '') < (other.id ?? '') ? -1 : 1));
    expect(items[1]).toEqual({
      id: 'ids-1',
      name: { zh: '市府一號', en: 'Hall 1' },
      county: '63000',
      speaksFor: { counties: ['63000'], agencies: [] },
      topics: null,
      format: null,
      timeZone: 'UTC',
      heartbeat: 60,
      state: 'alive',
      since: null,
      age: 0,
      faulty: false,
      lastSign: NOON,
      lastIgnored: NOON - 7,
      lastCounted: NOON,
      lastEvent: NOON - 1_000,
      lastRejected: null,
      rejectedCode: null,
      recent: { since: NOON - 1_000, counted: 5, duplicate: 1, ignored: 2, rejected: 0 },
    });
    expect(items[2]).toMatchObject({ id: 'ids-2', county: '63000', topics: ['threat-events'], format: 'cisco' });
    expect(items[0]).toMatchObject({ id: 'backbone', county: null, speaksFor: 'nation', age: null, recent: null });
  });

  it('joins partitions: the newest of each kind, and counts of the same ten minutes', async () => {
    const rejected = { lastRejected: NOON - 3, rejectedCode: 'not-json' };
    signs = [
      sign({ lastSign: NOON - 60 * MINUTE, ...rejected, counted: 100 }),
      sign({ partition: 1, lastSign: NOON - 500, lastCounted: null, lastEvent: null, since: NOON - 9_000 }),
      sign({ partition: 2, since: NOON - 8_000 }),
    ];
    expect((await list({ state: 'alive' })).items[0]).toMatchObject({
      lastSign: NOON,
      lastCounted: NOON,
      ...rejected,
      recent: { since: NOON - 9_000, counted: 10, ignored: 4 },
    });
  });

  it('tells a sensor that writes what nobody can read from a healthy one', async () => {
    const garbage = { lastRejected: NOON, rejectedCode: 'not-json' };
    signs = [
      sign({ ...garbage, lastReadable: NOON - 2 * MINUTE }),
      sign({ ...garbage, sensor: 'ids-2', lastReadable: NOON - MINUTE }),
      sign({ ...garbage, sensor: 'ids-3', county: '65000', lastReadable: null, lastCounted: null, lastEvent: null }),
    ];
    const { items } = await list();
    expect(items.map(({ id, state, faulty }) => [id, state, faulty])).toEqual([
      ['backbone', 'never-seen', false],
      ['ids-1', 'alive', true],
      ['ids-2', 'alive', false],
      ['ids-3', 'alive', true],
    ]);
  });

  it('calls nobody silent while it is not known how far the log is read', async () => {
    signs = [sign({ lastSign: NOON - 60 * MINUTE })];
    asOf = null;
    expect((await list({ state: 'unknown' })).items[0]).toMatchObject({
      id: 'ids-1',
      state: 'unknown',
      age: null,
      faulty: false,
    });
  });

  it('shows a county its own sensors alone, and refuses others as if there were none', async () => {
    signs = [
      sign({}),
      sign({ sensor: 'ids-3', county: '65000' }),
      sign({ sensor: 'gone', registered: false, county: '65000' }),
      sign({ sensor: 'stranger', registered: false, county: CENTRE_ONLY }),
    ];
    const page = await list({}, { county: '65000' });
    expect(states(page)).toEqual([['ids-3', 'alive']]);
    expect(page.counts).toMatchObject({ alive: 1, 'never-seen': 0, unregistered: 0 });
    expect(reads).toEqual([{ county: '65000' }]);
    await expect(list({ county: '63000' }, { county: '65000' })).rejects.toMatchObject({ status: 404 });
    expect(states(await list({ county: '63000' }))).toEqual([
      ['ids-2', 'never-seen'],
      ['ids-1', 'alive'],
    ]);
  });

  it('goes on by cursor, within a state too, and refuses a cursor that is not its own', async () => {
    signs = [
      sign({}),
      sign({ sensor: null, county: CENTRE_ONLY, registered: false }),
      sign({ sensor: 'zz', registered: false }),
    ];
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ size: '2', ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['backbone', 'ids-2', 'ids-3', 'zz', null, 'ids-1']);
    const never = await list({ state: 'never-seen', size: '2' });
    expect(states(never)).toEqual([
      ['backbone', 'never-seen'],
      ['ids-2', 'never-seen'],
    ]);
    expect(states(await list({ state: 'never-seen', size: '2', cursor: never.cursor }))).toEqual([
      ['ids-3', 'never-seen'],
    ]);
    await expect(list({ cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ status: 400 });
    await expect(list({ county: '7' })).rejects.toMatchObject({ status: 400 });
    await expect(list({ county: '10002' })).rejects.toMatchObject({ status: 404 });
  });

  it('puts who is silent before the cut, however late its id is', async () => {
    signs = [
      sign({}),
      sign({ sensor: 'ids-2' }),
      sign({ sensor: 'ids-3', county: '65000', lastSign: NOON - 5 * MINUTE }),
      sign({ sensor: 'backbone', county: CENTRE_ONLY }),
    ];
    const first = await list({ size: '1' });
    expect(states(first)).toEqual([['ids-3', 'silent']]);
    const rest = await list({ size: '3', cursor: first.cursor });
    expect(rest.items.map(({ id }) => id)).toEqual(['backbone', 'ids-1', 'ids-2']);
    expect(rest.cursor).toBeNull();
  });

  it('leaves out strangers that are long gone, and never a registered sensor', async () => {
    const longAgo = NOON - 8 * 24 * 60 * MINUTE;
    signs = [sign({ lastSign: longAgo }), sign({ sensor: 'stranger', registered: false, lastSign: longAgo })];
    expect(states(await list())).toContainEqual(['ids-1', 'silent']);
    expect(states(await list())).not.toContainEqual(['stranger', 'unregistered']);
  });
});
