import type { Row, RowSource, RowTier } from '@lianfang/contract';

/**
 * Stored rows (totals kind) that the board asks for. Whoever loads them refreshes the indices first, merges what it
 * finds, and then settles the need. Instants are milliseconds since 1970 UTC.
 */
export type Need =
  /** All rows of a tier, of all sources, with `from <= time < to`; `to` may be Infinity. */
  | { readonly kind: 'range'; readonly tier: RowTier; readonly from: number; readonly to: number }
  /** Rows of one source in some hours (minute tier), or in some Taipei days (hour and day tiers). */
  | {
      readonly kind: 'groups';
      readonly tier: RowTier;
      readonly source: RowSource;
      readonly starts: readonly number[];
      /** Length of a group: an hour or a day. */
      readonly length: number;
    }
  /** Sums of all day rows before an instant. */
  | { readonly kind: 'folded-days'; readonly before: number }
  /** What came late of the minutes from an instant on, of all sources. */
  | { readonly kind: 'revisions'; readonly from: number }
  /** The ledger of every source. */
  | { readonly kind: 'ledger' };

/** The sum of one cell of a source's Taipei day, over all counties. */
export interface FoldedDay {
  readonly source: RowSource;
  readonly day: number;
  readonly cell: Pick<Row, 'direction' | 'disposition'>;
  readonly count: number;
}
