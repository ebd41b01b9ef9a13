import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { rowSourceKey, watermark, type IndexNames, type Watermark } from '@lianfang/contract';
import { z } from 'zod';
import { versioned } from '../index-templates';
import { refresh } from '../read/document-pages';
import { BackupError } from './backup-error';
import { BACKUP_PARTS, indicesOfPart, type BackupPart } from './backup-plan';
import { backupName, listBackups, snapshotName } from './stored-backups';

/** What a backup is made of. */
export interface BackupOrder {
  readonly names: IndexNames;
  /** LIANFANG_INDEX_PREFIX: the backup's name begins with it. */
  readonly prefix: string;
  readonly repository: string;
  /** Wall clock (milliseconds). */
  readonly at: number;
  readonly signal: AbortSignal;
  /** Told to whoever waits. */
  readonly say: (line: string) => void;
}

/** How far the audit's chain reached: noted with a backup, so that a chain that was cut or written anew since is found. */
const auditEnd = z.object({ offset: z.number().int(), hash: z.string() });

/** What is noted with every part. */
export const backupNotes = z.object({
  /** Number of the last rebuild that was begun before. */
  rebuild: z.number().int(),
  /** Null where nobody has done anything yet. */
  audit: auditEnd.nullable(),
});
export type BackupNotes = z.infer<typeof backupNotes>;

/** What was made. */
export interface BackupReport {
  readonly snapshot: string;
  readonly indices: number;
  /** Bytes of all that the backup holds, and of these what no earlier one held. */
  readonly bytes: number;
  readonly newBytes: number;
  /** Partitions whose evidence or sketches did not come up to their rows in time: some of these may be missing. */
  readonly behind: number;
  readonly audit: BackupNotes['audit'];
}

const POLL_MS = 200;
/** Longest wait for what is written beside the rows: sketches of an open chunk are written every ten seconds. */
const WAIT_MS = 30_000;

/**
 * Takes all parts, one after the other. What can't be whole is removed again.
 * @throws BackupError when there is no whole backup: `LF-BACKUP-EMPTY`, `-RUNNING`, `-REBUILD`, `-FAILED`
 */
export async function takeBackup(client: Client, order: BackupOrder): Promise<BackupReport> {
  const { names, prefix, repository, at } = order;
  const running = (await listBackups(client, repository, prefix)).find(({ isRunning }) => isRunning);
  if (running) {
    throw new BackupError('LF-BACKUP-RUNNING', `${running.name} is being taken. Wait for its end, then try again.`);
  }
  const notes: BackupNotes = { rebuild: await noRebuild(client, names), audit: await lastOfAudit(client, names) };
  const name = backupName(prefix, at);
  const taken: string[] = [];
  const sums = { indices: 0, bytes: 0, newBytes: 0 };
  let behind = 0;
  try {
    for (const part of BACKUP_PARTS) {
      const snapshot = snapshotName(name, part);
      taken.push(snapshot);
      const made = await takePart(client, order, { part, snapshot, notes });
      for (const key of ['indices', 'bytes', 'newBytes'] as const) sums[key] += made[key];
      order.say(`${snapshot}: ${made.indices} indices, ${made.newBytes} new bytes`);
      if (part === 'progress') behind = await untilBesideRows(client, names, order.signal);
    }
    if ((await noRebuild(client, names)) !== notes.rebuild) throw rebuilt();
  } catch (error) {
    for (const snapshot of taken) await client.snapshot.delete({ repository, snapshot }, { ignore: [404] });
    throw error;
  }
  return { snapshot: name, ...sums, behind, audit: notes.audit };
}

interface PartOrder {
  readonly part: BackupPart;
  readonly snapshot: string;
  readonly notes: BackupNotes;
}

