import { minuteChartOption, type MinuteChartInput } from './minute-chart-option';

const QUARTER = 900_000;
const input = (changes: Partial<MinuteChartInput> = {}): MinuteChartInput => ({
  series: Array.from({ length: 60 }, (_, index) => ({
    time: QUARTER + index * 60_000,
    perSecond: 500 + index / 3,
    low: 440,
    high: 560,
    revised: index === 7 ? { count: 312, at: 9 } : null,
  })),
  leaving: null,
  leavingLabel: '',
  words: { actual: '實際', normal: '常態範圍' },
  revised: ({ count, at }) => `+${count} T${at}`,
  colours: {
    surface: '#fff',
    line: '#eee',
    text: '#111',
    textSecondary: '#555',
    accent: '#0b5c7d',
    warning: '#8f4e00',
    normalBand: '#dde',
  },
  time: (instant) => `T${instant}`,
  rate: (value) => value.toFixed(1),
  rem: 16,
  ...changes,
});

interface Shown {
  readonly series: readonly { readonly name: string; readonly data: readonly (number | null)[]; markLine?: object }[];
  readonly xAxis: { readonly axisLabel: { interval: (index: number) => boolean } };
  readonly tooltip: { readonly renderMode: string; formatter: (items: { dataIndex: number }[]) => string };
}
const shown = (changes?: Partial<MinuteChartInput>): Shown => minuteChartOption(input(changes)) as unknown as Shown;
const named = (chart: Shown, name: string) => chart.series.find((series) => series.name === name);

describe('options of the 60-minute chart', () => {
  it('rings a minute that late events were added to, and says so in words', () => {
    const chart = shown();
    expect(named(chart, 'actual')?.data[7]).toMatchObject({ value: 502.3, symbol: 'circle' });
    expect(chart.tooltip.formatter([{ dataIndex: 7 }])).toMatch(/\+312 T9$/);
    expect(chart.tooltip.formatter([{ dataIndex: 8 }])).not.toContain('+312');
  });

  it('draws the line to one decimal, and the band as a floor with the room above it', () => {
    const chart = shown();
    expect(named(chart, 'actual')?.data.slice(0, 2)).toEqual([500, 500.3]);
    expect(named(chart, 'low')?.data[0]).toBe(440);
    expect(named(chart, 'band')?.data[0]).toBe(120);
  });

  it('draws no band while learning', () => {
    const learning = input().series.map((point) => ({ ...point, low: null, high: null }));
    expect(named(shown({ series: learning }), 'band')?.data.every((value) => value === null)).toBe(true);
  });

  it('marks the moment of leaving normal, and only then', () => {
    expect(named(shown(), 'actual')?.markLine).toBeUndefined();
    const left = shown({ leaving: { time: 0, side: 'above', index: 48 }, leavingLabel: '21:48 高於常態上緣' });
    expect(named(left, 'actual')?.markLine).toMatchObject({
      data: [{ xAxis: 48 }],
      label: { formatter: '21:48 高於常態上緣', align: 'right' },
    });
  });

  it('names the quarter hours', () => {
    const { interval } = shown().xAxis.axisLabel;
    expect([0, 1, 14, 15, 30].map((index) => interval(index))).toEqual([true, false, false, true, true]);
  });

  it('tells a minute with its normal range, on the canvas', () => {
    const { tooltip } = shown();
    expect(tooltip.renderMode).toBe('html');
    expect(tooltip.formatter([{ dataIndex: 0 }])).toBe('T900000\n實際 500.0\n常態範圍 440.0–560.0');
    expect(tooltip.formatter([])).toBe('');
  });
});
