import { judgeSpreads } from './frame-spreads';

const frame = (asOf: number, first: number, last: number, count: number) => ({ asOf, first, last, count });

describe('judgeSpreads', () => {
  it('joins what processes saw of a frame, and leaves out those that may be cut', () => {
    const one = [frame(1, 0, 1, 1), frame(2, 10, 30, 2), frame(3, 50, 60, 2), frame(4, 90, 91, 1)];
    const other = [frame(2, 5, 15, 2), frame(3, 55, 58, 1)];
    expect(judgeSpreads([one, other], 4)).toEqual({ frames: 2, p50: 10, p99: 25, most: 25, incomplete: 1 });
  });
});
