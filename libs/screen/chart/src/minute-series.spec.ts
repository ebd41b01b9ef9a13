import { minuteSeries, sameSeries } from './minute-series';

const MINUTE = 60_000;
const OPEN = 1_795_000_020_000 - (1_795_000_020_000 % MINUTE);
const point = (blocked: number) => ({ blocked, allowed: 0, detected: 0 });

describe('the series of the last hour', () => {
  it('holds 60 whole minutes, oldest first, without the open one', () => {
    const series = minuteSeries({ [OPEN]: point(60), [OPEN - MINUTE]: point(600) }, {});
    expect(series).toHaveLength(60);
    expect(series.at(-1)).toEqual({ time: OPEN - MINUTE, perSecond: 10, low: null, high: null, revised: null });
    expect(series[0]).toEqual({ time: OPEN - 60 * MINUTE, perSecond: 0, low: null, high: null, revised: null });
  });

  it('brings the normal range to the same unit', () => {
    const series = minuteSeries({ [OPEN]: point(0) }, { [OPEN - MINUTE]: { low: 600, middle: 900, high: 1_200 } });
    expect(series.at(-1)).toMatchObject({ low: 10, high: 20 });
  });

  it('marks a minute that late events were added to, and sees when more of them come', () => {
    const build = (count: number) =>
      minuteSeries({ [OPEN]: point(0) }, {}, { [OPEN - 3 * MINUTE]: { count, at: OPEN } });
    expect(build(312).at(-3)?.revised).toEqual({ count: 312, at: OPEN });
    expect(build(312).at(-2)?.revised).toBeNull();
    expect([sameSeries(build(312), build(312)), sameSeries(build(312), build(313))]).toEqual([true, false]);
  });

  it('is empty without minutes', () => {
    expect(minuteSeries({}, {})).toEqual([]);
  });

  it('tells whether anything would be drawn differently', () => {
    const build = (blocked: number) => minuteSeries({ [OPEN]: point(0), [OPEN - MINUTE]: point(blocked) }, {});
    expect(sameSeries(build(1), build(1))).toBe(true);
    expect(sameSeries(build(1), build(2))).toBe(false);
    expect(sameSeries(null, build(2))).toBe(false);
    expect(sameSeries(null, null)).toBe(true);
  });
});
