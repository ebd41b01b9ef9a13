import type { Client } from '@elastic/elasticsearch';

/** Takes from the cluster all that an installation has there: indices and templates. Repositories stay, as files do. */
export async function loseElasticsearch(client: Client, prefix: string): Promise<void> {
  const own = Object.keys(await client.indices.get({ index: `${prefix}-*`, allow_no_indices: true }));
  for (const index of own) await client.indices.delete({ index });
  await client.indices.deleteIndexTemplate({ name: `${prefix}-*` });
}
