import type { Client } from '@elastic/elasticsearch';
import { ledgerRow, row, type IndexNames, type LedgerRow, type RowSource, type VersionedRow } from '@lianfang/contract';
import { pin } from './pin-store';
import { allDocuments, documentPages, refresh } from './read/document-pages';
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

/** All minute rows of the chunks that begin at `from` or later. Every chunk has its pin before it has rows. */
export async function rowsSince(
  client: Client,
  names: IndexNames,
  source: RowSource,
  from: number,
): Promise<VersionedRow[]> {
  await refresh(client, [names.pin, names.rowsMinute]);
  const begun: Query = all([ofSource(source), { range: { from: { gte: from } } }]);
  const chunks = (await allDocuments(client, names.pin, begun)).map((document) => pin.parse(document.source).chunk);
  const rows: VersionedRow[] = [];
  for (let at = 0; at < chunks.length; at += MOST_CHUNKS) {
    const query = all([ofSource(source), { terms: { chunk: chunks.slice(at, at + MOST_CHUNKS) } }]);
    for await (const page of documentPages(client, names.rowsMinute, query)) {
      rows.push(...page.map(({ id, version, source: document }) => ({ id, version, row: row.parse(document) })));
    }
  }
  return rows;
}
