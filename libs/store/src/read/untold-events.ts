import { dimensionsAsked, rowKindFor } from '@lianfang/contract';
import type { CompositeQuestion } from './composite-pages';
import { scopeOf, type Query } from './row-queries';
import { addTo, BY_DISPOSITION, type RowReading, type Series } from './row-reading';
import { anyOf, type RowSelection } from './row-selection';

/**
 * Events of closed hours and days that were counted without being told apart: releases before the finer kinds made totals
 * alone. What has no rows by category, not even beyond the limit of cells, has none of any finer kind.
 */
export interface UntoldEvents {
  /** By the start of each interval that has some; empty where all is told apart, or nothing finer is asked. */
  readonly series: Series;
  /** Whether they are in the sums of what passes: rows that know every filter have them. */
  readonly counted: boolean;
}

/** @param by the interval, as part of a composite aggregation. The reading's own rows are not counted by it. */
export async function readUntold(
  reading: RowReading,
  { kind, filters, county }: RowSelection,
  by: CompositeQuestion['by'][number] | undefined,
): Promise<UntoldEvents> {
  const series: Series = new Map();
  const counted = rowKindFor(dimensionsAsked(filters)) === 'totals';
  if (kind === 'totals') return { series, counted };
  // Minutes are told apart by every release, and those that are being written come kind by kind.
  const closed = reading.closed();
  const passing = [
    ...scopeOf(county),
    ...(filters.disposition === undefined ? [] : [anyOf('disposition', filters.disposition)]),
  ];
  const told = [...(by ? [by] : []), BY_DISPOSITION];
  const sum = async (kindOf: 'totals' | 'categories', sign: 1 | -1): Promise<void> => {
    const rows: Query[] = [{ term: { kind: kindOf } }, ...passing];
    for await (const { key, count } of closed.sums(rows, told)) {
      const start = Number(key['time'] ?? 0);
      series.set(start, addTo(series.get(start), String(key['disposition']), sign * count));
    }
  };
  await sum('totals', 1);
  if (series.size > 0) await sum('categories', -1);
  for (const [start, { blocked, allowed, detected }] of series) {
    const left = { blocked: Math.max(0, blocked), allowed: Math.max(0, allowed), detected: Math.max(0, detected) };
    if (left.blocked + left.allowed + left.detected === 0) series.delete(start);
    else series.set(start, left);
  }
  return { series: new Map([...series].sort(([one], [other]) => one - other)), counted };
}
