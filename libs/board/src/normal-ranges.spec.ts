import { HOUR_MS, sameHoursBefore } from '@lianfang/views';
import { NormalRanges } from './normal-ranges';

const HOUR = Date.UTC(2026, 10, 22, 4);
const quiet = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** 600 blocked events in each hour of two counties. */
const blocked = async (hours: readonly number[]): Promise<Map<string, Map<number, number>>> =>
  new Map(['63000', 'unlocated'].map((county) => [county, new Map(hours.map((hour) => [hour, 600]))]));

describe('NormalRanges', () => {
  it('reads the hours of the last 60 minutes, of counties and of the nation', async () => {
    const ranges = new NormalRanges({ blocked, start: async () => 0 }, quiet);
    await ranges.keepUp(HOUR + 1, HOUR);
    expect(ranges.of('63000', HOUR)?.middle).toBe(10);
    expect(ranges.of('nation', HOUR - HOUR_MS)?.middle).toBe(20);
    expect(ranges.of('nation', HOUR - 2 * HOUR_MS)).toBeNull();
  });

  it('asks for an hour once while it is kept', async () => {
    const asked: (number | undefined)[] = [];
    const history = {
      blocked: (hours: readonly number[]) => (asked.push(hours[0]), blocked(hours)),
      start: async () => 0,
    };
    const ranges = new NormalRanges(history, quiet);
    for (const minutes of [0, 1, 2]) await ranges.keepUp(HOUR, HOUR + minutes * 60_000);
    expect(asked).toEqual([sameHoursBefore(HOUR)[0], sameHoursBefore(HOUR - HOUR_MS)[0]]);
  });

  it('keeps what it had when reading fails, and is learning when it never had any', async () => {
    let isAway = true;
    const start = async (): Promise<number> => {
      if (isAway) throw new Error('away');
      return 0;
    };
    const ranges = new NormalRanges({ blocked, start }, quiet);
    await ranges.keepUp(HOUR, HOUR);
    expect(ranges.of('63000', HOUR)).toBeNull();
    isAway = false;
    await ranges.keepUp(HOUR, HOUR + 20_000);
    isAway = true;
    await ranges.keepUp(HOUR, HOUR + 3_600_000);
    expect(ranges.of('63000', HOUR)?.middle).toBe(10);
  });
});
