import type { AuditFault, ChainedEntry } from '@lianfang/contract';
import { GENESIS, hashOf } from './audit-chain';
import { FaultList } from './fault-list';

/** A head that was published, or that somebody kept: with its place in the chain where that is known. */
export interface KnownHead {
  readonly hash: string;
  readonly offset?: number | undefined;
}

/** What a check came to. */
export interface ChainReport {
  /** Entries that were looked at. */
  readonly entries: number;
  readonly head: { readonly offset: number; readonly hash: string } | undefined;
  /**
   * What is wrong; neighbours of one kind are one fault, 100 are named at most.
   * - `missing`: entries from `from` up to and with `to` are gone
   * - `changed`: an entry's bytes are not those that its hash was made of
   * - `moved`: an entry does not hang on the one before: it was put elsewhere, or what stood before is another
   * - `cut`: a head was published, or the log has entries, beyond the last entry
   * - `rewritten`: a head was published with another hash at `to`: something behind the last head that agrees was written again
   */
  readonly faults: readonly AuditFault[];
}

/**
 * Checks a chain from its beginning. Hand it each entry in the order of offsets, and ask for the report at the end.
 * @param heads published outside of where the chain is kept; without any, writing anew can't be found
 * @param faults where faults are put, where something else looks too
 */
export class ChainCheck {
  private readonly heads: ReadonlyMap<number, readonly KnownHead[]>;
  /** Hashes that somebody kept without their place, and that were not met yet. */
  private readonly unmet: Set<string>;
  private last: { readonly offset: number; readonly hash: string } = { offset: -1, hash: GENESIS };
  private entries = 0;
  /** Up to here a head says that nothing was written again, or it is said already that something was. */
  private settled = -1;

  constructor(
    heads: readonly KnownHead[],
    private readonly faults = new FaultList(),
  ) {
    const placed = heads.flatMap(({ offset, hash }) => (offset === undefined ? [] : [{ offset, hash }]));
    this.heads = Map.groupBy(placed, ({ offset }) => offset);
    this.unmet = new Set(heads.filter(({ offset }) => offset === undefined).map(({ hash }) => hash));
  }

  /** The offset that must come next. */
  get next(): number {
    return this.last.offset + 1;
  }

  take({ offset, previous, hash, value }: ChainedEntry): void {
    this.entries += 1;
    if (offset > this.next) this.faults.add('missing', this.next, offset - 1);
    if (hashOf(previous, offset, value) !== hash) this.faults.add('changed', offset);
    else if (offset === this.next ? previous !== this.last.hash : offset < this.next) this.faults.add('moved', offset);
    this.compareHeads(offset, hash);
    // What was put in twice or behind its place is said, and the chain goes on from where it was.
    if (offset >= this.next) this.last = { offset, hash };
  }

  /** @param end the log's next offset: what it holds must be kept */
  report(end = 0): ChainReport {
    const known = Math.max(end - 1, ...this.heads.keys());
    if (known > this.last.offset) this.faults.add('cut', this.next, known);
    // Where it stood is not known: anywhere in the chain, or beyond its end.
    if (this.unmet.size > 0) this.faults.add('rewritten', 0, Math.max(0, this.last.offset));
    const head = this.last.offset < 0 ? undefined : this.last;
    return { entries: this.entries, head, faults: this.faults.named };
  }

  private compareHeads(offset: number, hash: string): void {
    this.unmet.delete(hash);
    const heads = this.heads.get(offset);
    if (heads === undefined) return;
    if (heads.some((head) => head.hash !== hash)) this.faults.add('rewritten', this.settled + 1, offset);
    this.settled = Math.max(this.settled, offset);
  }
}
