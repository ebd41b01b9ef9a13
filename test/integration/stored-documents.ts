import type { Client } from '@elastic/elasticsearch';

/** A document as Elasticsearch has it, read without any of our own code. */
export interface StoredDocument {
  readonly id: string;
  readonly version: number;
  readonly source: Readonly<Record<string, unknown>>;
}

const PAGE = 5_000;

/** Everything behind an alias, after a refresh. */
export async function allStored(client: Client, alias: string): Promise<StoredDocument[]> {
  await client.indices.refresh({ index: alias, ignore_unavailable: true, allow_no_indices: true });
  const { id } = await client.openPointInTime({ index: alias, keep_alive: '1m' });
  const found: StoredDocument[] = [];
  let after: (string | number)[] | undefined;
  for (;;) {
    const page = await client.search<Record<string, unknown>>({
      pit: { id, keep_alive: '1m' },
      size: PAGE,
      version: true,
      sort: [{ _shard_doc: 'asc' }],
      ...(after && { search_after: after }),
    });
    const { hits } = page.hits;
    found.push(...hits.map((hit) => ({ id: hit._id ?? '', version: hit._version ?? 0, source: hit._source ?? {} })));
    if (hits.length < PAGE) break;
    after = hits.at(-1)?.sort as (string | number)[];
  }
  await client.closePointInTime({ id });
  return found;
}

/** What is in one set and not in the same form in the other, one line each; the first ones. */
export function differences(before: readonly StoredDocument[], after: readonly StoredDocument[]): string[] {
  const [left, right] = [before, after].map((set) => new Map(set.map((document) => [keyOf(document), document])));
  const lines: string[] = [];
  for (const [key, document] of left ?? []) if (!right?.has(key)) lines.push(`- ${JSON.stringify(document)}`);
  for (const [key, document] of right ?? []) if (!left?.has(key)) lines.push(`+ ${JSON.stringify(document)}`);
  return lines.sort().slice(0, 20);
}

function keyOf({ id, version, source }: StoredDocument): string {
  const fields = Object.entries(source).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([id, version, fields]);
}
