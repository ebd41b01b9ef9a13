import { foreignStates, judgeReturn } from './returned-clients';
import type { PublishedState, Returned } from './questions';

/** Published each second, from second 0 on; the state of a second is named by it. */
const PUBLISHED: PublishedState[] = [0, 1, 2, 3, 4].map((second) => ({
  at: second * 1_000,
  asOf: second,
  hash: `hash-${second}`,
}));

function returned(...reached: number[][]): Returned {
  return { reached, hashes: [[2, ['hash-2']]], retries: { ECONNREFUSED: 1 }, gaps: 0 };
}

const course = { published: PUBLISHED, before: [], cutAt: 500 };

describe('judgeReturn', () => {
  it('waits for the first state that is the newest at its time', () => {
    const crowds = [returned([1_200, 1, 2_100, 2, 3_100, 3, 4_100, 4]), returned([2_050, 1, 3_010, 3, 4_001, 4])];
    expect(judgeReturn(crowds, course)).toMatchObject({
      ...{ clients: 2, p50: 700, last: 2_510, stale: 0, foreign: 0, gaps: 0 },
      retries: { ECONNREFUSED: 2 },
    });
  });

  it('finds who never has it again, who is left behind, and who has nothing', () => {
    const figures = judgeReturn([returned([2_050, 1, 3_050, 2, 4_050, 3], [1_100, 1], [])], course);
    expect(figures).toMatchObject({ clients: 3, stale: 3 });
  });
});

describe('foreignStates', () => {
  it('finds a state that is not what was published of its second', () => {
    const hashes = [
      [2, ['hash-2', 'another']],
      [9, ['hash-9']],
    ] as const;
    expect(foreignStates([{ hashes }], PUBLISHED)).toBe(2);
  });
});
