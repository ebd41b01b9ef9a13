import type { Client, estypes } from '@elastic/elasticsearch';
import {
  LEDGER_CLASSES,
  eventsOf,
  ledgerRow,
  watermark,
  type IndexNames,
  type LedgerClass,
  type LedgerRow,
  type RowSource,
  type Watermark,
} from '@lianfang/contract';
import { readGenerations } from '../generations';
import { allDocuments, refresh } from './document-pages';
import { readDropped } from './dropped-indices';
import { all, ofSource, onlyTotals, type Query, type Stretch } from './row-queries';

/** A stored ledger row with what rows of earlier releases lack. */
export type AuditedRow = LedgerRow & { readonly events: number };

/** The stored ledger rows of one source, added up by Elasticsearch. */
export interface AuditedSum {
  readonly source: RowSource;
  readonly classes: Record<LedgerClass, number>;
  readonly events: number;
  readonly late: number;
  /** Of the counted records: kept whole, over a quota, and kept but refused. */
  readonly evidence?: { readonly kept: number; readonly over: number; readonly refused: number };
  readonly chunks: number;
  /** First offset of the first chunk. */
  readonly from: number;
  /** End of the last chunk. */
  readonly to: number;
}

/** What the check of the ledger reads. */
export interface LedgerAudit {
  /** That of the indices that are read now: when it rises, finished chunks may have changed. */
  generation(): Promise<number>;
  watermarks(): Promise<Watermark[]>;
  /** Sums over all rows of each source, after a refresh. */
  sums(): Promise<AuditedSum[]>;
  /** Rows of a source in order of their offsets, from the first one that begins at `from` or later. */
  rows(source: RowSource, from: number, size: number): Promise<AuditedRow[]>;
  /** The newest rows of a source, newest first. */
  newest(source: RowSource, size: number): Promise<AuditedRow[]>;
  /** These chunks of a source; those that are not stored are missing. */
  named(source: RowSource, chunks: readonly string[]): Promise<AuditedRow[]>;
  /** Sum of the totals rows of the minute tier by chunk, after a refresh; a chunk without rows is missing. */
  minuteSums(source: RowSource, chunks: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Stretches within this one whose minute rows of the source retention has dropped. What is dropped is written down
   * before it is gone: so whoever sums rows first and asks this afterwards takes nothing for missing that was dropped.
   */
  droppedMinutes(source: RowSource, within: Stretch): Promise<readonly Stretch[]>;
}

/** Sources are partitions of topics that we read; more than this are not checked at once. */
const MOST_SOURCES = 10_000;

/** The {@link LedgerAudit} on Elasticsearch. */
export function createLedgerAudit(client: Client, names: IndexNames): LedgerAudit {
  const search = async (query: Query, size: number, order: 'asc' | 'desc'): Promise<AuditedRow[]> => {
    const answer = await client.search({
      index: names.ledger,
      ...lenient,
      query,
      size,
      sort: [{ from: { order, unmapped_type: 'long' } }],
      track_total_hits: false,
    });
    return answer.hits.hits.map(({ _source }) => toAudited(ledgerRow.parse(_source)));
  };
  return {
    generation: async () => (await readGenerations(client, names)).number,
    watermarks: async () => {
      await refresh(client, [names.watermark]);
      return (await allDocuments(client, names.watermark)).map(({ source }) => watermark.parse(source));
    },
    sums: () => readSums(client, names.ledger),
    rows: (source, from, size) => search(all([ofSource(source), { range: { from: { gte: from } } }]), size, 'asc'),
    newest: (source, size) => search(ofSource(source), size, 'desc'),
    named: (source, chunks) =>
      search(all([ofSource(source), { terms: { chunk: [...chunks] } }]), Math.max(1, chunks.length), 'asc'),
    minuteSums: (source, chunks) => readMinuteSums(client, names.rowsMinute, source, chunks),
    droppedMinutes: (source, within) => readDropped(client, names, { family: 'minutes', source, within }),
  };
}

function toAudited(row: LedgerRow): AuditedRow {
  return { ...row, events: eventsOf(row) };
}

const lenient = { ignore_unavailable: true, allow_no_indices: true } as const;

type Sum = estypes.AggregationsSumAggregate;

async function readSums(client: Client, index: string): Promise<AuditedSum[]> {
  await refresh(client, [index]);
  const bySource = (['topic', 'epoch', 'partition'] as const).map((field) => ({ [field]: { terms: { field } } }));
  const summed = [...LEDGER_CLASSES, 'events', 'late', 'evidenceKept', 'evidenceOver', 'evidenceRefused'];
  const answer = await client.search<unknown, { sources: estypes.AggregationsCompositeAggregate }>({
    index,
    ...lenient,
    size: 0,
    aggs: {
      sources: {
        composite: { size: MOST_SOURCES, sources: bySource },
        aggs: {
          ...Object.fromEntries(summed.map((field) => [field, { sum: { field } }])),
          from: { min: { field: 'from' } },
          to: { max: { field: 'to' } },
          plain: {
            filter: { bool: { must_not: [{ exists: { field: 'events' } }] } },
            aggs: { counted: { sum: { field: 'counted' } } },
          },
        },
      },
    },
  });
  const buckets = (answer.aggregations?.sources.buckets ?? []) as estypes.AggregationsCompositeBucket[];
  return buckets.map(toSum);
}

function toSum(bucket: estypes.AggregationsCompositeBucket): AuditedSum {
  const { topic, epoch, partition } = bucket.key as Record<string, unknown>;
  const value = (name: string): number => (bucket[name] as Sum).value ?? 0;
  const plain = bucket['plain'] as unknown as { counted: Sum };
  return {
    source: { topic: String(topic), epoch: Number(epoch), partition: Number(partition) },
    classes: {
      counted: value('counted'),
      duplicate: value('duplicate'),
      ignored: value('ignored'),
      rejected: value('rejected'),
      skipped: value('skipped'),
      lost: value('lost'),
    },
    events: value('events') + (plain.counted.value ?? 0),
    late: value('late'),
    evidence: { kept: value('evidenceKept'), over: value('evidenceOver'), refused: value('evidenceRefused') },
    chunks: bucket.doc_count,
    from: value('from'),
    to: value('to'),
  };
}

async function readMinuteSums(
  client: Client,
  index: string,
  source: RowSource,
  chunks: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (chunks.length === 0) return new Map();
  await refresh(client, [index]);
  const answer = await client.search<unknown, { chunks: estypes.AggregationsStringTermsAggregate }>({
    index,
    ...lenient,
    size: 0,
    query: all([onlyTotals, ofSource(source), { terms: { chunk: [...chunks] } }]),
    aggs: { chunks: { terms: { field: 'chunk', size: chunks.length }, aggs: { count: { sum: { field: 'count' } } } } },
  });
  const buckets = (answer.aggregations?.chunks.buckets ?? []) as estypes.AggregationsStringTermsBucket[];
  return new Map(buckets.map((bucket) => [String(bucket.key), (bucket['count'] as Sum).value ?? 0]));
}
