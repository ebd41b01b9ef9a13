import { CENTRE_ONLY } from '@lianfang/contract';
import { DistinctSketch } from '@lianfang/aggregate';
import type { Sketch } from '@lianfang/contract';
import type { SketchQuestion } from '@lianfang/store';
import { HOUR_MS } from '@lianfang/views';
import { SketchDesk } from './sketch-desk';

const HOUR = Date.UTC(2026, 10, 22, 2);
const none = { entries: [], unnamed: 0, overflow: 0 };

function sketch(county: string, addresses: readonly string[], change: Partial<Sketch> = {}): Sketch {
  const distinct = new DistinctSketch();
  for (const address of addresses) distinct.record(address);
  const entries = addresses.map((key, index) => ({ key, atLeast: 10 - index, atMost: 10 - index }));
  return {
    topic: 'threat-events',
    epoch: 1,
    partition: 0,
    tier: 'hour',
    time: HOUR,
    county,
    events: 20,
    sources: distinct.encode(),
    top: { sources: { entries, unnamed: 3, overflow: 1 }, rules: none, ports: none },
    ...change,
  };
}

function desk(sketches: readonly Sketch[]) {
  const asked: SketchQuestion[] = [];
  const clock = { now: 0 };
  const stored = {
    async *read(question: SketchQuestion) {
      asked.push(question);
      yield sketches.filter(({ county }) => question.county === undefined || question.county === county);
    },
  };
  const source = {
    stored,
    steadily: <T>(read: () => Promise<T>) => read(),
    openPeriods: () => [],
    clock: () => HOUR + 60_000,
    asOf: () => HOUR + 55_000,
    isCounty: (code: string) => code !== '99999',
    now: () => clock.now,
  };
  return { desk: new SketchDesk(source), asked, clock };
}

describe('SketchDesk', () => {
  const stored = [sketch('63000', ['a', 'b']), sketch('65000', ['b', 'c'], { time: HOUR - HOUR_MS })];

  it('answers the open hour by default, with its age', async () => {
    const { desk: it, asked } = desk(stored);
    const answer = await it.distinct({}, CENTRE_ONLY);
    expect(asked[0]).toMatchObject({ from: HOUR, to: HOUR + HOUR_MS });
    expect(answer).toMatchObject({ county: null, from: HOUR, to: HOUR + HOUR_MS, asOf: HOUR + 55_000 });
  });

  it('unites counties and hours, and shows each hour by itself', async () => {
    const answer = await desk(stored).desk.distinct({ hours: '2' }, CENTRE_ONLY);
    expect(answer).toMatchObject({ value: 3, plusMinus: 0, events: 40 });
    expect(answer.byHour.map(({ time, value }) => [time, value])).toEqual([
      [HOUR - HOUR_MS, 2],
      [HOUR, 2],
    ]);
  });

  it('lists the most frequent keys with the bound of their error', async () => {
    const answer = await desk(stored).desk.top({ of: 'sources', limit: '2' }, CENTRE_ONLY);
    expect(answer.entries).toEqual([
      { key: 'b', count: 19, overCount: 0 },
      { key: 'a', count: 13, overCount: 3 },
    ]);
    expect(answer).toMatchObject({ unnamed: 12, overflow: 2, of: 'sources' });
  });

  it('asks for the county alone, and never answers one county from another', async () => {
    const { desk: it, asked } = desk(stored);
    const [taipei, again, other] = [
      await it.top({ of: 'sources', county: '63000' }, CENTRE_ONLY),
      await it.top({ of: 'sources', county: '63000' }, CENTRE_ONLY),
      await it.top({ of: 'sources', county: '65000' }, CENTRE_ONLY),
    ];
    expect(asked.map(({ county }) => county)).toEqual(['63000', '65000']);
    expect(again).toEqual(taipei);
    expect(taipei.entries.map(({ key }) => key)).toEqual(['a', 'b']);
    expect(other.entries.map(({ key }) => key)).toEqual(['b', 'c']);
  });

  it('reads anew after a few seconds', async () => {
    const { desk: it, asked, clock } = desk(stored);
    await it.distinct({}, CENTRE_ONLY);
    clock.now = 3_000;
    await it.top({ of: 'rules' }, CENTRE_ONLY);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [{ hours: '25' }, 'hours'],
    [{ hours: '-1' }, 'hours'],
    [{ county: '../63000' }, 'county'],
    [{ county: ['63000', '65000'] }, 'county'],
  ])('refuses %j', async (query, named) => {
    await expect(desk([]).desk.distinct(query, CENTRE_ONLY)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining(named),
    });
  });

  it.each([[{}], [{ of: 'agencies' }], [{ of: '__proto__' }], [{ of: 'rules', limit: '1e9' }]])(
    'refuses a list of %j',
    async (query) => {
      await expect(desk([]).desk.top(query, CENTRE_ONLY)).rejects.toMatchObject({ status: 400 });
    },
  );

  it('knows no other counties than the directory', async () => {
    await expect(desk([]).desk.distinct({ county: '99999' }, CENTRE_ONLY)).rejects.toMatchObject({ status: 404 });
  });
});
