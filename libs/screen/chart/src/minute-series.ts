import type { NormalRange, RevisedMinute, SituationView } from '@lianfang/contract';

/** One whole minute of the chart, in blocked attempts per second. */
export interface MinutePoint {
  /** Start of the minute, milliseconds since 1970 UTC. */
  readonly time: number;
  readonly perSecond: number;
  /** Normal range per second; null while learning. */
  readonly low: number | null;
  readonly high: number | null;
  /** Events that reached the log late and are in the figure; null where there are none. */
  readonly revised: RevisedMinute | null;
}

const MINUTE = 60_000;

/**
 * The last 60 whole minutes, oldest first; a minute without a record is zero. The open minute is left out: half a
 * minute drawn as a whole one looks like a fall.
 */
export function minuteSeries(
  minutes: SituationView['minutes'],
  normals: Readonly<Record<string, NormalRange>>,
  revised: SituationView['revised'] = {},
): readonly MinutePoint[] {
  const times = Object.keys(minutes).map(Number);
  if (times.length === 0) return [];
  const open = Math.max(...times);
  return Array.from({ length: 60 }, (_, index) => {
    const time = open - (60 - index) * MINUTE;
    const normal = normals[String(time)];
    return {
      time,
      perSecond: (minutes[String(time)]?.blocked ?? 0) / 60,
      low: normal === undefined ? null : normal.low / 60,
      high: normal === undefined ? null : normal.high / 60,
      revised: revised[String(time)] ?? null,
    };
  });
}

/** True when nothing of the chart would be drawn differently. */
export function sameSeries(a: readonly MinutePoint[] | null, b: readonly MinutePoint[] | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.length === b.length &&
    a.every((point, index) => {
      const other = b[index];
      return (
        point.time === other?.time &&
        point.perSecond === other.perSecond &&
        point.low === other.low &&
        point.high === other.high &&
        point.revised?.count === other.revised?.count &&
        point.revised?.at === other.revised?.at
      );
    })
  );
}
