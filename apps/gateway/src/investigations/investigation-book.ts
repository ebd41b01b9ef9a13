import { isInForce, type Principal } from '@lianfang/access';
import type { InvestigationStore } from '@lianfang/store';
import { z } from 'zod';
import type { SealedReads } from '../audit/sealed-reads.port';

/** What a book is made of. */
export interface InvestigationBookParts {
  readonly store: Pick<InvestigationStore, 'find' | 'opened'>;
  readonly now: () => number;
}

/** Whoever opens a page of the audit must not cost Elasticsearch a search each time. */
const KEPT_MS = 2_000;
const isId = z.uuid();

/** Says which seals hold no longer. What it does not know stays hidden: a seal must not open because a store lost it. */
export class InvestigationBook implements SealedReads {
  private kept: { readonly at: number; readonly ids: Promise<readonly string[]> } | undefined;

  constructor(private readonly parts: InvestigationBookParts) {}

  /** Asked of the store each time: an end holds at once. */
  async isInForce(id: string, county: string, principal: Principal): Promise<boolean> {
    if (!isId.safeParse(id).success) return false;
    const { store, now } = this.parts;
    const found = await store.find(id);
    return found !== undefined && isInForce(found, county, principal, now());
  }

  /** As the store says, two seconds old at most. */
  async opened(): Promise<readonly string[]> {
    const { store, now } = this.parts;
    const at = now();
    if (this.kept === undefined || at - this.kept.at >= KEPT_MS || at < this.kept.at) {
      const kept = { at, ids: store.opened(at) };
      this.kept = kept;
      kept.ids.catch(() => {
        if (this.kept === kept) this.kept = undefined;
      });
    }
    return this.kept.ids;
  }

  /** Forgets what it has kept: this gateway has changed one. */
  forget(): void {
    this.kept = undefined;
  }
}
