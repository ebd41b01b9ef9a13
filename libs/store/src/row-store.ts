import type { Client } from '@elastic/elasticsearch';
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
import type { Stretch } from './read/row-queries';
import { FIRST_GENERATION, readGenerations, type Generations, type WriteOptions } from './generations';
import { bareHours } from './bare-hours';
import { rowIndex } from './row-index';
import { sumCells, sumPeriods, type PeriodSums, type SummedCell } from './row-sums';
import { lastLedger, rowsSince } from './stored-chunks';

/** What a collector writes of rows: all with external versions, so that writing again changes nothing. */
export interface RowStore {
  /** One outcome for each row, in order. @throws ElasticsearchBusyError when the call is to be repeated. */
  writeRows(rows: readonly VersionedRow[], options?: WriteOptions): Promise<BulkOutcome[]>;
  writeLedger(rows: readonly LedgerRow[], options?: WriteOptions): Promise<BulkOutcome[]>;
  /** What stands behind the names of indices now: to be noted before anything is read that a write will rest on. */
  generations(): Promise<Generations>;
  /** @param version at which this watermark replaces the stored one; `processed` without it. */
  writeWatermark(mark: Watermark, version?: number): Promise<BulkOutcome>;
  readWatermark(source: RowSource): Promise<Watermark | undefined>;
  /** The ledger row of the chunk that begins last, or undefined before the first. */
  lastLedger(source: RowSource): Promise<LedgerRow | undefined>;
  /** All minute rows, of every kind, of the chunks that begin at offset `from` or later. */
  rowsSince(source: RowSource, from: number): Promise<VersionedRow[]>;
  /**
   * Sums of the rows of every kind of one source in [from, to), after a refresh.
   * @throws DroppedByRetentionError when rows of the range are gone.
   */
  sumCells(source: RowSource, tier: 'minute' | 'hour', range: Stretch): Promise<SummedCell[]>;
  /** The same of several hours (of minute rows) or Taipei days (of hour rows); what was dropped is left out and told. */
  sumPeriods(source: RowSource, tier: 'minute' | 'hour', starts: readonly number[]): Promise<PeriodSums>;
  /** Hours of which there are totals and no other kind though their minutes are kept: an earlier release closed them. */
  bareHours(source: RowSource): Promise<number[]>;
}

/** The {@link RowStore} on Elasticsearch. */
export function createRowStore(client: Client, names: IndexNames): RowStore {
  return {
    writeRows: (rows, { history = false, generations = FIRST_GENERATION } = {}) =>
      bulkWrite(
        client,
        rows.map(({ id, version, row }): BulkDocument => {
          return { index: generations.of(rowIndex(names, row, history)), id, version, document: row };
        }),
      ),
    writeLedger: (rows, { generations = FIRST_GENERATION } = {}) =>
      bulkWrite(
        client,
        rows.map((row): BulkDocument => {
          const id = `${rowSourceKey(row)}/${row.chunk}`;
          return { index: generations.of(versioned(names.ledger)), id, version: row.to, document: row };
        }),
      ),
    generations: () => readGenerations(client, names),
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
    sumCells: (source, tier, range) => sumCells(client, names, { source, tier, range }),
    sumPeriods: (source, tier, starts) => sumPeriods(client, names, { source, tier, starts }),
    bareHours: (source) => bareHours(client, names, source),
  };
}
