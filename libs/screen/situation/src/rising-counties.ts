import type { CountyRow } from './county-rows';

export interface RisingCounty {
  readonly row: CountyRow;
  /** Times the normal middle; null where that is nought, which is further above than any figure. */
  readonly ratio: number | null;
}

/** Counties above their normal range, the furthest above first. A silent county is not among them: nobody knows. */
export function risingCounties(rows: readonly CountyRow[]): readonly RisingCounty[] {
  return rows
    .flatMap((row) => {
      const { comparison, figures } = row;
      return comparison.kind === 'above' && figures?.silent === false ? [{ row, ratio: comparison.ratio }] : [];
    })
    .sort((a, b) => {
      if (a.ratio !== null && b.ratio !== null) return b.ratio - a.ratio;
      if (a.ratio !== null || b.ratio !== null) return Number(a.ratio !== null) - Number(b.ratio !== null);
      return (b.row.figures?.blockedPerMinute ?? 0) - (a.row.figures?.blockedPerMinute ?? 0);
    });
}
