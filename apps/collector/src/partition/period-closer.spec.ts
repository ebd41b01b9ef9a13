import { FakeLogWriter } from '@lianfang/platform/kafka';
import { FIRST_GENERATION } from '@lianfang/store';
import { watermark } from '@lianfang/testing';
import { MemoryStores } from './memory-stores';
import { PeriodCloser } from './period-closer';

const HOUR = 3_600_000;
const first = Date.parse('2026-11-01T00:00:00+08:00');
const BARE = Array.from({ length: 60 }, (_, index) => first + index * HOUR);
const now = { log: first + 100 * 24 * HOUR, steady: 0 };

class BareStores extends MemoryStores {
  looked = 0;

  override async bareHours(): Promise<never[]> {
    this.looked += 1;
    return [...BARE] as never[];
  }
}

function closer(rows: BareStores, allKinds?: boolean): PeriodCloser {
  const stored = watermark({ openHours: [], openDays: [], ...(allKinds !== undefined && { allKinds }) });
  return new PeriodCloser(
    {
      source: { topic: 'threat-events', epoch: 1, partition: 0 },
      generations: FIRST_GENERATION,
      rows,
      sketches: {
        write: async () => [],
        ofHours: async () => ({ hours: new Map(), dropped: [] }),
        chunksOf: async () => [],
        dropSince: async () => undefined,
      },
      log: new FakeLogWriter(),
      rowsLive: 'rows.live',
      flushSketches: async () => undefined,
      persist: (_, work) => work(),
      report: () => undefined,
    },
    stored,
  );
}

describe('PeriodCloser', () => {
  it('opens again, fifty at a time, what an earlier release closed with totals alone, and closes it anew', async () => {
    const rows = new BareStores();
    const it = closer(rows);
    expect(await it.close({ version: 10, now })).toBe(50);
    expect([it.periods.openHours(), it.hasAllKinds]).toEqual([BARE.slice(0, 50), false]);
    // Hours and the days that they belong to.
    expect(await it.close({ version: 10, now })).toBeGreaterThan(50);
    expect(await it.close({ version: 10, now })).toBe(10);
    expect([it.periods.openHours(), it.hasAllKinds]).toEqual([BARE.slice(50), true]);
    await it.close({ version: 10, now });
    expect(await it.close({ version: 10, now })).toBe(0);
    expect([it.periods.openHours(), it.periods.openDays(), rows.looked]).toEqual([[], [], 1]);
  });

  it('does not look where the watermark says that all is there, nor in a partition that is new', async () => {
    const rows = new BareStores();
    expect(await closer(rows, true).close({ version: 10, now })).toBe(0);
    expect([rows.looked, closer(rows, true).hasAllKinds]).toEqual([0, true]);
    await closer(rows, false).close({ version: 10, now });
    expect(rows.looked).toBe(1);
  });
});
