import { DistinctSketch, EMPTY_TOP } from '@lianfang/aggregate';
import type { Sketch, VersionedRow, VersionedSketch } from '@lianfang/contract';
import { FakeLogWriter } from '@lianfang/platform/kafka';
import {
  FIRST_GENERATION,
  type BulkOutcome,
  type DroppedIndex,
  type RowStore,
  type SketchStore,
} from '@lianfang/store';
import { OpenPeriods } from './open-periods';
import { rollUpDue, type RollUpParts } from './roll-up-due';

const HOUR = 3_600_000;
const hour = Date.parse('2026-11-22T10:00:00+08:00');
const day = Date.parse('2026-11-22T00:00:00+08:00');
const later = { log: day + 30 * HOUR, steady: 0 };
const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const at = { source, version: 9, now: later, generations: FIRST_GENERATION };
const CELL = { kind: 'totals', county: '63000', direction: 'inbound', disposition: 'blocked', count: 7 } as const;
const EMPTY_SKETCH = {
  events: 5,
  sources: new DistinctSketch().encode(),
  top: { sources: EMPTY_TOP, rules: EMPTY_TOP, ports: EMPTY_TOP },
};

function parts(outcome: 'written' | 'refused'): RollUpParts & { readonly stored: VersionedRow[]; log: FakeLogWriter } {
  const stored: VersionedRow[] = [];
  const rows: Pick<RowStore, 'sumPeriods' | 'writeRows'> = {
    sumPeriods: async (_, __, starts) => ({ cells: new Map(starts.map((start) => [start, [CELL]])), dropped: [] }),
    writeRows: async (made) => {
      stored.push(...made);
      return made.map(() => (outcome === 'written' ? { kind: 'written' } : { kind: 'refused', reason: 'mapping' }));
    },
  };
  const log = new FakeLogWriter();
  const sketches: SketchStore = {
    write: async () => [],
    ofHours: async () => ({ hours: new Map(), dropped: [] }),
    chunksOf: async () => [],
    dropSince: async () => undefined,
  };
  const flushSketches = async (): Promise<void> => undefined;
  const more = {
    log,
    sketches,
    flushSketches,
    rowsLive: 'rows.live',
    persist: <T>(_: string, work: () => Promise<T>) => work(),
    report: () => undefined,
  };
  return { rows: rows as RowStore, ...more, stored };
}

describe('rollUpDue', () => {
  it('makes the hour and then its day, publishes both, and closes them', async () => {
    const made = parts('written');
    const periods = new OpenPeriods([hour], [day]);
    expect(await rollUpDue({ ...at, periods }, made)).toBe(2);
    expect(made.stored.map(({ version, row }) => [row.tier, row.time, row.count, version])).toEqual([
      ['hour', hour, 7, 9],
      ['day', day, 7, 9],
    ]);
    expect(made.log.written.map(({ topic }) => topic)).toEqual(['rows.live', 'rows.live']);
    expect([periods.openHours(), periods.openDays()]).toEqual([[], []]);
  });

  it('writes the sketches that wait before it merges those of the hour', async () => {
    const done: string[] = [];
    const chunk: Sketch = { ...source, tier: 'chunk', chunk: '0.1', time: hour, county: '63000', ...EMPTY_SKETCH };
    const made = {
      ...parts('written'),
      flushSketches: async () => void done.push('flush'),
      sketches: {
        ofHours: async () => ({
          hours: new Map([[hour, { chunks: [chunk, { ...chunk, chunk: '0.2' }], counties: [] }]]),
          dropped: [],
        }),
        chunksOf: async () => [],
        write: async (written: readonly VersionedSketch[]): Promise<BulkOutcome[]> => {
          done.push(...written.map(({ version, sketch }) => `${sketch.tier} ${sketch.events} at ${version}`));
          return [];
        },
        dropSince: async () => undefined,
      },
    };
    await rollUpDue({ ...at, periods: new OpenPeriods([hour], [day]) }, made);
    expect(done).toEqual(['flush', 'hour 10 at 9']);
  });

  it('leaves an hour open, and publishes nothing, when its row is refused', async () => {
    const made = parts('refused');
    const periods = new OpenPeriods([hour], [day]);
    await expect(rollUpDue({ ...at, periods }, made)).rejects.toThrow('LF-ROLLUP-REFUSED');
    expect(periods.openHours()).toEqual([hour]);
    expect(made.log.written).toEqual([]);
  });

  it('leaves an hour as it was made when minutes below it were dropped, closes it, and says what is missing', async () => {
    const made = parts('written');
    const dropped: DroppedIndex = {
      ...{ name: 'lianfang-rows-minute-v1-2026.11.22', family: 'minutes', from: hour, to: hour, isHistory: false },
      ...{ documents: 1, sources: [], at: 0 },
    };
    const said: string[] = [];
    const withoutMinutes: RollUpParts = {
      ...made,
      report: (problem) => said.push(problem),
      rows: {
        ...made.rows,
        sumPeriods: async (of, tier, starts) =>
          tier === 'minute' ? { cells: new Map(), dropped: [dropped] } : made.rows.sumPeriods(of, tier, starts),
      },
    };
    const periods = new OpenPeriods([hour], [day]);
    await rollUpDue({ ...at, periods }, withoutMinutes);
    expect(made.stored.map(({ row }) => row.tier)).toEqual(['day']);
    expect([periods.openHours(), periods.openDays()]).toEqual([[], []]);
    expect(said.join()).toMatch(/LF-ROLLUP-DROPPED.*lianfang-rows-minute-v1-2026\.11\.22/);
  });

  it('makes many hours a few at a time, and not more of them in one go than the watermark can wait for', async () => {
    const hours = Array.from({ length: 60 }, (_, index) => day - index * HOUR);
    const asked: number[] = [];
    const made = parts('written');
    const watched: RollUpParts = {
      ...made,
      rows: {
        ...made.rows,
        sumPeriods: async (of, tier, starts) => {
          asked.push(starts.length);
          return made.rows.sumPeriods(of, tier, starts);
        },
      },
    };
    const periods = new OpenPeriods(hours, []);
    expect(await rollUpDue({ ...at, periods }, watched)).toBe(50);
    expect(asked).toEqual([10, 10, 10, 10, 10]);
    expect(new Set(made.stored.map(({ row }) => row.time)).size).toBe(50);
    expect(await rollUpDue({ ...at, periods }, watched)).toBe(10);
    expect(periods.openHours()).toEqual([]);
  });
});
