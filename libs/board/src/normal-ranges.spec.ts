import type { NormalRange } from '@lianfang/contract';
import { HOUR_MS, sameHoursBefore } from '@lianfang/views';
import { NormalRanges, readHourRanges, readRangesOfHours } from './normal-ranges';

const HOUR = Date.UTC(2026, 10, 22, 4);
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** 600 blocked events in each hour of two counties. */
const blocked = async (hours: readonly number[]): Promise<Map<string, Map<number, number>>> =>
  new Map(['63000', 'unlocated'].map((county) => [county, new Map(hours.map((hour) => [hour, 600]))]));

const starts = async (): Promise<Map<string, number>> =>
  new Map([
    ['63000', 0],
    ['unlocated', 0],
  ]);

describe('NormalRanges', () => {
  it('reads the hours of the last 60 minutes, of counties and of the nation', async () => {
    const ranges = new NormalRanges({ blocked, starts }, quiet);
    await ranges.keepUp(HOUR + 1, HOUR);
    expect(ranges.of('63000', HOUR)?.middle).toBe(10);
    expect(ranges.of('nation', HOUR - HOUR_MS)?.middle).toBe(20);
    expect(ranges.of('nation', HOUR - 2 * HOUR_MS)).toBeNull();
  });

  it('knows a county with history and nothing blocked: nothing is normal there', async () => {
    const quietToo = async (): Promise<Map<string, number>> => new Map([...(await starts()), ['09007', 0]]);
    const ranges = new NormalRanges({ blocked, starts: quietToo }, quiet);
    await ranges.keepUp(HOUR, HOUR);
    expect(ranges.of('09007', HOUR)).toEqual({ low: 0, middle: 0, high: 0 });
    expect(ranges.of('09020', HOUR)).toBeNull();
  });

  it('takes no zero from weeks before a county began, and learns until it has two of its own', async () => {
    const [lastWeek = 0, twoWeeksAgo = 0, before = 0] = sameHoursBefore(HOUR);
    const own = new Map([lastWeek, twoWeeksAgo].map((hour) => [hour, 600]));
    const joined = async (): Promise<Map<string, Map<number, number>>> =>
      new Map([...(await blocked(sameHoursBefore(HOUR))), ['10020', own]]);
    const rangeSince = async (start: number): Promise<NormalRange | null> =>
      (
        await readHourRanges(
          { blocked: joined, starts: async () => new Map([...(await starts()), ['10020', start]]) },
          HOUR,
        )
      ).get('10020') ?? null;
    expect(await rangeSince(before + HOUR_MS)).toEqual({ low: 10, middle: 10, high: 10 });
    expect(await rangeSince(twoWeeksAgo + HOUR_MS)).toBeNull();
  });

  it('reads many hours in one question, each as it would be read alone', async () => {
    const asked: number[] = [];
    const rising = async (hours: readonly number[]): Promise<Map<string, Map<number, number>>> => {
      asked.push(hours.length);
      return new Map([['63000', new Map(hours.map((hour) => [hour, (hour / HOUR_MS) % 1_000]))]]);
    };
    // Nine days: hours a week apart look back on the same ones.
    const hours = Array.from({ length: 216 }, (_, at) => HOUR + at * HOUR_MS);
    const ranges = await readRangesOfHours({ blocked: rising, starts }, hours);
    expect(asked).toEqual([216 + 7 * 168]);
    for (const hour of [HOUR, HOUR + 200 * HOUR_MS])
      expect(ranges.get(hour)).toEqual(await readHourRanges({ blocked: rising, starts }, hour));
  });

  it('asks for an hour once while it is kept', async () => {
    const asked: (number | undefined)[] = [];
    const history = {
      blocked: (hours: readonly number[]) => (asked.push(hours[0]), blocked(hours)),
      starts,
    };
    const ranges = new NormalRanges(history, quiet);
    for (const minutes of [0, 1, 2]) await ranges.keepUp(HOUR, HOUR + minutes * 60_000);
    expect(asked).toEqual([sameHoursBefore(HOUR)[0], sameHoursBefore(HOUR - HOUR_MS)[0]]);
  });

  it('keeps what it had when reading fails, and is learning when it never had any', async () => {
    let isAway = true;
    const away = async (): Promise<Map<string, number>> => {
      if (isAway) throw new Error('away');
      return starts();
    };
    const ranges = new NormalRanges({ blocked, starts: away }, quiet);
    await ranges.keepUp(HOUR, HOUR);
    expect(ranges.of('63000', HOUR)).toBeNull();
    isAway = false;
    await ranges.keepUp(HOUR, HOUR + 20_000);
    isAway = true;
    await ranges.keepUp(HOUR, HOUR + 3_600_000);
    expect(ranges.of('63000', HOUR)?.middle).toBe(10);
  });
});
