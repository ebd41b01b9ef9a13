import { CENTRE_ONLY, postureAnswer, postureHistoryAnswer } from '@lianfang/contract';
import { plainPosture } from '@lianfang/testing';
import { PostureDesk } from './posture-desk';

const RANGE = { from: '2026-11-21T00:00:00+08:00', to: '2026-11-22T00:00:00+08:00' };
const OWN = { county: '63000' };

describe('PostureDesk', () => {
  const asked: unknown[][] = [];
  const postures = ['65000', '63000', '99999'].map((county) => [county, plainPosture({ county })] as const);
  const desk = new PostureDesk({
    postures: () => new Map(postures),
    history: async (...question) => {
      asked.push(question);
      return [{ at: 1, score: null, formula: 1 }];
    },
    freshness: () => ({ state: 'live', asOf: 1, pending: 9 }),
    isCounty: (code) => code !== '99999',
  });

  it('shows the centre all counties of the directory, by code', () => {
    const answer = postureAnswer.parse(desk.now({}, CENTRE_ONLY));
    expect(answer.items.map(({ county }) => county)).toEqual(['63000', '65000']);
    expect(answer.freshness.pending).toBe(9);
    expect(desk.now({ county: '65000' }, CENTRE_ONLY).items.map(({ county }) => county)).toEqual(['65000']);
  });

  it('shows people of a county theirs, and how many records of all wait to nobody else', () => {
    expect(desk.now({}, OWN)).toEqual(desk.now({ county: '63000' }, OWN));
    expect(desk.now({}, OWN)).toMatchObject({ items: [{ county: '63000' }], freshness: { pending: null } });
  });

  it('knows no other county, and none that is not there', async () => {
    const none = 'There is no such county';
    expect(() => desk.now({ county: '65000' }, OWN)).toThrow(none);
    expect(() => desk.now({ county: '99999' }, CENTRE_ONLY)).toThrow(none);
    await expect(desk.history({ ...RANGE, county: '65000' }, OWN)).rejects.toThrow(none);
    expect(asked).toEqual([]);
  });

  it('has none of a county of which nothing was said', () => {
    expect(desk.now({}, { county: '64000' }).items).toEqual([]);
  });

  it('says of a county that nobody judges any more that it is not judged', () => {
    const made = plainPosture({ county: '63000' });
    const later = new PostureDesk({
      postures: () => new Map([['63000', made]]),
      history: async () => [],
      freshness: () => ({ state: 'live', asOf: made.at + 121_000, pending: 0 }),
      isCounty: () => true,
    });
    expect(later.now({}, OWN).items).toMatchObject([{ at: made.at, score: null, gap: 'not-judged', raises: [] }]);
  });

  it('reads the past of one county', async () => {
    const answer = await desk.history({ ...RANGE, county: '63000' }, OWN);
    expect(postureHistoryAnswer.parse(answer)).toEqual(answer);
    expect(asked).toEqual([['63000', Date.parse(RANGE.from), Date.parse(RANGE.to)]]);
  });

  it.each([
    [{ from: RANGE.from, to: RANGE.to }, 'county'],
    [{ ...RANGE, county: '63000', to: RANGE.from }, 'before'],
    [{ ...RANGE, county: '63000', to: '2026-12-30T00:00:00+08:00' }, '31 days'],
    [{ ...RANGE, county: '63000', step: 'day' }, 'unknown'],
  ])('says what is wrong with %j', async (query, why) => {
    await expect(desk.history(query, CENTRE_ONLY)).rejects.toThrow(why);
  });
});
