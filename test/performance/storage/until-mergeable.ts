import { waitUntil } from '@lianfang/local';
import type { Client } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import type { Arena } from '../contenders/contender';

const TIMEOUT_MS = 120_000;

interface Shard {
  readonly seq_no?: { readonly max_seq_no: number };
  readonly retention_leases?: { readonly leases: readonly { readonly retaining_seq_no: number }[] };
}

/**
 * Elasticsearch keeps what was replaced for half a minute, for a replica that may ask for it, and no merge takes it away before. So
 * who weighs what stays has to wait for that.
 */
export async function untilMergeable({ node, run }: Arena): Promise<void> {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  try {
    await client.indices.flush({ index: `${run}-*` });
    await waitUntil(async () => ((await retaining(client, `${run}-*`)) === 0 ? true : undefined), {
      timeoutMs: TIMEOUT_MS,
      everyMs: 1_000,
      what: 'Elasticsearch to let go of what was replaced',
    });
  } finally {
    await client.close();
  }
}

/** Shards that still keep something for others. */
async function retaining(client: Client, index: string): Promise<number> {
  const { indices = {} } = await client.indices.stats({ index, level: 'shards' });
  const shards = Object.values(indices).flatMap(({ shards: own = {} }) => Object.values(own).flat()) as Shard[];
  return shards.filter(({ seq_no: last, retention_leases: held }) =>
    held?.leases.some((lease) => lease.retaining_seq_no <= (last?.max_seq_no ?? -1)),
  ).length;
}
