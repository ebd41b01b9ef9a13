import type { Client, estypes } from '@elastic/elasticsearch';
import {
  CENTRE_ONLY,
  NATIONAL,
  SIDES,
  evidenceKey,
  evidenceText,
  type Direction,
  type Disposition,
  type Evidence,
  type Scope,
  type IndexNames,
  type KeptEvidence,
  type RowSource,
  type Severity,
} from '@lianfang/contract';
import { fromEvidenceDocument } from '../evidence-document';
import { ENRICHMENTS } from '../indicator-document';
import { all, any, type Query, type Stretch } from './row-queries';

/** What is asked of evidence. Every part is a value: nothing of it is read as a query. */
export interface EvidenceFilter extends Stretch {
  /** Who asks: part of every query. */
  readonly scope: Scope;
  readonly county?: string | undefined;
  readonly agency?: string | undefined;
  /** Id or name, exactly. */
  readonly rule?: string | undefined;
  /** An address or a network (CIDR), on either side. */
  readonly address?: string | undefined;
  /** Id of a shared indicator that the event names, exactly. */
  readonly indicator?: string | undefined;
  readonly direction?: Direction | undefined;
  readonly disposition?: Disposition | undefined;
  readonly severity?: Severity | undefined;
}

/** Where a page ended: the place of its last event in the order of {@link StoredEvidence.page}. */
export type EvidenceCursor = readonly [time: number, offset: number, partition: number, topic: string, epoch: number];

/** A page of evidence, without the records. */
export interface EvidenceHits {
  readonly items: readonly Evidence[];
  /** Undefined on the last page. */
  readonly next: EvidenceCursor | undefined;
  /** How many there are on all pages, and whether there are more than were counted. */
  readonly matched: { readonly records: number; readonly atLeast: boolean };
}

/** Kept events as they are looked for. What was written in the last second may be missing. */
export interface StoredEvidence {
  /** Newest first. */
  page(filter: EvidenceFilter, size: number, after?: EvidenceCursor): Promise<EvidenceHits>;
  /** One event with its record; undefined when it is not kept, or is not for this scope. */
  one(place: RowSource & { readonly offset: number }, scope: Scope): Promise<KeptEvidence | undefined>;
  /** Events that the kept records stand for, whatever their rules and addresses. */
  events(filter: EvidenceFilter): Promise<number>;
}

/** Beyond it they are not counted. */
const MOST_COUNTED = 10_000;
/** Nothing was ever kept: there is no evidence, and that is no error. A part that can't be read is one. */
const lenient = { ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false } as const;

const ORDER = [
  { '@timestamp': { order: 'desc', unmapped_type: 'date' } },
  { offset: { order: 'desc', unmapped_type: 'long' } },
  { partition: { order: 'asc', unmapped_type: 'integer' } },
  { topic: { order: 'asc', unmapped_type: 'keyword' } },
  { epoch: { order: 'desc', unmapped_type: 'long' } },
] as const satisfies estypes.Sort;

/** The {@link StoredEvidence} in Elasticsearch. */
export function createStoredEvidence(client: Client, names: IndexNames): StoredEvidence {
  const index = names.evidence;
  return {
    page: async (filter, size, after) => {
      const answer = await client.search({
        ...lenient,
        index,
        query: all([...among(filter), ...narrowed(filter)]),
        // One more than asked for tells whether there is a next page.
        size: size + 1,
        sort: [...ORDER],
        track_total_hits: MOST_COUNTED,
        _source: { excludes: ['event.original'] },
        ...(after ? { search_after: [...after] } : {}),
      });
      const items = answer.hits.hits.slice(0, size).map(({ _source }) => fromEvidenceDocument(_source).evidence);
      const last = answer.hits.hits.length > size ? items.at(-1) : undefined;
      return { items, next: last && cursorOf(last), matched: matchedOf(answer.hits.total) };
    },
    one: async (place, scope) => {
      const query = all([{ ids: { values: [evidenceKey(place)] } }, ...scoped(scope)]);
      const answer = await client.search({ ...lenient, index, query, size: 1 });
      const [found] = answer.hits.hits;
      if (!found) return undefined;
      const { evidence, original = '' } = fromEvidenceDocument(found._source);
      return { evidence, original };
    },
    events: async (filter) => {
      const answer = await client.search<unknown, { events: estypes.AggregationsSumAggregate }>({
        ...lenient,
        index,
        query: all(among(filter)),
        size: 0,
        track_total_hits: false,
        aggs: { events: { sum: { field: 'count' } } },
      });
      return answer.aggregations?.events.value ?? 0;
    },
  };
}

/** What rows know of an event, too. */
function among({ from, to, scope, county, agency, direction, disposition, severity }: EvidenceFilter): Query[] {
  const fields = { county, agency, 'network.direction': direction, disposition, severity };
  const terms = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : [{ term: { [field]: value } }],
  );
  return [{ range: { '@timestamp': { gte: from, lt: to } } }, ...scoped(scope), ...terms];
}

/** What only evidence knows. */
function narrowed({ scope, rule, address, indicator }: EvidenceFilter): Query[] {
  const name = rule === undefined ? undefined : evidenceText(rule);
  return [
    ...(name === undefined ? [] : [any([{ term: { 'rule.id': name } }, { term: { 'rule.name': name } }])]),
    ...(address === undefined ? [] : [any(SIDES.map((side) => onSide(side, address, scope)))]),
    ...(indicator === undefined ? [] : [naming(indicator, scope)]),
  ];
}

function scoped(scope: Scope): Query[] {
  return scope === CENTRE_ONLY ? [] : [{ term: { county: scope.county } }];
}

/** A side that is not shown can't be looked for: else a county could find out another's addresses by asking. */
function onSide(side: string, address: string, scope: Scope): Query {
  const is: Query = { term: { [`${side}.ip`]: address } };
  if (scope === CENTRE_ONLY) return is;
  return { bool: { filter: [is], must_not: [{ term: { otherCountySide: side } }] } };
}

/** An indicator that a county may not learn of, or that is on a side that is not shown, can't be looked for. */
function naming(id: string, scope: Scope): Query {
  const is: Query = { term: { [`${ENRICHMENTS}.indicator.id`]: id } };
  if (scope === CENTRE_ONLY) return nested([is]);
  const isOurs: Query = { terms: { [`${ENRICHMENTS}.indicator.scope`]: [NATIONAL, scope.county] } };
  const shown = SIDES.map((side) => {
    const isOther: Query = { term: { otherCountySide: side === 'source' ? 'destination' : 'source' } };
    return all([isOther, nested([is, isOurs, { term: { [`${ENRICHMENTS}.matched.field`]: `${side}.ip` } }])]);
  });
  const hasNone: Query = { bool: { must_not: [{ exists: { field: 'otherCountySide' } }] } };
  return any([all([hasNone, nested([is, isOurs])]), ...shown]);
}

/** Of one and the same entry. An index without any knows no such field. */
function nested(queries: Query[]): Query {
  return { nested: { path: ENRICHMENTS, query: all(queries), ignore_unmapped: true } };
}

function cursorOf({ time, offset, partition, topic, epoch }: Evidence): EvidenceCursor {
  return [time, offset, partition, topic, epoch];
}

function matchedOf(total: estypes.SearchTotalHits | number | undefined): EvidenceHits['matched'] {
  if (typeof total === 'object') return { records: total.value, atLeast: total.relation === 'gte' };
  return { records: total ?? 0, atLeast: false };
}
