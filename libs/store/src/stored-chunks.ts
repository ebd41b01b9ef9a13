import type { Client } from '@elastic/elasticsearch';
import { ledgerRow, row, type IndexNames, type LedgerRow, type RowSource, type VersionedRow } from '@lianfang/contract';
import { pin } from './pin-store';
import { allDocuments, refresh, type StoredDocument } from './read/document-pages';
import { all, ofSource, type Query } from './read/row-queries';

/** The ledger row of the chunk that begins last, or undefined before the first. */
export async function lastLedger(client: Client, names: IndexNames, source: RowSource): Promise<LedgerRow | undefined> {
  await refresh(client, [names.ledger]);
  const answer = await client.search({
    index: names.ledger,
    query: ofSource(source),
    size: 1,
    sort: [{ from: 'desc' }],
    track_total_hits: false,
  });
  const [found] = answer.hits.hits;
  return found && ledgerRow.parse(found._source);
}

/** Terms of one query; Elasticsearch takes 65,536. */
const MOST_CHUNKS = 10_000;

/** Chunks of one source from an offset on. */
export interface ChunksSince {
  readonly source: RowSource;
  /** First offset of the first of them, at least. */
  readonly from: number;
}

/** All minute rows of these chunks. */
export async function rowsSince(client: Client, names: IndexNames, chunks: ChunksSince): Promise<VersionedRow[]> {
  const documents = await documentsSince(client, names, names.rowsMinute, chunks);
  return documents.map(({ id, version, source }) => ({ id, version, row: row.parse(source) }));
}

/** What is stored of these chunks in an index that tells chunks apart. Every chunk has its pin before it has anything. */
export async function documentsSince(
  client: Client,
  names: IndexNames,
  index: string,
  { source, from }: ChunksSince,
): Promise<StoredDocument[]> {
  await refresh(client, [names.pin, index]);
  const begun: Query = all([ofSource(source), { range: { from: { gte: from } } }]);
  const chunks = (await allDocuments(client, names.pin, begun)).map((document) => pin.parse(document.source).chunk);
  const documents: StoredDocument[] = [];
  for (let at = 0; at < chunks.length; at += MOST_CHUNKS) {
    const query = all([ofSource(source), { terms: { chunk: chunks.slice(at, at + MOST_CHUNKS) } }]);
    documents.push(...(await allDocuments(client, index, query)));
  }
  return documents;
}
