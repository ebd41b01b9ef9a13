import type { ByDisposition, Dimension, SeriesPoint, SeriesSplit } from '@lianfang/contract';
import type { Series, SeriesReading } from '@lianfang/store';
import { NO_EVENTS, restOf, sizeOf, sumOf } from './sum-dispositions';

/** The points of a series, and those of its keys and of the rest, which add up to them. */
export interface ToldApart {
  readonly points: SeriesPoint[];
  readonly split: SeriesSplit | null;
}

/** Points of what was read. @param by what it is told apart by; undefined: it is not */
export function tellApart({ series, split }: SeriesReading, by: Dimension | undefined): ToldApart {
  if (by === undefined || split === undefined) return { points: pointsOf(series), split: null };
  const named = new Map<number, ByDisposition>();
  for (const key of split.values())
    for (const [time, counts] of key) named.set(time, sumOf([named.get(time) ?? NO_EVENTS, counts]));
  const whole: Series = new Map();
  const rest: Series = new Map();
  for (const time of [...new Set([...series.keys(), ...named.keys()])].sort((a, b) => a - b)) {
    const parts = restOf(series.get(time) ?? NO_EVENTS, named.get(time) ?? NO_EVENTS);
    whole.set(time, parts.whole);
    if (sizeOf(parts.rest) > 0) rest.set(time, parts.rest);
  }
  const keys = [...split].map(([key, counts]) => ({ key, ...withTotal(counts) }));
  return { points: pointsOf(whole), split: { by, keys, rest: withTotal(rest) } };
}

function withTotal(series: Series): Pick<SeriesSplit['rest'], 'points' | 'total'> {
  return { points: pointsOf(series), total: sumOf(series.values()) };
}

export function pointsOf(series: Series): SeriesPoint[] {
  return [...series].map(([time, counts]) => ({ time: new Date(time).toISOString(), ...counts }));
}
