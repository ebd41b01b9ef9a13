import type { AuditHead, ChainedEntry } from '@lianfang/contract';
import { GENESIS, hashOf } from './audit-chain';

/**
 * What is wrong with a chain that is kept.
 * - `missing`: entries from `from` up to and with `to` are gone
 * - `changed`: an entry's bytes are not those that its hash was made of
 * - `moved`: an entry does not hang on the one before: it was put elsewhere, or what stood before is another
 * - `cut`: a head was published that lies beyond the last entry
 * - `rewritten`: a head was published with another hash at this offset, so everything up to it was written again
 */
export type ChainFault =
  | { readonly kind: 'missing' | 'cut'; readonly from: number; readonly to: number }
  | { readonly kind: 'changed' | 'moved' | 'rewritten'; readonly offset: number };

/** What a check came to. */
export interface ChainReport {
  /** Entries that were looked at. */
  readonly entries: number;
  readonly head: { readonly offset: number; readonly hash: string } | undefined;
  readonly faults: readonly ChainFault[];
}

/** Faults are named up to so many: a chain that was written again has one for each head. */
const MOST_FAULTS = 100;

/**
 * Checks a chain from its beginning. Hand it each entry in the order of offsets, and ask for the report at the end.
 * @param heads published outside of where the chain is kept; without any, cutting and writing anew can't be found
 */
export class ChainCheck {
  private readonly faults: ChainFault[] = [];
  private readonly heads: ReadonlyMap<number, readonly AuditHead[]>;
  private last: { readonly offset: number; readonly hash: string } = { offset: -1, hash: GENESIS };
  private entries = 0;

  constructor(heads: readonly AuditHead[]) {
    this.heads = Map.groupBy(heads, ({ offset }) => offset);
  }

  take({ offset, previous, hash, value }: ChainedEntry): void {
    this.entries += 1;
    if (offset > this.last.offset + 1) this.fault({ kind: 'missing', from: this.last.offset + 1, to: offset - 1 });
    if (hashOf(previous, offset, value) !== hash) this.fault({ kind: 'changed', offset });
    else if (offset === this.last.offset + 1 ? previous !== this.last.hash : offset <= this.last.offset)
      this.fault({ kind: 'moved', offset });
    if (this.heads.get(offset)?.some((head) => head.hash !== hash)) this.fault({ kind: 'rewritten', offset });
    this.last = { offset, hash };
  }

  report(): ChainReport {
    const published = Math.max(-1, ...this.heads.keys());
    if (published > this.last.offset) this.fault({ kind: 'cut', from: this.last.offset + 1, to: published });
    return { entries: this.entries, head: this.last.offset < 0 ? undefined : this.last, faults: this.faults };
  }

  private fault(found: ChainFault): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(found);
  }
}
