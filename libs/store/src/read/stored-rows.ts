import type { Client, estypes } from '@elastic/elasticsearch';
import {
  ledgerRow,
  LEDGER_CLASSES,
  revision,
  row,
  watermark,
  type IndexNames,
  type LedgerClass,
  type LedgerRow,
  type Row,
  type RowSource,
  type RowTier,
  type VersionedRevision,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import { readGenerations } from '../generations';
import { compositePages } from './composite-pages';
import { allDocuments, documentPages, refresh } from './document-pages';
import { all, ofSource, onlyTotals, within, withinAny, type Stretch } from './row-queries';

/** Which totals rows of a tier: those of all sources, or of one, within any of the stretches. */
export interface RowQuestion {
  readonly tier: RowTier;
  readonly source?: RowSource;
  readonly stretches: readonly Stretch[];
}

/** The sum of one cell of a source's Taipei day, over all counties. */
export interface DaySum {
  readonly source: RowSource;
  readonly day: number;
  readonly cell: Pick<Row, 'direction' | 'disposition'>;
  readonly count: number;
}

/** The ledger of one source: finished chunks (those that begin before `foldedTo`) as one sum, the last ones as rows. */
export interface LedgerSum {
  readonly source: RowSource;
  readonly folded: Record<LedgerClass, number>;
  readonly foldedTo: number;
  readonly recent: readonly LedgerRow[];
}

/** What a gateway reads of rows when it starts and when a source opens a period again. Each call refreshes first. */
export interface StoredRows {
  /** That of the indices that are read now; see `Generations`. */
  generation(): Promise<number>;
  watermarks(): Promise<Watermark[]>;
  rows(question: RowQuestion): AsyncIterable<VersionedRow[]>;
  /** Sums of day rows before an instant. */
  daySums(before: number): Promise<DaySum[]>;
  ledger(): Promise<LedgerSum[]>;
  /** What came late of the minutes from an instant on (milliseconds). */
  revisions(from: number): AsyncIterable<VersionedRevision[]>;
}

/** The read model on Elasticsearch. */
export function createStoredRows(client: Client, names: IndexNames): StoredRows {
  return {
    generation: async () => (await readGenerations(client, names)).number,
    watermarks: async () => {
      await refresh(client, [names.watermark]);
      const documents = await allDocuments(client, names.watermark);
      return documents.map(({ source }) => watermark.parse(source));
    },
    rows: (question) => readRows(client, indexOf(names, question.tier), question),
    daySums: (before) => readDaySums(client, names.rowsDay, before),
    ledger: () => readLedger(client, names.ledger),
    revisions: (from) => readRevisions(client, names.revisions, from),
  };
}

function indexOf(names: IndexNames, tier: RowTier): string {
  if (tier === 'minute') return names.rowsMinute;
  return tier === 'hour' ? names.rowsHour : names.rowsDay;
}

async function* readRows(
  client: Client,
  index: string,
  { source, stretches }: RowQuestion,
): AsyncGenerator<VersionedRow[]> {
  await refresh(client, [index]);
  const query = all([onlyTotals, withinAny(stretches), ...(source ? [ofSource(source)] : [])]);
  for await (const page of documentPages(client, index, query)) {
    yield page.map(({ id, version, source: document }) => ({ id, version, row: row.parse(document) }));
  }
}

async function* readRevisions(client: Client, index: string, from: number): AsyncGenerator<VersionedRevision[]> {
  await refresh(client, [index]);
  for await (const page of documentPages(client, index, within({ from, to: Infinity }))) {
    yield page.map(({ id, version, source: document }) => ({ id, version, revision: revision.parse(document) }));
  }
}

async function readDaySums(client: Client, index: string, before: number): Promise<DaySum[]> {
  await refresh(client, [index]);
  const sums: DaySum[] = [];
  const pages = compositePages(client, {
    index,
    query: all([onlyTotals, within({ from: -Infinity, to: before })]),
    by: [
      ...bySource,
      { day: { date_histogram: { field: 'time', fixed_interval: '1d', offset: '16h' } } },
      { direction: { terms: { field: 'direction', missing_bucket: true } } },
      { disposition: { terms: { field: 'disposition' } } },
    ],
    sums: ['count'],
  });
  for await (const buckets of pages) {
    for (const { key, sums: counted } of buckets) {
      const { direction, disposition } = key;
      const cell = row
        .pick({ direction: true, disposition: true })
        .parse({ disposition, ...(direction !== null && { direction }) });
      sums.push({ source: sourceOf(key), day: Number(key['day']), cell, count: counted['count'] ?? 0 });
    }
  }
  return sums;
}

/** A partition works on its last chunk, and after a crash on the one before it again. */
const RECENT_CHUNKS = 4;

async function readLedger(client: Client, index: string): Promise<LedgerSum[]> {
  await refresh(client, [index]);
  const sources: RowSource[] = [];
  const query = { match_all: {} };
  for await (const buckets of compositePages(client, { index, query, by: bySource, sums: [] })) {
    sources.push(...buckets.map(({ key }) => sourceOf(key)));
  }
  const sums: LedgerSum[] = [];
  for (const source of sources) sums.push(await readSourceLedger(client, index, source));
  return sums;
}

/** The sum ends where the oldest of the last chunks begins: what is before is finished, so both searches agree. */
async function readSourceLedger(client: Client, index: string, source: RowSource): Promise<LedgerSum> {
  const newest = await client.search({
    index,
    query: ofSource(source),
    size: RECENT_CHUNKS,
    sort: [{ from: 'desc' }],
    track_total_hits: false,
  });
  const recent = newest.hits.hits.map(({ _source }) => ledgerRow.parse(_source));
  const foldedTo = Math.min(...recent.map(({ from }) => from));
  const earlier = await client.search<unknown, Record<string, estypes.AggregationsSumAggregate>>({
    index,
    size: 0,
    query: all([ofSource(source), { range: { from: { lt: foldedTo } } }]),
    aggs: Object.fromEntries(LEDGER_CLASSES.map((name) => [name, { sum: { field: name } }])),
  });
  const sumOf = (name: LedgerClass): number => earlier.aggregations?.[name]?.value ?? 0;
  const folded = {
    counted: sumOf('counted'),
    duplicate: sumOf('duplicate'),
    ignored: sumOf('ignored'),
    rejected: sumOf('rejected'),
    skipped: sumOf('skipped'),
    lost: sumOf('lost'),
  };
  return { source, folded, foldedTo, recent };
}

const bySource = (['topic', 'epoch', 'partition'] as const).map((field) => ({ [field]: { terms: { field } } }));

function sourceOf(key: Readonly<Record<string, unknown>>): RowSource {
  return { topic: String(key['topic']), epoch: Number(key['epoch']), partition: Number(key['partition']) };
}
