import type { EChartsCoreOption } from 'echarts/core';
import type { RevisedMinute } from '@lianfang/contract';
import type { LeavingNormal } from './leaving-normal';
import type { MinutePoint } from './minute-series';

/** Colours of the chart, as values. */
export interface ChartColours {
  readonly surface: string;
  readonly line: string;
  readonly text: string;
  readonly textSecondary: string;
  readonly accent: string;
  readonly warning: string;
  readonly normalBand: string;
}

export interface MinuteChartInput {
  readonly series: readonly MinutePoint[];
  readonly leaving: LeavingNormal | null;
  /** `21:48 高於常態上緣`. */
  readonly leavingLabel: string;
  readonly words: { readonly actual: string; readonly normal: string };
  /** `revised +312 at 09:14`. */
  readonly revised: (minute: RevisedMinute) => string;
  readonly colours: ChartColours;
  readonly time: (instant: number) => string;
  readonly rate: (value: number) => string;
  /** Size of the page's text in pixels: 16 on a desk, 18 on a wall. */
  readonly rem: number;
}

const QUARTER_HOUR = 15 * 60_000;
const FONT = 'Inter Variable, Noto Sans TC Variable, sans-serif';

/** The marker's label stands on the side that has room. */
function leavingMark(input: MinuteChartInput): object {
  const { leaving, colours, rem } = input;
  if (leaving === null) return {};
  const late = leaving.index > input.series.length / 2;
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      lineStyle: { color: colours.warning, type: [3, 3], width: 1 },
      label: {
        formatter: input.leavingLabel,
        position: 'end',
        align: late ? 'right' : 'left',
        verticalAlign: 'top',
        padding: [0, 6, 0, 6],
        color: colours.warning,
        fontFamily: FONT,
        fontSize: rem * 0.75,
        fontWeight: 500,
      },
      data: [{ xAxis: leaving.index }],
    },
  };
}

/** The band is two stacked lines: an invisible floor, and the room between low and high in colour. */
function band(input: MinuteChartInput): object[] {
  const common = {
    type: 'line',
    stack: 'normal',
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    animation: false,
    step: false,
    lineStyle: { opacity: 0 },
    z: 1,
  };
  return [
    { ...common, name: 'low', data: input.series.map(({ low }) => low) },
    {
      ...common,
      name: 'band',
      areaStyle: { color: input.colours.normalBand, opacity: 1 },
      data: input.series.map(({ low, high }) => (low === null || high === null ? null : high - low)),
    },
  ];
}

function tooltip(input: MinuteChartInput): object {
  const { colours, rem } = input;
  return {
    trigger: 'axis',
    // Text on the canvas takes no font of ours. The lines hold no markup: only times, rates and our own words.
    renderMode: 'html',
    extraCssText: 'white-space: pre-line',
    confine: true,
    backgroundColor: colours.surface,
    borderColor: colours.line,
    padding: [6, 10],
    textStyle: { color: colours.text, fontFamily: FONT, fontSize: rem * 0.75 },
    axisPointer: { type: 'line', lineStyle: { color: colours.textSecondary, width: 1, type: 'solid' } },
    formatter: (items: readonly { readonly dataIndex: number }[]) => {
      const point = input.series[items[0]?.dataIndex ?? -1];
      if (point === undefined) return '';
      const lines = [input.time(point.time), `${input.words.actual} ${input.rate(point.perSecond)}`];
      if (point.low !== null && point.high !== null) {
        lines.push(`${input.words.normal} ${input.rate(point.low)}–${input.rate(point.high)}`);
      }
      if (point.revised !== null) lines.push(input.revised(point.revised));
      return lines.join('\n');
    },
  };
}

/** A minute that late events were added to has a small open ring on the line; all others are the line alone. */
function linePoint({ perSecond, revised }: MinutePoint, colours: ChartColours, rem: number): number | object {
  const value = Math.round(perSecond * 10) / 10;
  if (revised === null) return value;
  const itemStyle = { color: colours.surface, borderColor: colours.textSecondary, borderWidth: 1.5 };
  return { value, symbol: 'circle', symbolSize: rem * 0.4, itemStyle };
}

/** The 60-minute chart: the line, the normal range behind it, and the moment of leaving it. Pure. */
export function minuteChartOption(input: MinuteChartInput): EChartsCoreOption {
  const { series, colours, rem } = input;
  const label = { color: colours.textSecondary, fontFamily: FONT, fontSize: rem * 0.75 };
  return {
    animation: false,
    grid: { left: rem * 3.2, right: rem * 1.1, top: rem * 1.1, bottom: rem * 1.6, outerBoundsMode: 'none' },
    tooltip: tooltip(input),
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: series.map(({ time }) => time),
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        interval: (index: number) => (series[index]?.time ?? 1) % QUARTER_HOUR === 0,
        formatter: (value: string) => input.time(Number(value)),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...label, margin: rem * 0.6, formatter: (value: number) => input.rate(value).replace(/\.0$/, '') },
    },
    series: [
      ...band(input),
      {
        name: 'actual',
        type: 'line',
        symbol: 'none',
        showAllSymbol: true,
        z: 3,
        lineStyle: { color: colours.accent, width: 1.75, join: 'round' },
        areaStyle: { color: colours.accent, opacity: 0.07 },
        emphasis: { disabled: true },
        data: series.map((point) => linePoint(point, colours, rem)),
        ...leavingMark(input),
      },
    ],
  };
}
