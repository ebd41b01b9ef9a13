import { CENTRE_ONLY } from '@lianfang/contract';
import { NormalsDesk, type NormalsSource } from './normals-desk';
import { QuestionGate } from './question-gate';

const HOUR_MS = 3_600_000;
const freshness = { state: 'live', asOf: 0, pending: 7 } as const;
const query = { from: '2026-11-22T10:20:30+08:00', to: '2026-11-22T13:00:00+08:00' };
const FIRST = Date.parse('2026-11-22T02:00:00Z');
const range = (middle: number) => ({ low: middle - 1, middle, high: middle + 1 });
const TAOYUAN = { county: '68000' } as const;

function desk(change: Partial<NormalsSource> = {}): {
  desk: NormalsDesk;
  asked: (readonly number[])[];
  clock: { now: number };
} {
  const asked: (readonly number[])[] = [];
  const clock = { now: FIRST };
  const source: NormalsSource = {
    read: async (hours) => {
      asked.push(hours);
      return new Map(
        hours.map((hour, at) => [
          hour,
          new Map([
            ['nation', range(100 + at)],
            ['63000', range(10 + at)],
            ['unlocated', null],
          ]),
        ]),
      );
    },
    counties: () => ['63000', '68000'],
    freshness: () => freshness,
    gate: new QuestionGate(),
    now: () => clock.now,
    ...change,
  };
  return { desk: new NormalsDesk(source), asked, clock };
}

describe('NormalsDesk', () => {
  it('has one band for each hour, of the nation', async () => {
    const answer = await desk().desk.answer(query, CENTRE_ONLY);
    expect(answer).toEqual({
      timeZone: 'Asia/Taipei',
      hours: ['2026-11-22T02:00:00.000Z', '2026-11-22T03:00:00.000Z', '2026-11-22T04:00:00.000Z'],
      places: [{ county: null, ranges: [range(100), range(101), range(102)] }],
      freshness,
    });
  });

  it('has all counties beside each other for who may see the nation, one that learns too', async () => {
    const { places } = await desk().desk.answer({ ...query, by: 'county' }, CENTRE_ONLY);
    expect(places.map(({ county }) => county)).toEqual([null, '63000', '68000', 'unlocated']);
    expect(places[2]?.ranges).toEqual([null, null, null]);
    await expect(desk().desk.answer({ ...query, by: 'county' }, TAOYUAN)).rejects.toMatchObject({ status: 403 });
  });

  it('keeps people of a county to their own, whatever they name', async () => {
    const it = desk().desk;
    const own = await it.answer(query, { county: '63000' });
    expect(own.places).toEqual([{ county: '63000', ranges: [range(10), range(11), range(12)] }]);
    expect(own.freshness.pending).toBeNull();
    for (const county of ['63000', '99999', 'unlocated'])
      await expect(it.answer({ ...query, county }, TAOYUAN)).rejects.toMatchObject({ status: 404 });
  });

  it('asks once for hours that it has, for ten minutes', async () => {
    const { desk: it, asked, clock } = desk();
    await it.answer(query, CENTRE_ONLY);
    await it.answer({ ...query, to: '2026-11-22T14:00:00+08:00', county: '63000' }, CENTRE_ONLY);
    expect(asked).toEqual([[FIRST, FIRST + HOUR_MS, FIRST + 2 * HOUR_MS], [FIRST + 3 * HOUR_MS]]);
    clock.now += 10 * 60_000;
    await it.answer(query, CENTRE_ONLY);
    expect(asked).toHaveLength(3);
  });

  it('asks again soon while it learns', async () => {
    const read: NormalsSource['read'] = jest.fn(async (hours) => new Map(hours.map((hour) => [hour, new Map()])));
    const { desk: it, clock } = desk({ read });
    for (const seconds of [0, 1, 15]) {
      clock.now = FIRST + seconds * 1000;
      await it.answer(query, CENTRE_ONLY);
    }
    expect(read).toHaveBeenCalledTimes(2);
  });

  it.each([
    [{ ...query, to: '2026-12-01T00:00:00+08:00' }, /192 hours at most/],
    [{ ...query, by: 'agency' }, /by/],
    [{ ...query, by: 'county', county: '63000' }, /not together with `by`/],
  ])('refuses %j', async (asked, reason) => {
    await expect(desk().desk.answer(asked, CENTRE_ONLY)).rejects.toThrow(reason);
  });
});
