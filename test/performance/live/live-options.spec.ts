import { parseLiveOptions } from './live-options';

describe('parseLiveOptions', () => {
  it('measures 10,000 viewers, or a few hundred for a quick look', () => {
    expect(parseLiveOptions([])).toMatchObject({ clients: 10_000, compared: 4_000, rounds: 5, seconds: 15 });
    expect(parseLiveOptions(['--quick', '--rounds', '2'])).toMatchObject({ clients: 300, rounds: 2 });
  });

  it.each([['--clients', '0'], ['--clients', '1e3'], ['--speed', '1'], ['more']])('refuses %s %s', (...args) => {
    expect(() => parseLiveOptions(args)).toThrow();
  });
});
