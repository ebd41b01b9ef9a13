import type { Client, estypes } from '@elastic/elasticsearch';
import type { Query } from './row-queries';

/** A question to the composite aggregation: sums of fields by a key of several parts. */
export interface CompositeQuestion {
  readonly index: string;
  readonly query: Query;
  readonly by: readonly Record<string, estypes.AggregationsCompositeAggregationSource>[];
  /** Fields to sum. */
  readonly sums: readonly string[];
}

export interface CompositeBucket {
  readonly key: Readonly<Record<string, unknown>>;
  readonly sums: Readonly<Record<string, number>>;
  /** How many were added up. */
  readonly documents: number;
}

const PAGE_SIZE = 10_000;

/** All buckets, page by page. An index that does not exist yet has none. @param signal ends it, also in Elasticsearch */
export async function* compositePages(
  client: Client,
  question: CompositeQuestion,
  signal?: AbortSignal,
): AsyncGenerator<CompositeBucket[]> {
  let after: estypes.AggregationsCompositeAggregateKey | undefined;
  do {
    const answer = await client.search<unknown, { buckets: estypes.AggregationsCompositeAggregate }>(
      {
        index: question.index,
        ignore_unavailable: true,
        allow_no_indices: true,
        size: 0,
        query: question.query,
        aggs: {
          buckets: {
            composite: { size: PAGE_SIZE, sources: [...question.by], ...(after ? { after } : {}) },
            aggs: Object.fromEntries(question.sums.map((field) => [field, { sum: { field } }])),
          },
        },
      },
      askedWith(signal),
    );
    const found = answer.aggregations?.buckets;
    const buckets = (found?.buckets ?? []) as estypes.AggregationsCompositeBucket[];
    if (buckets.length > 0) yield buckets.map((bucket) => toBucket(bucket, question.sums));
    after = buckets.length === PAGE_SIZE ? found?.after_key : undefined;
  } while (after !== undefined);
}

/** What a request to Elasticsearch is made with, so that it ends with the signal. */
export function askedWith(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

function toBucket(bucket: estypes.AggregationsCompositeBucket, fields: readonly string[]): CompositeBucket {
  const sums = fields.map((field) => [field, (bucket[field] as estypes.AggregationsSumAggregate).value ?? 0] as const);
  return { key: bucket.key, sums: Object.fromEntries(sums), documents: bucket.doc_count };
}
