import { parseBenchOptions } from './bench-options';

describe('parseBenchOptions', () => {
  it('plays five rounds of all loads', () => {
    expect(parseBenchOptions([])).toMatchObject({
      rounds: 5,
      events: 3_006_000,
      seconds: 60,
      loads: ['eve', 'nested', 'cef'],
      only: [],
      compression: 'none',
      endToEnd: true,
      task: 'compare',
    });
  });

  it('is short when asked to be quick, and what is stated goes before', () => {
    expect(parseBenchOptions(['--quick', '--rounds', '3'])).toMatchObject({ rounds: 3, loads: ['eve'], seconds: 10 });
  });

  it.each(['stage', 'growth', 'even-rates', 'storage', 'sizing'] as const)(
    'does %s in place of the comparison',
    (task) => {
      expect(parseBenchOptions([`--${task}`])).toMatchObject({ task });
    },
  );

  it('plays three short rounds of growth, because there are five cells', () => {
    expect(parseBenchOptions(['--growth'])).toMatchObject({ rounds: 3, events: 1_503_000 });
  });

  it('measures nothing end to end where ours is left out', () => {
    expect(parseBenchOptions(['--only', 'raw,no-work'])).toMatchObject({ only: ['raw', 'no-work'], endToEnd: false });
  });

  it.each([
    [['--rounds', '0'], '--rounds must be a whole number from 1 to 100, not "0"'],
    [['--load', 'xml'], '--load must be one of eve, nested, cef, not "xml"'],
    [['--only', 'mine'], '--only must be one of ours'],
    [['--growth', '--storage'], 'Ask for one of --growth and --storage at a time'],
    [['--fast'], 'npm run bench --'],
  ])('refuses %j', (args, message) => {
    expect(() => parseBenchOptions(args)).toThrow(message);
  });
});
