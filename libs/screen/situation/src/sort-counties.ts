import type { LanguageCode } from '@lianfang/screen/kit';
import type { CountyRow } from './county-rows';
import { measured, type Measure } from './measure';
import { byWorst } from './posture-words';

export type SortColumn = 'county' | 'per1000' | 'perMinute' | 'versusNormal' | 'posture' | 'today';

export interface SortOrder {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** Columns that show what the map shows are ranked by the same figure: what is null there stands last here. */
const MEASURES = {
  per1000: 'per1000',
  perMinute: 'raw',
  versusNormal: 'normal',
  posture: 'posture',
} as const satisfies Partial<Record<SortColumn, Measure>>;

function figureOf(row: CountyRow, column: Exclude<SortColumn, 'county'>): number | null {
  return column === 'today' ? (row.figures?.blockedToday ?? null) : measured(row, MEASURES[column]);
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
  const { column } = order;
  return rows
    .map((row) => ({ row, figure: figureOf(row, column) }))
    .sort((a, b) => {
      if (a.figure === null || b.figure === null) return Number(a.figure === null) - Number(b.figure === null);
      if (column === 'posture') return sign * byWorst(a.row, b.row);
      // Two infinite figures are alike; their difference is no number.
      return a.figure === b.figure ? 0 : sign * (a.figure - b.figure);
    })
    .map(({ row }) => row);
}
