import type { NormalRange, SeriesAnswer } from '@lianfang/contract';
import { drawDay } from './day-drawing';
import { dayNormals, dayPoints, outOfNormalSince } from './day-series';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;
/** 00:00 in Taipei. */
const DAY = Date.UTC(2026, 10, 21, 16);

function answer(interval: 'minute' | 'hour', points: Readonly<Record<number, number>>, asOf: number): SeriesAnswer {
  return {
    interval,
    county: '66000',
    timeZone: 'Asia/Taipei',
    kind: 'totals',
    split: null,
    untold: { points: [], counted: true },
    overflow: { blocked: 0, allowed: 0, detected: 0 },
    points: Object.entries(points).map(([time, blocked]) => ({
      time: new Date(Number(time)).toISOString(),
      blocked,
      allowed: 0,
      detected: 0,
    })),
    total: { blocked: 0, allowed: 0, detected: 0 },
    rows: { minute: 0, hour: 0, day: 0 },
    freshness: { state: 'live', asOf, pending: null },
  };
}

function liveUpTo(open: number, blocked: number) {
  return Object.fromEntries(
    Array.from({ length: 61 }, (_, ago) => [String(open - ago * MINUTE), { blocked, allowed: 0, detected: 0 }]),
  );
}

describe('the points of a day', () => {
  it('are ten whole minutes each; a stored minute without events is nought', () => {
    const stored = answer('minute', { [DAY]: 50, [DAY + 9 * MINUTE]: 50, [DAY + 12 * MINUTE]: 7 }, DAY + 24 * MINUTE);
    expect(dayPoints({ day: DAY, stored, live: {} })).toEqual([
      { time: DAY, perMinute: 10 },
      { time: DAY + 10 * MINUTE, perMinute: 0.7 },
    ]);
  });

  it('go on by the live minutes, and never take the open one for whole', () => {
    const stored = answer('minute', {}, DAY + 2 * HOUR);
    const points = dayPoints({ day: DAY, stored, live: liveUpTo(DAY + 2 * HOUR + 30 * MINUTE, 6) });
    expect(points).toHaveLength(15);
    expect(points.at(-1)).toEqual({ time: DAY + 2 * HOUR + 20 * MINUTE, perMinute: 6 });
    expect(points[0]).toEqual({ time: DAY, perMinute: 0 });
  });

  it('are unknown where neither tells, which is not nought', () => {
    const points = dayPoints({ day: DAY, stored: null, live: liveUpTo(DAY + 2 * HOUR, 6) });
    expect(points.slice(0, 6).map(({ perMinute }) => perMinute)).toEqual([null, null, null, null, null, null]);
    expect(points[6]).toEqual({ time: DAY + HOUR, perMinute: 6 });
  });

  it('have nothing of yesterday', () => {
    const points = dayPoints({ day: DAY, stored: null, live: liveUpTo(DAY + 10 * MINUTE, 6) });
    expect(points).toEqual([{ time: DAY, perMinute: 6 }]);
  });
});

describe('the normal ranges of a day', () => {
  it('are percentiles of the same hour and weekday, a minute; an hour without events counts', () => {
    const past = answer('hour', { [DAY - 3 * WEEK]: 600, [DAY - WEEK]: 1_200 }, DAY);
    const [first, second] = dayNormals(DAY, past);
    expect(first).toEqual({ low: 2, middle: 10, high: 18 });
    expect(second).toEqual({ low: 0, middle: 0, high: 0 });
  });

  it('are none with under two weeks', () => {
    expect(dayNormals(DAY, answer('hour', { [DAY - WEEK]: 600 }, DAY)).every((normal) => normal === null)).toBe(true);
    expect(dayNormals(DAY, null)).toHaveLength(24);
  });
});

describe('leaving the normal range', () => {
  const normals: NormalRange[] = Array.from({ length: 24 }, () => ({ low: 8, middle: 10, high: 12 }));
  const line = (...values: number[]) =>
    values.map((perMinute, index) => ({ time: DAY + index * 10 * MINUTE, perMinute }));

  it('is where it stayed out of it up to now', () => {
    const points = line(10, 20, 10, 12.5, 20);
    expect(outOfNormalSince(DAY, points, normals)).toEqual({ time: DAY + 30 * MINUTE, side: 'above' });
    expect(outOfNormalSince(DAY, line(2), normals)).toEqual({ time: DAY, side: 'below' });
  });

  it('is none within it, near to it, and where no normal is known', () => {
    expect(outOfNormalSince(DAY, line(20, 10), normals)).toBeNull();
    expect(outOfNormalSince(DAY, line(12.5), normals)).toBeNull();
    expect(outOfNormalSince(DAY, line(20), [])).toBeNull();
  });
});

it('draws the line broken where it is not known, within a scale of round figures', () => {
  const points = [10, null, 20].map((perMinute, index) => ({ time: DAY + index * 10 * MINUTE, perMinute }));
  const { line, band, scale } = drawDay(DAY, points, [{ low: 5, middle: 10, high: 15 }]);
  expect(line).toBe('M5.0 66.67M25.0 33.33');
  expect(band).toBe('M0 50.00h60V83.33h-60z');
  expect(scale).toEqual([30, 15, 0]);
});
