/** Why a backup or a restore can't be made; the message ends with what to do. */
export type BackupProblem =
  | 'LF-BACKUP-REPOSITORY'
  | 'LF-BACKUP-EMPTY'
  | 'LF-BACKUP-RUNNING'
  | 'LF-BACKUP-REBUILD'
  | 'LF-BACKUP-FAILED'
  | 'LF-RESTORE-UNKNOWN'
  | 'LF-RESTORE-NOT-EMPTY'
  | 'LF-RESTORE-FAILED'
  | 'LF-RESTORE-UNFINISHED';

/** A backup or restore that was not made. */
export class BackupError extends Error {
  constructor(
    readonly code: BackupProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'BackupError';
  }
}
