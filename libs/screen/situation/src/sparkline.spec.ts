import { linePath } from './sparkline';

describe('linePath', () => {
  it('reaches from the least to the most', () => {
    expect(linePath([10, 30, 20], 100, 20)).toBe('M0.0,20.0L50.0,0.0L100.0,10.0');
  });

  it('draws what never changes as a flat line, and nothing as nothing', () => {
    expect(linePath([5, 5], 100, 20)).toBe('M0.0,10.0L100.0,10.0');
    expect(linePath([], 100, 20)).toBe('');
  });
});
