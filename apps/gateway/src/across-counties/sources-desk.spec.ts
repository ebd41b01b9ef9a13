import { CENTRE_ONLY, type Sketch, type TopEntry } from '@lianfang/contract';
import { SourcesDesk } from './sources-desk';

const HOUR = Date.UTC(2026, 10, 22, 2);
const none = { entries: [], unnamed: 0, overflow: 0 };
const OWN = { county: '63000' };

/** What a county's sketch names. */
function sketch(county: string, sources: Readonly<Record<string, number>>): Sketch {
  const entries = Object.entries(sources).map(([key, count]): TopEntry => ({ key, atLeast: count, atMost: count }));
  return {
    topic: 'threat-events',
    epoch: 1,
    partition: 0,
    tier: 'hour',
    time: HOUR,
    county,
    events: 20,
    sources: new Uint8Array(),
    top: { sources: { entries, unnamed: 0, overflow: 0 }, rules: none, ports: none },
  };
}

/** So many counties beside the own one, each with the same sources. */
function others(count: number, sources: Readonly<Record<string, number>>): Sketch[] {
  return Array.from({ length: count }, (_unused, at) => sketch(String(10_001 + at), sources));
}

function desk(read: () => readonly Sketch[]) {
  const clock = { now: 0 };
  let readings = 0;
  const made = new SourcesDesk({
    stored: {
      async *read() {
        readings += 1;
        for (const each of read()) yield [each];
      },
    },
    steadily: (reading) => reading(),
    openPeriods: () => [],
    clock: () => HOUR + 60_000,
    asOf: () => HOUR + 55_000,
    now: () => clock.now,
    isCounty: (code) => /^\d{5}$/.test(code) && code !== '99999',
    isProtected: (address) => address.startsWith('10.'),
  });
  return { desk: made, clock, readings: () => readings };
}

describe('SourcesDesk', () => {
  it('names those of a county’s own that are among the top of five counties, the most events first', async () => {
    const own = sketch('63000', { '203.0.113.1': 7, '203.0.113.2': 9, '203.0.113.3': 50 });
    const { desk: it } = desk(() => [own, ...others(4, { '203.0.113.1': 1, '203.0.113.2': 1, '203.0.113.9': 3 })]);
    expect(await it.answer({}, OWN)).toEqual({
      county: '63000',
      asOf: HOUR + 55_000,
      items: [
        { source: '203.0.113.2', events: 9, counties: 5 },
        { source: '203.0.113.1', events: 7, counties: 5 },
      ],
    });
  });

  it('tells nothing of four counties, and no number but fives', async () => {
    const own = sketch('63000', { '203.0.113.1': 7 });
    const hit = async (beside: number): Promise<unknown> =>
      (await desk(() => [own, ...others(beside, { '203.0.113.1': 1 })]).desk.answer({}, OWN)).items[0]?.counties;
    expect([await hit(3), await hit(4), await hit(8), await hit(9), await hit(21)]).toEqual([undefined, 5, 5, 10, 20]);
  });

  it('adds up the sketches of one county before it counts it, once', async () => {
    const own = sketch('63000', { '203.0.113.1': 7 });
    const { desk: it } = desk(() => [own, own, own, own, ...others(1, { '203.0.113.1': 1 })]);
    expect((await it.answer({}, OWN)).items).toEqual([]);
  });

  it('does not count what is unlocated or in no directory as a county', async () => {
    const hit = { '203.0.113.1': 7 };
    const { desk: it } = desk(() => [
      ...['63000', 'unlocated', '99999'].map((county) => sketch(county, hit)),
      ...others(3, hit),
    ]);
    expect((await it.answer({}, OWN)).items).toEqual([]);
  });

  it('never names a machine that somebody protects, nor what stands for one', async () => {
    const hit = { masked: 90, '10.63.0.1': 80, '203.0.113.1': 7 };
    const { desk: it } = desk(() => [sketch('63000', hit), ...others(8, hit)]);
    expect((await it.answer({}, OWN)).items.map(({ source }) => source)).toEqual(['203.0.113.1']);
  });

  it('looks at the first hundred of each county alone', async () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_unused, at) => [`198.51.100.${at}`, 1_000 + at]));
    const hit = { '203.0.113.1': 7 };
    const { desk: it } = desk(() => [sketch('63000', { ...many, ...hit }), ...others(8, hit)]);
    expect((await it.answer({}, OWN)).items).toEqual([]);
  });

  it('reads once in 30 seconds for all counties, and again after a failure', async () => {
    const state = { away: false };
    const {
      desk: it,
      clock,
      readings,
    } = desk(() => {
      if (state.away) throw new Error('planted: away');
      return others(5, { '203.0.113.1': 1 });
    });
    await Promise.all(['10001', '10002'].map((county) => it.answer({}, { county })));
    clock.now = 29_999;
    await it.answer({ county: '10003' }, CENTRE_ONLY);
    expect(readings()).toBe(1);
    clock.now = 30_000;
    state.away = true;
    await expect(it.answer({}, { county: '10001' })).rejects.toThrow('away');
    state.away = false;
    expect((await it.answer({}, { county: '10001' })).items).toHaveLength(1);
    expect(readings()).toBe(3);
  });

  it('keeps people to their county, and asks the centre for one', async () => {
    const { desk: it } = desk(() => []);
    await expect(it.answer({ county: '65000' }, OWN)).rejects.toThrow('There is no such county');
    await expect(it.answer({}, CENTRE_ONLY)).rejects.toThrow('Name a county');
    await expect(it.answer({ country: 'TW' }, OWN)).rejects.toThrow('unknown');
  });
});
