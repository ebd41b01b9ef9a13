import { recordsIn, resultOf } from './count-transmissions';

describe('what is counted of an answer', () => {
  it('is the entries of its list, or one', () => {
    expect(recordsIn({ items: [1, 2, 3], cursor: null })).toBe(3);
    expect(recordsIn({ points: [] })).toBe(0);
    expect(recordsIn({ county: '63000' })).toBe(1);
    expect(recordsIn(null)).toBe(1);
  });

  it('is what became of it', () => {
    expect([200, 304, 401, 404, 429, 500, 503].map(resultOf)).toEqual([
      'ok',
      'not-modified',
      'refused',
      'refused',
      'limited',
      'failed',
      'failed',
    ]);
  });
});
