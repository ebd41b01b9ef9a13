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
import { assertKept } from './read/dropped-indices';
import { all, ofSource, within, type Stretch } from './read/row-queries';

/** The sum of one cell of any kind, without the time and the source that were asked for. */
export type SummedCell = Omit<Row, keyof RowSource | 'tier' | 'chunk' | 'time'>;

/** Which rows are summed: those of one source and tier whose time is in the range. */
export interface SumQuestion {
  readonly source: RowSource;
  readonly tier: 'minute' | 'hour';
  readonly range: Stretch;
}

const summedCell = row.omit({ topic: true, epoch: true, partition: true, tier: true, chunk: true, time: true });

/**
 * Sums of all four kinds, cell by cell, after a refresh. A cell whose rows are all zero is there, with zero.
 * @throws DroppedByRetentionError when rows of the range are gone: what is made of the rest would be too small.
 */
export async function sumCells(client: Client, names: IndexNames, question: SumQuestion): Promise<SummedCell[]> {
  const { source, tier, range } = question;
  await assertKept(client, names, { family: tier === 'minute' ? 'minutes' : 'hours', source, within: range });
  const index = tier === 'minute' ? names.rowsMinute : names.rowsHour;
  await refresh(client, [index]);
  const sums = await Promise.all(ROW_KINDS.map((kind) => sumKind(client, index, kind, question)));
  return sums.flat();
}

async function sumKind(
  client: Client,
  index: string,
  kind: RowKind,
  { source, range }: SumQuestion,
): Promise<SummedCell[]> {
  const query = all([{ term: { kind } }, ofSource(source), within(range)]);
  // An overflow cell has county and disposition only.
  const by = [...ROW_DIMENSIONS[kind], 'overflow' as const].map((field) => ({
    [field]: { terms: { field, missing_bucket: true } },
  }));
  const cells: SummedCell[] = [];
  for await (const buckets of compositePages(client, { index, query, by, sums: ['count'] })) {
    for (const { key, sums } of buckets) {
      const told = Object.entries(key).filter(([, value]) => value !== null);
      cells.push(summedCell.parse({ kind, ...Object.fromEntries(told), count: sums['count'] ?? 0 }));
    }
  }
  return cells;
}
