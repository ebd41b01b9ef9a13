import type { ByDisposition } from '@lianfang/contract';
import type { Board } from './board';
import { addCells, createCells, directionOf, dispositionsOf } from './cells';
import { isSilentAt, minutesOf, readWindow, type NormalsOf } from './minute-window';
import { hourOf, HOUR_MS, minuteOf } from './taipei-time';

/** One county in 60 whole minutes. */
export interface WholeHourFigures extends ByDisposition {
  /** Events whose source is a protected address. */
  readonly outbound: number;
  /** Normal blocked events of these minutes; null while one of their hours is being learnt. */
  readonly normal: { readonly low: number; readonly middle: number; readonly high: number } | null;
  /** No event for 5 minutes: no data, and never calm. */
  readonly isSilent: boolean;
}

/** The 60 whole minutes before an instant, of each county. Milliseconds since 1970 UTC. */
export interface WholeHour {
  readonly from: number;
  /** Not in it. */
  readonly to: number;
  readonly byCounty: ReadonlyMap<string, WholeHourFigures>;
}

/**
 * The figures that postures are made of: those of the screens' last hour without the minute that is still open, so that all
 * who read them at the same instant read the same. @param clock the instant up to which figures are whole
 */
export function readWholeHour(board: Board, clock: number, counties: Iterable<string>, normals: NormalsOf): WholeHour {
  const window = readWindow(board, clock);
  const to = minuteOf(clock);
  const from = to - HOUR_MS;
  const figures = [...counties].map((county): [string, WholeHourFigures] => {
    const sum = createCells();
    for (const [minute, cells] of minutesOf(window, county)) if (minute < to) addCells(sum, cells);
    const isSilent = isSilentAt(window, county);
    const normal = normalOf(county, { from, to }, normals);
    return [county, { ...dispositionsOf(sum), outbound: directionOf(sum, 'outbound'), normal, isSilent }];
  });
  return { from, to, byCounty: new Map(figures) };
}

/** Blocked events that are normal in a stretch of at most an hour: of each hour that it touches, as much as it has of it. */
export function normalOf(
  county: string,
  { from, to }: Pick<WholeHour, 'from' | 'to'>,
  normals: NormalsOf,
): WholeHourFigures['normal'] {
  const sum = { low: 0, middle: 0, high: 0 };
  for (let hour = hourOf(from); hour < to; hour += HOUR_MS) {
    const range = normals(county, hour);
    if (range === null) return null;
    const minutes = (Math.min(to, hour + HOUR_MS) - Math.max(from, hour)) / 60_000;
    sum.low += range.low * minutes;
    sum.middle += range.middle * minutes;
    sum.high += range.high * minutes;
  }
  return { low: tenth(sum.low), middle: tenth(sum.middle), high: tenth(sum.high) };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
