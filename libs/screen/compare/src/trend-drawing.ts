import type { TrendPoint } from './compare-rows';

/** Units of the drawing. */
export const DRAWING = { width: 120, height: 32 } as const;

export interface TrendDrawing {
  readonly line: string;
  readonly band: string;
}

/** The highest figure of a trend, its band too: the top of its own scale. */
export function topOf(trend: readonly TrendPoint[]): number {
  return Math.max(0, ...trend.map(({ blocked, normal }) => Math.max(blocked, normal?.high ?? 0)));
}

/** A line and the normal band behind it, from nought to `top`. Pure. */
export function drawTrend(trend: readonly TrendPoint[], top: number): TrendDrawing {
  const step = DRAWING.width / Math.max(1, trend.length);
  const y = (value: number): string => (DRAWING.height * (1 - (top > 0 ? value / top : 0))).toFixed(1);
  const line = trend
    .map(({ blocked }, at) => `${at === 0 ? 'M' : 'L'}${((at + 0.5) * step).toFixed(1)} ${y(blocked)}`)
    .join('');
  const band = trend
    .map(({ normal }, at) =>
      normal === null
        ? ''
        : `M${(at * step).toFixed(1)} ${y(normal.high)}h${step.toFixed(2)}V${y(normal.low)}h-${step.toFixed(2)}z`,
    )
    .join('');
  return { line, band };
}
