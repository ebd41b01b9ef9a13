import type { Client } from '@elastic/elasticsearch';
import { BACKUP_PARTS } from './backup-plan';
import type { StoredBackup } from './stored-backups';

const DAY_MS = 86_400_000;

/** What is to go: all but the newest whole ones, and what is left of one that died over a day ago. */
export function backupsToForget(backups: readonly StoredBackup[], keep: number, now: number): StoredBackup[] {
  const whole = backups.filter(({ isWhole }) => isWhole).sort((one, other) => one.takenAt - other.takenAt);
  const old = new Set(whole.slice(0, Math.max(0, whole.length - keep)));
  return backups.filter((one) => old.has(one) || (!one.isWhole && !one.isRunning && one.takenAt < now - DAY_MS));
}

/** Removes them, the last part first: what is left of one that is half removed is no whole backup. */
export async function forgetBackups(
  client: Client,
  repository: string,
  backups: readonly StoredBackup[],
): Promise<string[]> {
  for (const { parts } of backups) {
    const order = [...parts].sort((one, other) => BACKUP_PARTS.indexOf(other.part) - BACKUP_PARTS.indexOf(one.part));
    for (const { snapshot } of order) await client.snapshot.delete({ repository, snapshot }, { ignore: [404] });
  }
  return backups.map(({ name }) => name);
}
