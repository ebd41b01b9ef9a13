import type { Client } from '@elastic/elasticsearch';
import type { Direction, Disposition, IndexNames, RowKind, Severity } from '@lianfang/contract';
import { compositePages } from './composite-pages';
import { all, scopeOf, type Query } from './row-queries';
import { refreshRows } from './series';
import { tierParts, type OpenPeriods, type TierCut } from './tier-parts';

/** Which events are counted: of a county or the nation, and of some of the dimensions that one kind of rows has. */
export interface CountedQuestion {
  readonly cut: TierCut;
  readonly county?: string | undefined;
  readonly agency?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly disposition?: Disposition | undefined;
  readonly severity?: Severity | undefined;
  /** Of every source, as its watermark said before the question. */
  readonly open: readonly OpenPeriods[];
}

/**
 * Counts the events of a cut range, each period from one tier; see {@link tierParts}.
 * @returns undefined where no kind of rows crosses what is asked for.
 */
export async function readCountedEvents(
  client: Client,
  names: IndexNames,
  question: CountedQuestion,
): Promise<number | undefined> {
  const kind = kindOf(question);
  if (kind === undefined) return undefined;
  await refreshRows(client, names);
  const { cut, open, county, agency, direction, disposition, severity } = question;
  const terms = Object.entries({ kind, agency, direction, disposition, severity }).flatMap(([field, value]): Query[] =>
    value === undefined ? [] : [{ term: { [field]: value } }],
  );
  const by = [{ disposition: { terms: { field: 'disposition' } } }];
  let events = 0;
  for (const { index, query } of tierParts(names, cut, open)) {
    const asked = all([query, ...terms, ...scopeOf(county)]);
    for await (const buckets of compositePages(client, { index, query: asked, by, sums: ['count'] })) {
      for (const { sums } of buckets) events += sums['count'] ?? 0;
    }
  }
  return events;
}

/** Rows by agency know neither severity nor direction, and rows by severity no agency. */
function kindOf({ agency, direction, severity }: CountedQuestion): RowKind | undefined {
  if (agency !== undefined) return severity === undefined && direction === undefined ? 'agencies' : undefined;
  return severity === undefined ? 'totals' : 'categories';
}
