import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { slices } from '../clear-away-rebuild';
import { elasticsearchReason } from '../elasticsearch-reason';
import { installIndexTemplates } from '../index-templates';
import { refresh } from '../read/document-pages';
import { BackupError } from './backup-error';
import { restoreMark } from './restore-mark';
import type { StoredBackup } from './stored-backups';
import { indicesBehind } from './take-backup';

/** What a restore needs to know. */
export interface RestoreOrder {
  readonly names: IndexNames;
  readonly repository: string;
  readonly backup: StoredBackup;
  /** True: what is there is removed, once the backup has been seen to be readable. */
  readonly isReplacing: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** What is there again. */
export interface RestoreReport {
  readonly restored: string;
  readonly indices: number;
  readonly documents: number;
  readonly removed: number;
}

const POLL_MS = 250;
/** Looks at a cluster that works at nothing and is still red, before it is said that it can't. */
const MOST_IDLE_LOOKS = 40;

/**
 * Puts a backup in place. Onto what is there only when asked to, and then not before the whole backup was read once
 * under other names. Until everything is in place a mark keeps programs from starting on half of it.
 * @throws BackupError `LF-RESTORE-NOT-EMPTY`, `-FAILED`
 */
export async function restoreBackup(client: Client, order: RestoreOrder): Promise<RestoreReport> {
  const { names, backup, isReplacing, say } = order;
  const mark = restoreMark(names);
  const present = await indicesBehind(client, Object.values<string>({ ...names }));
  if (present.length > 0 && !isReplacing) {
    throw new BackupError(
      'LF-RESTORE-NOT-EMPTY',
      `${present.length} indices are there (${present[0]}, …). Say --replace to put the backup in their place: what they hold is lost then. ` +
        'Nothing was changed.',
    );
  }
  const wasMarked = await client.indices.exists({ index: mark });
  if (!wasMarked) await client.indices.create({ index: mark, settings: { auto_expand_replicas: '0-1' } });
  if (present.length > 0) {
    try {
      say('reading the whole backup once, under other names …');
      await readOnce(client, order, mark);
    } catch (error) {
      await removeTrials(client, mark);
      // Of a restore that died before us nothing is known: its mark stays.
      if (!wasMarked) await client.indices.delete({ index: mark });
      throw error;
    }
    say(`the backup is readable; removing ${present.length} indices …`);
    for (const index of slices(present)) await client.indices.delete({ index }, { ignore: [404] });
  }
  for (const { snapshot, indices } of backup.parts) {
    say(`restoring ${snapshot}: ${indices.length} indices …`);
    await restorePart(client, order, { snapshot, indices, rename: undefined });
  }
  await client.indices.delete({ index: mark });
  await installIndexTemplates(client, names);
  const own = backup.parts.flatMap(({ indices }) => indices);
  return {
    restored: backup.name,
    indices: own.length,
    documents: await countAll(client, own),
    removed: present.length,
  };
}

async function readOnce(client: Client, order: RestoreOrder, mark: string): Promise<void> {
  await removeTrials(client, mark);
  for (const { snapshot, indices } of order.backup.parts) {
    await restorePart(client, order, { snapshot, indices, rename: `${mark}-` });
    await removeTrials(client, mark);
  }
}

/** Indices of a trial carry the mark's name, so nobody takes them for ours. */
async function removeTrials(client: Client, mark: string): Promise<void> {
  const found = await client.indices.getAlias({ index: `${mark}-*`, allow_no_indices: true, ignore_unavailable: true });
  for (const index of slices(Object.keys(found))) await client.indices.delete({ index }, { ignore: [404] });
}

interface PartToRestore {
  readonly snapshot: string;
  readonly indices: readonly string[];
  /** Put before every name; undefined: restored as they were, behind their aliases. */
  readonly rename: string | undefined;
}

async function restorePart(
  client: Client,
  order: RestoreOrder,
  { snapshot, indices, rename }: PartToRestore,
): Promise<void> {
  if (indices.length === 0) return;
  order.signal.throwIfAborted();
  const restoring = client.snapshot.restore({
    repository: order.repository,
    snapshot,
    indices: [...indices],
    include_global_state: false,
    include_aliases: rename === undefined,
    partial: false,
    wait_for_completion: false,
    ...(rename !== undefined && { rename_pattern: '^(.+)$', rename_replacement: `${rename}$1` }),
  });
  await restoring.catch((error: unknown) => {
    throw refusedAs(error, snapshot);
  });
  const wanted = indices.map((index) => `${rename ?? ''}${index}`);
  for (const some of slices(wanted)) await untilRecovered(client, snapshot, some);
}

/** A program that writes while nothing is there makes the index that is to be restored. */
function refusedAs(error: unknown, snapshot: string): unknown {
  const reason = elasticsearchReason(error);
  if (!reason.includes('snapshot_restore_exception')) return error;
  return new BackupError(
    'LF-RESTORE-FAILED',
    `Elasticsearch refuses to restore ${snapshot} (${reason}). If an index with the same name exists, another program made it meanwhile: ` +
      'stop whatever writes to Elasticsearch, then run the same again with --replace.',
    { cause: error },
  );
}

/** Counts primaries that work: an index that waits for its snapshot is yellow, although nothing of it is there. */
async function untilRecovered(client: Client, snapshot: string, index: readonly string[]): Promise<void> {
  for (let idle = 0; idle < MOST_IDLE_LOOKS;) {
    const health = await client.cluster.health({ index: [...index], level: 'indices' });
    const states = Object.values(health.indices ?? {});
    const isWhole = states.every((state) => state.active_primary_shards === state.number_of_shards);
    if (states.length === index.length && isWhole) return;
    idle = health.initializing_shards > 0 || health.number_of_pending_tasks > 0 ? 0 : idle + 1;
    await pause(POLL_MS);
  }
  throw new BackupError(
    'LF-RESTORE-FAILED',
    `Shards of ${snapshot} don't come back. GET _cluster/allocation/explain says why: a file of the repository that is gone or damaged, or no ` +
      'room. Put that right, or choose an earlier backup with --backup; then run it again with --replace.',
  );
}

async function countAll(client: Client, indices: readonly string[]): Promise<number> {
  let documents = 0;
  for (const index of slices(indices)) {
    await refresh(client, index);
    documents += (await client.count({ index })).count;
  }
  return documents;
}