async function takePart(client: Client, order: BackupOrder, { part, snapshot, notes }: PartOrder) {
  const { names, repository, signal } = order;
  signal.throwIfAborted();
  const indices = await indicesBehind(
    client,
    indicesOfPart(part).map((name) => names[name]),
  );
  if (indices.length === 0 && part === 'progress') {
    throw new BackupError(
      'LF-BACKUP-EMPTY',
      `There is no index ${names.ledger}. Look at LIANFANG_INDEX_PREFIX and ELASTICSEARCH_NODE.`,
    );
  }
  await client.snapshot.create({
    repository,
    snapshot,
    // An empty list would mean everything.
    indices: indices.length > 0 ? indices : ['-*'],
    // Retention may drop one meanwhile.
    ignore_unavailable: true,
    include_global_state: false,
    partial: false,
    metadata: { lianfang: notes },
    wait_for_completion: false,
  });
  await untilWritten(client, { repository, snapshot }, signal);
  const { snapshots: told = [] } = await client.snapshot.status({ repository, snapshot });
  const [total, incremental] = [told[0]?.stats.total, told[0]?.stats.incremental].map((sum) => sum?.size_in_bytes ?? 0);
  return { indices: indices.length, bytes: total ?? 0, newBytes: incremental ?? 0 };
}

/** Asks for the snapshot itself: its status says success before the repository has it. */
async function untilWritten(
  client: Client,
  place: { readonly repository: string; readonly snapshot: string },
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const { snapshots: [found] = [] } = await client.snapshot.get(place);
    if (found?.state === 'SUCCESS') return;
    if (found?.state !== 'IN_PROGRESS' && found?.state !== undefined) throw failed(place.snapshot, found.state);
    await pause(POLL_MS, undefined, { signal });
  }
}

/** Every index of these names that is there, whichever mapping version and generation. @param aliases `lianfang-ledger` */
export async function indicesBehind(client: Client, aliases: readonly string[]): Promise<string[]> {
  const index = aliases.map((alias) => `${alias}-v*`);
  const found = await client.indices.getAlias({ index, allow_no_indices: true, ignore_unavailable: true });
  return Object.keys(found).sort();
}

/** @returns the number of the last one. @throws BackupError while one works, or died at work */
async function noRebuild(client: Client, names: IndexNames): Promise<number> {
  const place = { index: versioned(names.rebuild), id: 'lock' };
  const found = await client.get<{ generation: number; owner: string | null }>(place, { ignore: [404] });
  if (found._source && found._source.owner !== null) throw rebuilt();
  return found._source?.generation ?? 0;
}

async function lastOfAudit(client: Client, names: IndexNames): Promise<BackupNotes['audit']> {
  const answer = await client.search({
    index: names.audit,
    size: 1,
    sort: [{ offset: { order: 'desc', unmapped_type: 'long' } }],
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  // What is damaged is backed up as it is: audit:verify says so, not we.
  return auditEnd.safeParse(answer.hits.hits[0]?._source).data ?? null;
}

/**
 * Evidence and sketches are written beside the rows, and a chunk that the ledger has left behind is not counted again for
 * them. So what was counted when the ledger was taken must be written before they are.
 * @returns partitions that did not come so far in time
 */
async function untilBesideRows(client: Client, names: IndexNames, signal: AbortSignal): Promise<number> {
  const wanted = new Map((await readWatermarks(client, names)).map((mark) => [rowSourceKey(mark), mark.logTime]));
  const end = performance.now() + WAIT_MS;
  for (;;) {
    const behind = (await readWatermarks(client, names)).filter((mark) => {
      const written = Math.min(mark.evidenceAsOf ?? Infinity, mark.sketchesAsOf ?? Infinity);
      return written < (wanted.get(rowSourceKey(mark)) ?? -Infinity);
    });
    if (behind.length === 0 || performance.now() > end) return behind.length;
    await pause(POLL_MS, undefined, { signal });
  }
}

async function readWatermarks(client: Client, names: IndexNames): Promise<Watermark[]> {
  const index = names.watermark;
  await refresh(client, [index]);
  const answer = await client.search({ index, size: 10_000, ignore_unavailable: true, allow_no_indices: true });
  return answer.hits.hits.map(({ _source }) => watermark.parse(_source));
}

function rebuilt(): BackupError {
  return new BackupError(
    'LF-BACKUP-REBUILD',
    'A rebuild is putting other indices in place, or died at it. Wait for its end, or clear it away with npm run rebuild ' +
      '-- --abort; then try again.',
  );
}

function failed(snapshot: string, state: string): BackupError {
  return new BackupError(
    'LF-BACKUP-FAILED',
    `${snapshot} ended as ${state}, and nothing was kept. Look at the log of Elasticsearch and at the room in the repository, then try again.`,
  );
}
