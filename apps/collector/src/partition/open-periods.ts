import { hourOf, taipeiDayOf } from '@lianfang/aggregate';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * A moment by two clocks, in milliseconds: the log's (what hour it is) and the monotonic one (how long ago). The wall
 * clock is neither: somebody may set it.
 */
export interface Moment {
  readonly log: number;
  readonly steady: number;
}

/**
 * The hours and Taipei days of one source that changed since they were last rolled up. Readers take an open hour from
 * minute rows and an open day from hours; everything else from hour and day rows. An hour is opened before its rows
 * are written and closed after its hour rows are, so that no reader ever finds a figure twice or not at all.
 */
export class OpenPeriods {
  /** Hour to the monotonic time at which it was last written to. */
  private readonly hours: Map<number, number>;
  private readonly days: Set<number>;

  constructor(hours: readonly number[], days: readonly number[]) {
    this.hours = new Map(hours.map((hour) => [hour, -Infinity]));
    this.days = new Set(days);
  }

  openHours(): number[] {
    return [...this.hours.keys()].sort((a, b) => a - b);
  }

  openDays(): number[] {
    return [...this.days].sort((a, b) => a - b);
  }

  /** Notes writes to these hours. @returns true when one of them, or its day, was not open before. */
  touch(hours: Iterable<number>, steady: number): boolean {
    let opened = false;
    for (const time of hours) {
      const hour = hourOf(time);
      const day = taipeiDayOf(hour);
      opened ||= !this.hours.has(hour) || !this.days.has(day);
      this.hours.set(hour, steady);
      this.days.add(day);
    }
    return opened;
  }

  /** Hours that ended `grace` ago and were not written to for `quiet`: worth a rollup. All in milliseconds. */
  hoursDue(now: Moment, grace: number, quiet: number): number[] {
    return [...this.hours]
      .filter(([hour, touched]) => hour + HOUR_MS + grace <= now.log && touched + quiet <= now.steady)
      .map(([hour]) => hour)
      .sort((a, b) => a - b);
  }

  /** Days that ended, none of whose hours is open. */
  daysDue(now: Moment, grace: number): number[] {
    const busy = new Set([...this.hours.keys()].map(taipeiDayOf));
    return this.openDays().filter((day) => day + DAY_MS + grace <= now.log && !busy.has(day));
  }

  /** Closes an hour unless it was written to after `since` (monotonic). */
  closeHour(hour: number, since: number): void {
    if ((this.hours.get(hour) ?? -Infinity) <= since) this.hours.delete(hour);
  }

  closeDay(day: number): void {
    const busy = [...this.hours.keys()].some((hour) => taipeiDayOf(hour) === day);
    if (!busy) this.days.delete(day);
  }
}
