import type { Client } from '@elastic/elasticsearch';
import type { IndexNames } from '@lianfang/contract';
import { BackupError } from './backup-error';

/** An index that is there while a restore works: nobody else may begin meanwhile. Behind no alias, of no template. */
export function restoreMark(names: IndexNames): string {
  return `${names.rebuild}-restoring`;
}

/**
 * What a restore left half done is not to be read or written.
 * @throws BackupError `LF-RESTORE-UNFINISHED`
 */
export async function requireNoRestore(client: Client, names: IndexNames): Promise<void> {
  if (!(await client.indices.exists({ index: restoreMark(names) }))) return;
  throw new BackupError(
    'LF-RESTORE-UNFINISHED',
    'A backup is being restored, or a restore died at it. Wait for its end; if it is gone, run npm run restore -- --replace again.',
  );
}
