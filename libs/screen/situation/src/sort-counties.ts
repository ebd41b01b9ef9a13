import type { LanguageCode } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';

export type SortColumn = 'county' | 'per1000' | 'perMinute' | 'versusNormal' | 'posture' | 'today';

export interface SortOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

function figureOf({ figures, comparison }: CountyRow, column: SortColumn): number | null {
  if (figures === null) return null;
  if (column === 'today') return figures.blockedToday;
  // What a silent county sends is not known, so it is not ranked among those that are calm.
  if (figures.silent) return null;
  if (column === 'posture') return figures.posture?.score ?? null;
  if (column === 'per1000') return figures.blockedPerMinutePer1000;
  if (column === 'perMinute') return figures.blockedPerMinute;
  return comparison.kind === 'learning' ? null : comparison.ratio;
}

/** Sorted copy; counties without a figure stand last in both directions. */
export function sortCounties(
  rows: readonly CountyRow[],
  order: SortOrder,
  language: LanguageCode,
): readonly CountyRow[] {
  const sign = order.descending ? -1 : 1;
  if (order.column === 'county') {
    // English names by the alphabet; Chinese ones in the official order, which is the directory's.
    if (language === 'en') return [...rows].sort((a, b) => sign * a.name.localeCompare(b.name, language));
    return order.descending ? [...rows].reverse() : rows;
  }
  return rows
    .map((row) => ({ row, figure: figureOf(row, order.column) }))
    .sort((a, b) => {
      if (a.figure === null || b.figure === null) return Number(a.figure === null) - Number(b.figure === null);
      return sign * (a.figure - b.figure);
    })
    .map(({ row }) => row);
}
