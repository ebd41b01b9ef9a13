import type { Column, Measure } from './compare-address';
import { inMeasure, type CompareRow } from './compare-rows';

/** How a county's blocked events changed against the earlier period, as a share; null where there were none. */
export function changeOf({ total, earlier }: CompareRow): number | null {
  if (total === null || earlier === null || earlier === 0) return null;
  // As shown, to a tenth of a percent: what is equal on screen is equal in the order.
  return Math.round(((total.blocked - earlier) / earlier) * 1_000) / 1_000;
}

/** Times the normal middle; infinite above a middle of nought, null where nothing is known. */
export function timesOf({ comparison }: CompareRow): number | null {
  if (comparison.kind === 'learning') return null;
  return comparison.ratio ?? (comparison.kind === 'above' ? Infinity : null);
}

/** The figure by which a column is sorted; null is not known. */
export function figureOf(row: CompareRow, column: Exclude<Column, 'county'>, measure: Measure): number | null {
  switch (column) {
    case 'posture':
      return row.score;
    case 'blocked':
      return inMeasure(row.total?.blocked ?? null, row, measure);
    case 'allowed':
      return inMeasure(row.total?.allowed ?? null, row, measure);
    case 'outbound':
      return inMeasure(row.outbound, row, measure);
    case 'change':
      return changeOf(row);
    case 'versus':
      return timesOf(row);
    case 'coverage':
      return row.sensors === null || row.sensors.registered === 0 ? null : row.sensors.seen / row.sensors.registered;
  }
}

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
  readonly measure: Measure;
}

/** Codes in the order of a column. Counties without a figure stand last in both directions; of equals the directory's order. */
export function orderOf(
  rows: readonly CompareRow[],
  { column, descending, measure }: Order,
  english: boolean,
): string[] {
  const sign = descending ? -1 : 1;
  if (column === 'county') {
    // English names by the alphabet; Chinese ones in the official order, which is the directory's.
    const named = english ? rows.toSorted((a, b) => a.name.localeCompare(b.name, 'en')) : rows;
    return (descending ? named.toReversed() : named).map(({ code }) => code);
  }
  return rows
    .map(({ code, ...row }) => ({ code, figure: figureOf({ code, ...row }, column, measure) }))
    .toSorted((a, b) => {
      if (a.figure === null || b.figure === null) return Number(a.figure === null) - Number(b.figure === null);
      return a.figure === b.figure ? 0 : sign * (a.figure - b.figure);
    })
    .map(({ code }) => code);
}

/** The median of what is known; null where nothing is. Of two in the middle, what lies half way. */
export function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  if (known.length === 0) return null;
  const [low = 0, high = low] = [known[Math.ceil(known.length / 2) - 1], known[Math.floor(known.length / 2)]];
  return low === high ? low : (low + high) / 2;
}
