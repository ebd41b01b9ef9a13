import type { EChartsCoreOption } from 'echarts/core';
import type { Drawing } from './explore-address';

/** One part of the stack, or one line, interval by interval. */
export interface ChartCourse {
  readonly name: string;
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

export interface ExploreChartInput {
  readonly times: readonly number[];
  readonly courses: readonly ChartCourse[];
  /** The earlier period's total; null without one. */
  readonly earlier: readonly (number | null)[] | null;
  readonly earlierName: string;
  readonly drawing: Drawing;
  /** The last interval is not over. */
  readonly isFilling: boolean;
  readonly colours: { readonly surface: string; readonly line: string; readonly textSecondary: string };
  readonly timeLabel: (instant: number) => string;
  readonly amount: (value: number) => string;
  /** Size of the page's text in pixels. */
  readonly rem: number;
}

const FONT = 'Inter Variable, Noto Sans TC Variable, sans-serif';

/** Where the plot lies in the chart, in `rem`: what lies over the canvas is placed by the same figures. */
export const PLOT = { left: 3.6, right: 0.6, top: 0.75, bottom: 1.75 } as const;

/** Which interval lies under `x`; pixels from the left edge of a chart that is `width` wide. */
export function indexAt(x: number, { width, rem, count }: { width: number; rem: number; count: number }): number {
  const plot = width - (PLOT.left + PLOT.right) * rem;
  const at = Math.floor(((x - PLOT.left * rem) / Math.max(1, plot)) * count);
  return Math.max(0, Math.min(count - 1, at));
}

/** Bars on each other, or lines, and the earlier period behind them as a quiet line. Pure. */
export function exploreChartOption(input: ExploreChartInput): EChartsCoreOption {
  const { times, colours, rem } = input;
  const label = { color: colours.textSecondary, fontFamily: FONT, fontSize: rem * 0.75 };
  return {
    animation: false,
    grid: {
      left: PLOT.left * rem,
      right: PLOT.right * rem,
      top: PLOT.top * rem,
      bottom: PLOT.bottom * rem,
      outerBoundsMode: 'none',
    },
    xAxis: {
      type: 'category',
      data: [...times],
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true, formatter: (value: string) => input.timeLabel(Number(value)) },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 3,
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { ...label, margin: rem * 0.5, formatter: input.amount },
    },
    series: [...input.courses.map((course) => seriesOf(course, input)), ...earlierSeries(input)],
  };
}

function seriesOf({ name, colour, values }: ChartCourse, { drawing, colours, isFilling }: ExploreChartInput): object {
  const common = { name, silent: true, animation: false, emphasis: { disabled: true } };
  if (drawing === 'lines') {
    return {
      ...common,
      type: 'line',
      symbol: values.length === 1 ? 'circle' : 'none',
      connectNulls: false,
      lineStyle: { color: colour, width: 1.75, join: 'round' },
      itemStyle: { color: colour },
      data: [...values],
    };
  }
  // Many bars have no room for gaps between their parts.
  const border = values.length > 100 ? {} : { borderColor: colours.surface, borderWidth: 0.5 };
  const last = values.length - 1;
  return {
    ...common,
    type: 'bar',
    stack: 'all',
    barCategoryGap: values.length > 100 ? '0%' : '18%',
    barMaxWidth: 56,
    itemStyle: { color: colour, ...border },
    // An interval that is not over is drawn paler: it can't be measured against the others yet.
    data: values.map((value, at) => (isFilling && at === last ? { value, itemStyle: { opacity: 0.45 } } : value)),
  };
}

function earlierSeries({ earlier, earlierName, colours }: ExploreChartInput): object[] {
  if (earlier === null) return [];
  return [
    {
      name: earlierName,
      type: 'line',
      silent: true,
      animation: false,
      symbol: 'none',
      connectNulls: false,
      z: 5,
      lineStyle: { color: colours.textSecondary, width: 1.5, type: [4, 3] },
      data: [...earlier],
    },
  ];
}
