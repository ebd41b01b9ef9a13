import type { Client } from '@elastic/elasticsearch';
import { BACKUP_PARTS, type BackupPart } from './backup-plan';

/** One backup: a snapshot for each part. */
export interface StoredBackup {
  /** `lianfang-2026.11.23-16.45.00`, UTC. */
  readonly name: string;
  /** When it was begun (milliseconds). */
  readonly takenAt: number;
  /** True when all parts are there and whole; only such a one is restored. */
  readonly isWhole: boolean;
  /** True while Elasticsearch works on a part of it. */
  readonly isRunning: boolean;
  /** Snapshots that are there, in the order of parts. */
  readonly parts: readonly {
    readonly part: BackupPart;
    readonly snapshot: string;
    readonly indices: readonly string[];
  }[];
  /** What was noted with it. */
  readonly notes: unknown;
}

/** Name of the backup that is begun now. @param prefix LIANFANG_INDEX_PREFIX */
export function backupName(prefix: string, at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  return `${prefix}-${day.replaceAll('-', '.')}-${time.replaceAll(':', '.')}`;
}

/** Name of the snapshot of a part. */
export function snapshotName(backup: string, part: BackupPart): string {
  return `${backup}-${BACKUP_PARTS.indexOf(part) + 1}-${part}`;
}

const NAME = /^(\d{4})\.(\d\d)\.(\d\d)-(\d\d)\.(\d\d)\.(\d\d)-\d-([a-z]+)$/;

/** Backups of an installation in a repository, oldest first. What somebody else put there is left out. */
export async function listBackups(client: Client, repository: string, prefix: string): Promise<StoredBackup[]> {
  const question = { repository, snapshot: `${prefix}-*`, ignore_unavailable: true, verbose: true };
  const { snapshots = [] } = await client.snapshot.get(question);
  const own = snapshots.flatMap(({ snapshot, state, indices = [], metadata }) => {
    const read = parse(snapshot, prefix);
    return read ? [{ ...read, snapshot, state, indices, metadata }] : [];
  });
  const backups = [...Map.groupBy(own, ({ backup }) => backup)].map(([name, found]): StoredBackup => {
    const parts = BACKUP_PARTS.flatMap((part) => found.filter((one) => one.part === part));
    return {
      name,
      takenAt: parts[0]?.takenAt ?? 0,
      isWhole: parts.length === BACKUP_PARTS.length && parts.every(({ state }) => state === 'SUCCESS'),
      isRunning: parts.some(({ state }) => state === 'IN_PROGRESS'),
      parts,
      notes: parts.at(-1)?.metadata?.['lianfang'],
    };
  });
  return backups.sort((one, other) => one.takenAt - other.takenAt);
}

function parse(snapshot: string, prefix: string) {
  const match = snapshot.startsWith(`${prefix}-`) ? NAME.exec(snapshot.slice(prefix.length + 1)) : null;
  const part = BACKUP_PARTS.find((name) => name === match?.[7]);
  if (!match || !part) return undefined;
  const [y = 0, month = 0, day = 0, h = 0, m = 0, s = 0] = match.slice(1, 7).map(Number);
  const takenAt = Date.UTC(y, month - 1, day, h, m, s);
  return { part, takenAt, backup: backupName(prefix, takenAt) };
}
