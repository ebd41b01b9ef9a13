import type { Client, estypes } from '@elastic/elasticsearch';
import {
  rowSourceKey,
  watermark,
  type IndexNames,
  type LedgerRow,
  type RowSource,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import { bulkWrite, type BulkDocument, type BulkOutcome } from './bulk-writer';
import { versioned } from './index-templates';
import { rowIndex } from './row-index';
import { lastLedger, rowsSince } from './stored-chunks';

/** A summed cell of totals rows, without the time and the source that were asked for. */
export interface SummedCell {
  readonly county: string;
  readonly direction?: NonNullable<VersionedRow['row']['direction']>;
  readonly disposition: VersionedRow['row']['disposition'];
  readonly overflow?: true;
  readonly count: number;
}

/** What a collector writes of rows: all with external versions, so that writing again changes nothing. */
export interface RowStore {
  /** One outcome for each row, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  writeRows(rows: readonly VersionedRow[], options?: { readonly history?: boolean }): Promise<BulkOutcome[]>;
  writeLedger(rows: readonly LedgerRow[]): Promise<BulkOutcome[]>;
  /** @param version at which this watermark replaces the stored one; `processed` without it. */
  writeWatermark(mark: Watermark, version?: number): Promise<BulkOutcome>;
  readWatermark(source: RowSource): Promise<Watermark | undefined>;
  /** The ledger row of the chunk that begins last, or undefined before the first. */
  lastLedger(source: RowSource): Promise<LedgerRow | undefined>;
  /** All minute rows, of every kind, of the chunks that begin at offset `from` or later. */
  rowsSince(source: RowSource, from: number): Promise<VersionedRow[]>;
  /** Sums of the totals rows of one source in [from, to), after a refresh. */
  sumTotals(source: RowSource, tier: 'minute' | 'hour', range: { from: number; to: number }): Promise<SummedCell[]>;
}

/** The {@link RowStore} on Elasticsearch. */
export function createRowStore(client: Client, names: IndexNames): RowStore {
  return {
    writeRows: (rows, options) =>
      bulkWrite(
        client,
        rows.map(({ id, version, row }): BulkDocument => {
          return { index: rowIndex(names, row, options?.history ?? false), id, version, document: row };
        }),
      ),
    writeLedger: (rows) =>
      bulkWrite(
        client,
        rows.map((row): BulkDocument => {
          const id = `${rowSourceKey(row)}/${row.chunk}`;
          return { index: versioned(names.ledger), id, version: row.to, document: row };
        }),
      ),
    writeWatermark: async (mark, version = mark.processed) => {
      const index = versioned(names.watermark);
      const [outcome] = await bulkWrite(client, [{ index, id: rowSourceKey(mark), version, document: mark }]);
      return outcome ?? { kind: 'refused', reason: 'Elasticsearch gave no outcome' };
    },
    readWatermark: async (source) => {
      const found = await client.get(
        { index: versioned(names.watermark), id: rowSourceKey(source) },
        { ignore: [404] },
      );
      return found.found ? watermark.parse(found._source) : undefined;
    },
    lastLedger: (source) => lastLedger(client, names, source),
    rowsSince: (source, from) => rowsSince(client, names, { source, from }),
    sumTotals: (source, tier, range) => sumTotals(client, names, { source, tier, range }),
  };
}

interface SumQuestion {
  readonly source: RowSource;
  readonly tier: 'minute' | 'hour';
  readonly range: { readonly from: number; readonly to: number };
}

/** More than the cells of one hour can be: counties x directions x dispositions, and overflow. */
const PAGE = 1_000;

async function sumTotals(client: Client, names: IndexNames, question: SumQuestion): Promise<SummedCell[]> {
  const index = question.tier === 'minute' ? names.rowsMinute : names.rowsHour;
  await client.indices.refresh({ index, allow_no_indices: true, ignore_unavailable: true });
  const cells: SummedCell[] = [];
  let after: estypes.AggregationsCompositeAggregateKey | undefined;
  do {
    const page = await sumPage(client, index, question, after);
    cells.push(...page.cells);
    after = page.after;
  } while (after !== undefined);
  return cells;
}

async function sumPage(
  client: Client,
  index: string,
  { source, range }: SumQuestion,
  after: estypes.AggregationsCompositeAggregateKey | undefined,
): Promise<{ cells: SummedCell[]; after: estypes.AggregationsCompositeAggregateKey | undefined }> {
  const answer = await client.search<unknown, { cells: estypes.AggregationsCompositeAggregate }>({
    index,
    ignore_unavailable: true,
    allow_no_indices: true,
    size: 0,
    query: {
      bool: {
        filter: [
          { term: { kind: 'totals' } },
          { term: { topic: source.topic } },
          { term: { epoch: source.epoch } },
          { term: { partition: source.partition } },
          { range: { time: { gte: range.from, lt: range.to } } },
        ],
      },
    },
    aggs: { cells: { composite: compositeOf(after), aggs: { count: { sum: { field: 'count' } } } } },
  });
  const found = answer.aggregations?.cells;
  const buckets = (found?.buckets ?? []) as estypes.AggregationsCompositeBucket[];
  return { cells: buckets.map(toCell), after: buckets.length === PAGE ? found?.after_key : undefined };
}

function compositeOf(
  after: estypes.AggregationsCompositeAggregateKey | undefined,
): estypes.AggregationsCompositeAggregation {
  return {
    size: PAGE,
    ...(after ? { after } : {}),
    sources: [
      { county: { terms: { field: 'county' } } },
      { direction: { terms: { field: 'direction', missing_bucket: true } } },
      { disposition: { terms: { field: 'disposition' } } },
      { overflow: { terms: { field: 'overflow', missing_bucket: true } } },
    ],
  };
}

function toCell(bucket: estypes.AggregationsCompositeBucket): SummedCell {
  const { county, direction, disposition, overflow } = bucket.key as Record<string, unknown>;
  const count = (bucket['count'] as estypes.AggregationsSumAggregate).value ?? 0;
  return {
    county: String(county),
    disposition: disposition as SummedCell['disposition'],
    ...(direction === null ? {} : { direction: direction as NonNullable<SummedCell['direction']> }),
    ...(overflow === null ? {} : { overflow: true as const }),
    count,
  };
}
