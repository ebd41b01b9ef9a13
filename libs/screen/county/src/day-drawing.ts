import type { NormalRange } from '@lianfang/contract';
import { BUCKET_MS, DAY_MS, type DayPoint } from './day-series';

/** Units of the drawing: a minute is one wide, and the highest label is at 0 of 100. */
export const DRAWING = { width: 1_440, height: 100 } as const;
const HOUR_WIDTH = 60;
/** Lines of the scale beside nought. */
const LABELS = 2;

/** What is drawn of a day, as paths. */
export interface DayDrawing {
  readonly line: string;
  readonly band: string;
  /** Values of the scale's lines, the highest first; the last is 0. */
  readonly scale: readonly number[];
}

const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The least round figure that is a value or more. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (ROUND.find((step) => step * power >= value) ?? 10) * power;
}

/** Where a time of the day is, 0 to {@link DRAWING}.width. */
export function placeOf(day: number, time: number): number {
  return ((time - day) / DAY_MS) * DRAWING.width;
}

/** A day's line and its normal range, hour by hour. Pure. */
export function drawDay(
  day: number,
  points: readonly DayPoint[],
  normals: readonly (NormalRange | null)[],
): DayDrawing {
  const values = [...points.map(({ perMinute }) => perMinute ?? 0), ...normals.map((normal) => normal?.high ?? 0)];
  const step = roundUp((Math.max(...values, 0) * 1.02) / LABELS);
  const top = step * LABELS;
  const y = (value: number): string => (DRAWING.height * (1 - value / top)).toFixed(2);
  let isBroken = true;
  const line = points.map(({ time, perMinute }) => {
    if (perMinute === null) {
      isBroken = true;
      return '';
    }
    const command = isBroken ? 'M' : 'L';
    isBroken = false;
    return `${command}${placeOf(day, time + BUCKET_MS / 2).toFixed(1)} ${y(perMinute)}`;
  });
  const band = normals.map((normal, hour) =>
    normal === null ? '' : `M${hour * HOUR_WIDTH} ${y(normal.high)}h${HOUR_WIDTH}V${y(normal.low)}h-${HOUR_WIDTH}z`,
  );
  return { line: line.join(''), band: band.join(''), scale: [top, step, 0] };
}
