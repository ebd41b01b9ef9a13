import type { Client } from '@elastic/elasticsearch';
import type { ByDisposition, IndexNames } from '@lianfang/contract';
import { compositePages } from './composite-pages';
import { all, any, onlyTotals, type Query } from './row-queries';
import { addTo, type RowsByTier } from './row-reading';
import { refreshRows } from './series';
import { tierParts, type OpenPeriods, type TierCut } from './tier-parts';

/** A stretch of time of all counties, each period read from one tier; see {@link tierParts}. */
export interface CountyHoursQuestion {
  readonly cut: TierCut;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

/** Events of one county by severity; what was blocked is not among them. */
export interface SevereEvents {
  readonly critical: number;
  readonly high: number;
}

export interface SeverityReading {
  /** A county without an entry had no such event. Null: some of its events were beyond the limit of cells. */
  readonly byCounty: ReadonlyMap<string, SevereEvents | null>;
  /** Rows that were added up. */
  readonly rows: RowsByTier;
}

/** Events of one county. */
export interface CountyTotals extends ByDisposition {
  /** Of all dispositions. */
  readonly outbound: number;
}

const NONE: SevereEvents = { critical: 0, high: 0 };
const notBlocked: Query = { terms: { disposition: ['allowed', 'detected'] } };
const severe: Query = { terms: { severity: ['critical', 'high'] } };
/** Beyond the limit of cells nothing is known but county and disposition. */
const beyondLimit: Query = { bool: { must_not: [{ exists: { field: 'severity' } }] } };

/** Events of severity critical and high that were not blocked, by county (`unlocated` included). */
export async function readSeverities(
  client: Client,
  names: IndexNames,
  { cut, open }: CountyHoursQuestion,
): Promise<SeverityReading> {
  await refreshRows(client, names);
  const byCounty = new Map<string, SevereEvents | null>();
  const rows = { minute: 0, hour: 0, day: 0 };
  const by = [
    { county: { terms: { field: 'county' } } },
    { severity: { terms: { field: 'severity', missing_bucket: true } } },
  ];
  for (const part of tierParts(names, cut, open)) {
    const query = all([{ term: { kind: 'categories' } }, part.query, notBlocked, any([severe, beyondLimit])]);
    for await (const buckets of compositePages(client, { index: part.index, query, by, sums: ['count'] })) {
      for (const { key, sums, documents } of buckets) {
        rows[part.tier] += documents;
        const county = String(key['county']);
        byCounty.set(county, addSevere(byCounty.get(county), key['severity'], sums['count'] ?? 0));
      }
    }
  }
  return { byCounty, rows };
}

/** Events by disposition, and those outbound, by county (`unlocated` included). */
export async function readCountyTotals(
  client: Client,
  names: IndexNames,
  { cut, open }: CountyHoursQuestion,
): Promise<ReadonlyMap<string, CountyTotals>> {
  await refreshRows(client, names);
  const totals = new Map<string, CountyTotals>();
  const by = ['county', 'direction', 'disposition'].map((field) => ({
    [field]: { terms: { field, missing_bucket: field === 'direction' } },
  }));
  for (const part of tierParts(names, cut, open)) {
    const query = all([onlyTotals, part.query]);
    for await (const buckets of compositePages(client, { index: part.index, query, by, sums: ['count'] })) {
      for (const { key, sums } of buckets) {
        const county = String(key['county']);
        const known = totals.get(county);
        const count = sums['count'] ?? 0;
        totals.set(county, {
          ...addTo(known, String(key['disposition']), count),
          outbound: (known?.outbound ?? 0) + (key['direction'] === 'outbound' ? count : 0),
        });
      }
    }
  }
  return totals;
}

function addSevere(sum: SevereEvents | null | undefined, of: unknown, count: number): SevereEvents | null {
  if (sum === null || (of !== 'critical' && of !== 'high')) return count > 0 ? null : (sum ?? NONE);
  const known = sum ?? NONE;
  return { ...known, [of]: known[of] + count };
}
