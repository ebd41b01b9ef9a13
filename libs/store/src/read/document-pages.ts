import { errors, type Client, type estypes } from '@elastic/elasticsearch';
import type { Query } from './row-queries';

/** A stored document with its version, not yet checked. */
export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly source: unknown;
}

const PAGE_SIZE = 10_000;
const KEEP_ALIVE = '1m';

/**
 * All documents that a query finds, page by page, as they were when the first page was asked for (point in time).
 * An index that does not exist yet holds none. The caller refreshes before, when it needs what was written last.
 */
export async function* documentPages(
  client: Client,
  index: string,
  query: Query,
  size = PAGE_SIZE,
): AsyncGenerator<StoredDocument[]> {
  const id = await openPointInTime(client, index);
  if (id === undefined) return;
  try {
    let after: estypes.SortResults | undefined;
    do {
      const answer = await client.search({
        pit: { id, keep_alive: KEEP_ALIVE },
        query,
        size,
        version: true,
        track_total_hits: false,
        sort: [{ _shard_doc: 'asc' }],
        ...(after ? { search_after: after } : {}),
      });
      const { hits } = answer.hits;
      if (hits.length > 0) yield hits.map(toDocument);
      after = hits.length === size ? hits.at(-1)?.sort : undefined;
    } while (after !== undefined);
  } finally {
    await client.closePointInTime({ id }, { ignore: [404] });
  }
}

/** All documents in one array; for indices that are known to be small. */
export async function allDocuments(
  client: Client,
  index: string,
  query: Query = { match_all: {} },
): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for await (const page of documentPages(client, index, query)) documents.push(...page);
  return documents;
}

/** Makes everything visible that was written to these indices before. */
export async function refresh(client: Client, indices: readonly string[], signal?: AbortSignal): Promise<void> {
  const question = { index: [...indices], ignore_unavailable: true, allow_no_indices: true };
  await client.indices.refresh(question, signal ? { signal } : {});
}

/** Undefined where there is no such index. */
export async function openPointInTime(
  client: Client,
  index: string,
  keepAlive: string = KEEP_ALIVE,
): Promise<string | undefined> {
  try {
    const { id } = await client.openPointInTime({ index, keep_alive: keepAlive });
    return id;
  } catch (error) {
    if (error instanceof errors.ResponseError && error.statusCode === 404) return undefined;
    throw error;
  }
}

function toDocument(hit: estypes.SearchHit): StoredDocument {
  return { index: hit._index, id: hit._id ?? '', version: hit._version ?? 0, source: hit._source };
}
