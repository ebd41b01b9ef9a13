import type { Client, estypes } from '@elastic/elasticsearch';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexNames, rowSourceKey, type RowSource, type Watermark } from '@lianfang/contract';

const PAGE = 5_000;

/** Every document of an alias, page by page, as of one point in time. */
async function allOf<T>(client: Client, index: string): Promise<T[]> {
  if (!(await client.indices.exists({ index }))) return [];
  const { id } = await client.openPointInTime({ index, keep_alive: '1m' });
  const found: T[] = [];
  let after: estypes.SortResults | undefined;
  do {
    const { hits } = await client.search<T>({
      pit: { id, keep_alive: '1m' },
      size: PAGE,
      sort: ['_shard_doc'],
      ...(after && { search_after: after }),
    });
    for (const { _source } of hits.hits) if (_source) found.push(_source);
    after = hits.hits.length === PAGE ? hits.hits.at(-1)?.sort : undefined;
  } while (after !== undefined);
  await client.closePointInTime({ id }, { ignore: [404] });
  return found;
}

/** The watermarks of one life of a topic, as they are now: read by id, so that nothing has to be refreshed. */
export async function readMarks(
  client: Client,
  prefix: string,
  sources: readonly RowSource[],
): Promise<readonly Watermark[]> {
  const index = indexNames(prefix).watermark;
  const { docs } = await client.mget<Watermark>({ index, ids: sources.map(rowSourceKey) });
  return docs.flatMap((doc) => ('_source' in doc && doc._source ? [doc._source] : []));
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
