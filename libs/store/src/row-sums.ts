import type { Client } from '@elastic/elasticsearch';
import {
  ROW_DIMENSIONS,
  ROW_KINDS,
  row,
  type IndexNames,
  type Row,
  type RowKind,
  type RowSource,
} from '@lianfang/contract';
import { compositePages } from './read/composite-pages';
import { refresh } from './read/document-pages';
import { assertKept, readDropped, type DroppedIndex } from './read/dropped-indices';
import { all, ofSource, withinAny, type Stretch } from './read/row-queries';

/** The sum of one cell of any kind, without the time and the source that were asked for. */
export type SummedCell = Omit<Row, keyof RowSource | 'tier' | 'chunk' | 'time'>;

/** Which rows are summed: those of one source and tier. */
interface SumPlace {
  readonly source: RowSource;
  readonly tier: 'minute' | 'hour';
}

export interface SumQuestion extends SumPlace {
  readonly range: Stretch;
}

/** Hours (of minute rows) or Taipei days (of hour rows), by their starts. */
export interface PeriodQuestion extends SumPlace {
  readonly starts: readonly number[];
}

/** Sums by period. */
export interface PeriodSums {
  /** A period without rows has no cells; one of which something was dropped is missing. */
  readonly cells: ReadonlyMap<number, readonly SummedCell[]>;
  /** What was dropped of the periods that are missing. */
  readonly dropped: readonly DroppedIndex[];
}

const HOUR_MS = 3_600_000;
/** What rows of a tier are summed to. A Taipei day begins at 16:00 UTC. */
const PERIODS = {
  minute: { length: HOUR_MS, family: 'minutes', time: { fixed_interval: '1h' } },
  hour: { length: 24 * HOUR_MS, family: 'hours', time: { fixed_interval: '1d', offset: '16h' } },
} as const;

const summedCell = row.omit({ topic: true, epoch: true, partition: true, tier: true, chunk: true, time: true });

/**
 * Sums of all four kinds, cell by cell, after a refresh. A cell whose rows are all zero is there, with zero.
 * @throws DroppedByRetentionError when rows of the range are gone: what is made of the rest would be too small.
 */
export async function sumCells(client: Client, names: IndexNames, question: SumQuestion): Promise<SummedCell[]> {
  const { source, tier, range } = question;
  await assertKept(client, names, { family: PERIODS[tier].family, source, within: range });
  const sums = await sumKinds(client, names, question, [range]);
  return [...sums.values()].flat();
}

/** The same of several periods at once; what was dropped is left out and told. */
export async function sumPeriods(client: Client, names: IndexNames, question: PeriodQuestion): Promise<PeriodSums> {
  const { source, tier } = question;
  const { length, family } = PERIODS[tier];
  const periods = question.starts.map((from) => ({ from, to: from + length }));
  const within = { from: Math.min(...question.starts), to: Math.max(...question.starts) + length };
  const dropped = await readDropped(client, names, { family, source, within });
  const kept = periods.filter(({ from, to }) => !dropped.some((one) => one.from < to && one.to > from));
  const cells = new Map(kept.map(({ from }) => [from, [] as SummedCell[]]));
  if (kept.length > 0) {
    for (const [start, found] of await sumKinds(client, names, question, kept)) cells.get(start)?.push(...found);
  }
  return { cells, dropped: kept.length < periods.length ? dropped : [] };
}

/** By the start of the period. */
async function sumKinds(
  client: Client,
  names: IndexNames,
  { source, tier }: SumPlace,
  stretches: readonly Stretch[],
): Promise<Map<number, SummedCell[]>> {
  const index = tier === 'minute' ? names.rowsMinute : names.rowsHour;
  await refresh(client, [index]);
  const cells = new Map<number, SummedCell[]>();
  const sumKind = async (kind: RowKind): Promise<void> => {
    const query = all([{ term: { kind } }, ofSource(source), withinAny(stretches)]);
    const by = [{ start: { date_histogram: { field: 'time', ...PERIODS[tier].time } } }, ...cellOf(kind)];
    for await (const buckets of compositePages(client, { index, query, by, sums: ['count'] })) {
      for (const { key, sums } of buckets) {
        const { start, ...told } = key;
        const known = Object.entries(told).filter(([, value]) => value !== null);
        const cell = summedCell.parse({ kind, ...Object.fromEntries(known), count: sums['count'] ?? 0 });
        const own = cells.get(Number(start)) ?? [];
        own.push(cell);
        cells.set(Number(start), own);
      }
    }
  };
  await Promise.all(ROW_KINDS.map(sumKind));
  return cells;
}

/** What tells cells of a kind apart. An overflow cell has county and disposition only. */
function cellOf(kind: RowKind) {
  return [...ROW_DIMENSIONS[kind], 'overflow' as const].map((field) => ({
    [field]: { terms: { field, missing_bucket: true } },
  }));
}
