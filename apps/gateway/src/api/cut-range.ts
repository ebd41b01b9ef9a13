import type { RowTier } from '@lianfang/contract';
import type { Stretch, TierCut } from '@lianfang/store';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf, taipeiDayOf } from '@lianfang/views';

const START_OF = { minute: minuteOf, hour: hourOf, day: taipeiDayOf } as const;
const LENGTH = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/** The whole intervals that hold the range: from the start of its first to the end of its last. Days are Taipei days. */
export function wholeIntervals({ from, to }: Stretch, interval: RowTier): Stretch {
  return { from: START_OF[interval](from), to: ceiling(to, interval) };
}

/**
 * Cuts a range of whole minutes so that as much as can be is read from the highest tier: whole Taipei days, the whole
 * hours before and after them, and the minutes that are left at both ends.
 */
export function cutRange(range: Stretch): TierCut {
  const [days, besideDays] = middle(range, 'day');
  const hours: Stretch[] = [];
  const minutes: Stretch[] = [];
  for (const edge of besideDays) {
    const [whole, besideHours] = middle(edge, 'hour');
    hours.push(...whole);
    minutes.push(...besideHours);
  }
  return { days, hours, minutes };
}

/** The whole intervals within a range, and what is left before and after them. */
function middle({ from, to }: Stretch, interval: RowTier): [whole: Stretch[], beside: Stretch[]] {
  const first = ceiling(from, interval);
  const end = START_OF[interval](to);
  if (first >= end) return [[], [{ from, to }]];
  const beside = [
    { from, to: first },
    { from: end, to },
  ];
  return [[{ from: first, to: end }], beside.filter((edge) => edge.from < edge.to)];
}

function ceiling(time: number, interval: RowTier): number {
  const start = START_OF[interval](time);
  return start === time ? time : start + LENGTH[interval];
}
