import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { dumpStored } from '../../faults/run/stored';
import type { Answer } from '../oracle/count-oracle';
import type { Arena } from './contender';

/** Writes what a run of ours stored to a folder for the oracle, weighs it, and removes it. */
export async function closeRun({ node, run, folder }: Arena): Promise<ClosedRun> {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  try {
    const path = join(folder, 'stored');
    mkdirSync(path);
    await dumpStored(client, run, path);
    const unmergedBytes = await bytesOf(client, `${run}-*`);
    const storedBytes = await storedBytesOf(client, `${run}-*`);
    const families = await familiesOf(client, run);
    await removeIndices(client, run);
    return { answer: { kind: 'stored', path }, storedBytes, unmergedBytes, families };
  } finally {
    await client.close();
  }
}

/** What one kind of documents takes: primaries, merged. */
export interface FamilyBytes {
  readonly documents: number;
  readonly bytes: number;
}

/** What a run of ours left. */
export interface ClosedRun {
  readonly answer: Answer;
  readonly storedBytes: number;
  /** The same before it was merged into one segment each. */
  readonly unmergedBytes: number;
  /** By the name of the alias without its prefix, such as `rows-minute`; all dates together. */
  readonly families: Readonly<Record<string, FamilyBytes>>;
}

async function familiesOf(client: Client, run: string): Promise<Record<string, FamilyBytes>> {
  const { indices = {} } = await client.indices.stats({ index: `${run}-*`, metric: ['store', 'docs'] });
  const families: Record<string, FamilyBytes> = {};
  for (const [index, { primaries }] of Object.entries(indices)) {
    const name = index.slice(run.length + 1).replace(/-v\d+.*$/, '');
    const { documents, bytes } = families[name] ?? { documents: 0, bytes: 0 };
    families[name] = {
      documents: documents + (primaries?.docs?.count ?? 0),
      bytes: bytes + (primaries?.store?.size_in_bytes ?? 0),
    };
  }
  return families;
}

/** Bytes on disk of the primaries, after everything is written out and merged into one segment each. */
export async function storedBytesOf(client: Client, index: string): Promise<number> {
  await client.indices.forcemerge({ index, max_num_segments: 1, flush: true }, { requestTimeout: 300_000 });
  await client.indices.flush({ index });
  return bytesOf(client, index);
}

async function bytesOf(client: Client, index: string): Promise<number> {
  const { _all: all } = await client.indices.stats({ index, metric: 'store' });
  return all.primaries?.store?.size_in_bytes ?? 0;
}

/** Removes the indices and the template of a run. */
export async function removeIndices(client: Client, run: string): Promise<void> {
  const found = Object.keys(await client.indices.get({ index: `${run}-*`, allow_no_indices: true }));
  if (found.length > 0) await client.indices.delete({ index: found });
  await client.indices.deleteIndexTemplate({ name: `${run}-*` }, { ignore: [404] });
}
