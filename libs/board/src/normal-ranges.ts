import type { NormalRange } from '@lianfang/contract';
import type { HourHistory } from '@lianfang/store';
import { HOUR_MS, hourOf, NATION, normalRangeOf, sameHoursBefore } from '@lianfang/views';
import type { ServiceLog } from './service-log';

/** An hour's ranges are read again after this long, because history can be filled in. */
const KEPT_MS = 10 * 60_000;
/** The same while there is too little history, or reading failed. */
const RETRIED_MS = 15_000;

const NO_HOURS: ReadonlyMap<number, number> = new Map();

interface HourRanges {
  readonly byPlace: RangesByPlace;
  readonly until: number;
}

/** Normal ranges of the hours that are on the screens: the current one and those of the last 60 minutes. */
export class NormalRanges {
  private readonly hours = new Map<number, HourRanges>();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly history: HourHistory,
    private readonly log: ServiceLog,
  ) {}

  /** The range of a county, `unlocated` or the nation; null while learning or not yet read. */
  readonly of = (place: string, hour: number): NormalRange | null => this.hours.get(hour)?.byPlace.get(place) ?? null;

  /**
   * Reads what is missing for screens that show `clock`, one hour after the other; forgets the rest.
   * @param clock the instant that is shown; @param now wall clock; both milliseconds.
   */
  keepUp(clock: number, now: number): Promise<void> {
    this.loading ??= this.load(clock, now).finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async load(clock: number, now: number): Promise<void> {
    const wanted = [hourOf(clock), hourOf(clock) - HOUR_MS];
    for (const hour of this.hours.keys()) if (!wanted.includes(hour)) this.hours.delete(hour);
    for (const hour of wanted) {
      const known = this.hours.get(hour);
      if (known && known.until > now) continue;
      try {
        this.hours.set(hour, await this.read(hour, now));
      } catch (error) {
        this.log.warn(`Normal ranges can't be read now: ${error instanceof Error ? error.message : String(error)}`);
        this.hours.set(hour, { byPlace: known?.byPlace ?? new Map(), until: now + RETRIED_MS });
      }
    }
  }

  private async read(hour: number, now: number): Promise<HourRanges> {
    const byPlace = await readHourRanges(this.history, hour);
    return { byPlace, until: now + (byPlace.get(NATION) ? KEPT_MS : RETRIED_MS) };
  }
}

/** Normal ranges by place: counties and `unlocated`, of which any hour is stored, and the nation; null while learning. */
export type RangesByPlace = ReadonlyMap<string, NormalRange | null>;

/** Normal ranges of one hour (its start, milliseconds); see {@link readRangesOfHours}. */
export async function readHourRanges(history: HourHistory, hour: number): Promise<RangesByPlace> {
  return (await readRangesOfHours(history, [hour])).get(hour) ?? new Map();
}

/**
 * Normal ranges of these hours (their starts, milliseconds), in two questions however many they are. Each place is measured
 * from its own first hour on: before it nobody listened, after it none is a zero.
 */
export async function readRangesOfHours(
  history: HourHistory,
  hours: readonly number[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, RangesByPlace>> {
  const before = [...new Set(hours.flatMap(sameHoursBefore))];
  const [blocked, starts] = await Promise.all([history.blocked(before, signal), history.starts(signal)]);
  const nation = new Map<number, number>();
  for (const byHour of blocked.values()) {
    for (const [past, count] of byHour) nation.set(past, (nation.get(past) ?? 0) + count);
  }
  const first = starts.size === 0 ? null : Math.min(...starts.values());
  return new Map(
    hours.map((hour) => {
      const ranges = new Map<string, NormalRange | null>();
      for (const [place, start] of starts)
        ranges.set(place, normalRangeOf(hour, blocked.get(place) ?? NO_HOURS, start));
      return [hour, ranges.set(NATION, normalRangeOf(hour, nation, first))];
    }),
  );
}
