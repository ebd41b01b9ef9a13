import type { Client } from '@elastic/elasticsearch';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexNames, type LedgerRow, type Watermark } from '@lianfang/contract';

const PAGE = 5_000;

/** Everything that a search finds, page by page. */
async function allOf<T>(client: Client, index: string): Promise<T[]> {
  const found: T[] = [];
  const search = { index, size: PAGE, sort: ['_doc'], allow_no_indices: true, ignore_unavailable: true };
  for await (const document of client.helpers.scrollDocuments<T>(search)) found.push(document);
  return found;
}

/** What ours has stored of its progress. */
export interface Progress {
  readonly ledger: readonly LedgerRow[];
  readonly marks: readonly Watermark[];
}

/** Ledger and watermarks of an index prefix, as they are now. */
export async function readProgress(client: Client, prefix: string): Promise<Progress> {
  const names = indexNames(prefix);
  await client.indices.refresh({ index: [names.ledger, names.watermark], ignore_unavailable: true });
  return { ledger: await allOf(client, names.ledger), marks: await allOf(client, names.watermark) };
}

/** Writes all that is stored under an index prefix to a folder, one file a kind, as the oracle reads it. */
export async function dumpStored(client: Client, prefix: string, folder: string): Promise<void> {
  const names = indexNames(prefix);
  await client.indices.refresh({ index: `${prefix}-*` });
  const write = (name: string, documents: readonly unknown[]): void => writeLines(join(folder, name), documents);
  write('rows.ndjson', [
    ...(await allOf(client, names.rowsMinute)),
    ...(await allOf(client, names.rowsHour)),
    ...(await allOf(client, names.rowsDay)),
  ]);
  write('ledger.ndjson', await allOf(client, names.ledger));
  write('pins.ndjson', await allOf(client, names.pin));
  write('marks.ndjson', await allOf(client, names.watermark));
}

/** Writes what the naive peer stored. */
export async function dumpPeer(client: Client, index: string, folder: string): Promise<void> {
  await client.indices.refresh({ index, ignore_unavailable: true });
  writeLines(join(folder, 'peer.ndjson'), await allOf(client, index));
}

/** One JSON text a line. */
export function writeLines(path: string, documents: readonly unknown[]): void {
  writeFileSync(path, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
}
