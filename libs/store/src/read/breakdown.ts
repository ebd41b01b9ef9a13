import type { Client } from '@elastic/elasticsearch';
import type { Dimension, ByDisposition, IndexNames, RowKind, RowTier } from '@lianfang/contract';
import { compositePages, type CompositeBucket } from './composite-pages';
import { all, onlyTotals, type Query } from './row-queries';
import { addTo, refreshRows, scopeOf, type RowsByTier } from './series';
import { tierParts, type OpenPeriods, type TierCut } from './tier-parts';

/** Events of a cut range by one dimension, of one county (`unlocated` included), or of the nation without it. */
export interface BreakdownQuestion {
  readonly by: Dimension;
  readonly cut: TierCut;
  readonly county?: string;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

export interface BreakdownReading {
  readonly byKey: ReadonlyMap<string, ByDisposition>;
  /** Events beyond the limit of cells: only their county and disposition are known. */
  readonly overflow: ByDisposition;
  /** All events, from the totals rows of the same range. */
  readonly total: ByDisposition;
  readonly rows: RowsByTier;
}

/** The kind of rows and the field that tell each apart. */
const DIMENSIONS: Readonly<Record<Dimension, { readonly kind: RowKind; readonly field: string }>> = {
  county: { kind: 'totals', field: 'county' },
  direction: { kind: 'totals', field: 'direction' },
  disposition: { kind: 'totals', field: 'disposition' },
  category: { kind: 'categories', field: 'category' },
  severity: { kind: 'categories', field: 'severity' },
  agency: { kind: 'agencies', field: 'agency' },
  country: { kind: 'countries', field: 'sourceCountry' },
};

const NONE: ByDisposition = { blocked: 0, allowed: 0, detected: 0 };

/** What is added up while the parts of a question are read. */
class Sums {
  readonly byKey = new Map<string, ByDisposition>();
  overflow = NONE;
  total = NONE;
  readonly rows = { minute: 0, hour: 0, day: 0 };

  /** Everything that was found under some key, or under none. */
  get named(): ByDisposition {
    return [...this.byKey.values(), this.overflow].reduce((sum, { blocked, allowed, detected }) => ({
      blocked: sum.blocked + blocked,
      allowed: sum.allowed + allowed,
      detected: sum.detected + detected,
    }));
  }

  /** Buckets of the finer kind: by key and disposition. */
  addKeys(buckets: readonly CompositeBucket[], tier: RowTier): void {
    for (const { key: place, sums, documents } of buckets) {
      this.rows[tier] += documents;
      const [name, of, count] = [place['key'], String(place['disposition']), sums['count'] ?? 0];
      if (typeof name === 'string') this.byKey.set(name, addTo(this.byKey.get(name), of, count));
      else this.overflow = addTo(this.overflow, of, count);
    }
  }

  /** Buckets of totals: by disposition. */
  addTotals(buckets: readonly CompositeBucket[], tier: RowTier): void {
    for (const { key: place, sums, documents } of buckets) {
      this.rows[tier] += documents;
      this.total = addTo(this.total, String(place['disposition']), sums['count'] ?? 0);
    }
  }
}

/** Adds up the rows of one kind by one of its dimensions, each period from one tier; see {@link tierParts}. */
export async function readBreakdown(
  client: Client,
  names: IndexNames,
  { by, cut, county, open }: BreakdownQuestion,
): Promise<BreakdownReading> {
  await refreshRows(client, names);
  const { kind, field } = DIMENSIONS[by];
  const keyed = { key: { terms: { field, missing_bucket: true } } };
  const disposition = { disposition: { terms: { field: 'disposition' } } };
  const sums = new Sums();
  for (const { tier, index, query } of tierParts(names, cut, open)) {
    const of = (rows: Query): Query => all([rows, query, ...scopeOf(county)]);
    const keys = { index, query: of({ term: { kind } }), by: [keyed, disposition], sums: ['count'] };
    for await (const buckets of compositePages(client, keys)) sums.addKeys(buckets, tier);
    // Totals told apart are the total themselves.
    if (kind === 'totals') continue;
    const totals = { index, query: of(onlyTotals), by: [disposition], sums: ['count'] };
    for await (const buckets of compositePages(client, totals)) sums.addTotals(buckets, tier);
  }
  const { byKey, overflow, total, rows } = sums;
  return { byKey, overflow, total: kind === 'totals' ? sums.named : total, rows };
}
