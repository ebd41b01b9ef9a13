import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { dumpStored } from '../../faults/run/stored';
import type { Arena, RunFigures } from './contender';

/** Writes what a run of ours stored to a folder for the oracle, weighs it, and removes it. */
export async function closeRun({ node, run, folder }: Arena): Promise<Pick<RunFigures, 'answer' | 'storedBytes'>> {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  try {
    const path = join(folder, 'stored');
    mkdirSync(path);
    await dumpStored(client, run, path);
    const storedBytes = await storedBytesOf(client, `${run}-*`);
    await removeIndices(client, run);
    return { answer: { kind: 'stored', path }, storedBytes };
  } finally {
    await client.close();
  }
}

/** Bytes on disk of the primaries, after everything is written out and merged into one segment each. */
export async function storedBytesOf(client: Client, index: string): Promise<number> {
  await client.indices.forcemerge({ index, max_num_segments: 1, flush: true }, { requestTimeout: 300_000 });
  await client.indices.flush({ index });
  const { _all: all } = await client.indices.stats({ index, metric: 'store' });
  return all.primaries?.store?.size_in_bytes ?? 0;
}

/** Removes the indices and the template of a run. */
export async function removeIndices(client: Client, run: string): Promise<void> {
  const found = Object.keys(await client.indices.get({ index: `${run}-*`, allow_no_indices: true }));
  if (found.length > 0) await client.indices.delete({ index: found });
  await client.indices.deleteIndexTemplate({ name: `${run}-*` }, { ignore: [404] });
}
