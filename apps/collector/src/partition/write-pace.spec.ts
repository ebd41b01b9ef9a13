import { WritePace } from './write-pace';

describe('WritePace', () => {
  it('lets a partition that follows the log write whenever it wants', () => {
    const pace = new WritePace();
    pace.wrote(1_000);
    expect(pace.isDue(0, 1_000)).toBe(true);
    expect(pace.isDue(100_000, 1_000)).toBe(true);
  });

  it('lets one that catches up write at first, then every five seconds, and at once when it has caught up', () => {
    const pace = new WritePace();
    expect(pace.isDue(5_000_000, 1_000)).toBe(true);
    pace.wrote(1_000);
    expect(pace.isDue(5_000_000, 5_999)).toBe(false);
    expect(pace.isDue(5_000_000, 6_000)).toBe(true);
    expect(pace.isDue(99_999, 1_001)).toBe(true);
  });
});
