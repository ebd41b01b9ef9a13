import { delaysOf, quantile } from './delays';

describe('delaysOf', () => {
  it('takes the first frame that counts a probe', () => {
    const sightings = [
      { at: 100, count: 0 },
      { at: 1_100, count: 2 },
      { at: 2_100, count: 2 },
      { at: 3_100, count: 3 },
    ];
    expect(delaysOf([500, 900, 2_000], sightings)).toEqual([600, 200, 1_100]);
  });

  it('leaves out what no frame counted, so that it is missed and not taken for quick', () => {
    expect(delaysOf([500, 900], [{ at: 1_000, count: 1 }])).toEqual([500]);
  });

  it('refuses a county that got more than the probes', () => {
    expect(() => delaysOf([500], [{ at: 1_000, count: 2 }])).toThrow('LF-BENCH-PROBE');
  });
});

it.each([
  [0.5, 2],
  [0.99, 4],
  [1, 4],
])('quantile %d', (part, expected) => {
  expect(quantile([4, 1, 3, 2], part)).toBe(expected);
});
