import type { Client } from '@elastic/elasticsearch';
import { rollUp, rollUpSketches, taipeiDayOf } from '@lianfang/aggregate';
import type { IndexNames, RowSource, RowTier } from '@lianfang/contract';
import {
  createRowStore,
  createSketchStore,
  storedPeriods,
  type RebuildIndices,
  type SketchStore,
  type SourcePeriod,
} from '@lianfang/store';
import type { Patience } from './patience';
import { requireTaken } from './rebuild-writer';

const LENGTH_MS = { hour: 3_600_000, day: 24 * 3_600_000 } as const;

/** What rolling up needs. */
export interface RollUpAgainParts {
  readonly client: Client;
  readonly names: IndexNames;
  readonly indices: RebuildIndices;
  readonly patience: Patience;
}

/** Hours and days of one source that hold events of rebuilt chunks. */
export interface SourcePeriods {
  readonly source: RowSource;
  /** End of the last rebuilt chunk with events of that hour, by the start of the hour. */
  readonly reached: ReadonlyMap<number, number>;
  readonly hours: readonly number[];
  readonly days: readonly number[];
}

/**
 * Makes the hours and days of one source again from the new rows. The version stays, unless a rebuilt chunk came further.
 * @returns periods that were left out: they are open and were never rolled up, so their owner will do it.
 */
export async function rollUpAgain(periods: SourcePeriods, parts: RollUpAgainParts): Promise<SourcePeriod[]> {
  const hours = await rollUpTier('hour', periods, parts);
  return [...hours, ...(await rollUpTier('day', periods, parts))];
}

async function rollUpTier(
  tier: 'hour' | 'day',
  periods: SourcePeriods,
  parts: RollUpAgainParts,
): Promise<SourcePeriod[]> {
  const { source } = periods;
  const { client, names, patience } = parts;
  const times = tier === 'hour' ? periods.hours : periods.days;
  const index = tier === 'hour' ? names.rowsHour : names.rowsDay;
  const only = { term: { kind: 'totals' } };
  const stored = await patience(`Looking at the ${tier}s`, () => storedPeriods(client, { index, source, times, only }));
  const mark = await patience('Reading the watermark', () => createRowStore(client, names).readWatermark(source));
  const open = new Set(tier === 'hour' ? mark?.openHours : mark?.openDays);
  const left: SourcePeriod[] = [];
  for (const time of times) {
    const known = stored.get(time);
    if (known === undefined && open.has(time)) {
      left.push({ tier, source, time });
      continue;
    }
    const version = Math.max(known ?? 0, reachedIn(tier, time, periods.reached));
    await patience(`Rolling up the ${tier}`, () => make({ tier, source, time, version }, parts));
  }
  return left;
}

function reachedIn(tier: 'hour' | 'day', time: number, reached: SourcePeriods['reached']): number {
  const own = [...reached].filter(([hour]) => (tier === 'hour' ? hour : taipeiDayOf(hour)) === time);
  return Math.max(0, ...own.map(([, to]) => to));
}

interface Place extends SourcePeriod {
  readonly version: number;
}

async function make(place: Place, { client, indices }: RollUpAgainParts): Promise<void> {
  const { tier, source, time } = place;
  const names = await indices.reading(place);
  const { generations } = indices;
  const rows = createRowStore(client, names);
  const below: Exclude<RowTier, 'day'> = tier === 'hour' ? 'minute' : 'hour';
  const cells = await rows.sumCells(source, below, { from: time, to: time + LENGTH_MS[tier] });
  requireTaken(await rows.writeRows(rollUp(place, cells), { generations }));
  if (tier === 'hour') await makeSketches(place, createSketchStore(client, names), indices);
}

async function makeSketches(place: Place, store: SketchStore, { generations }: RebuildIndices): Promise<void> {
  const made = rollUpSketches(place, await store.chunksOf(place.source, place.time));
  requireTaken(await store.write(made, { generations }));
}
