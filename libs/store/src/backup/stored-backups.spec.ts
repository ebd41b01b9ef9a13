import { BACKUP_PARTS } from './backup-plan';
import { backupsToForget } from './forget-backups';
import { backupName, snapshotName, type StoredBackup } from './stored-backups';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 16, 45);

function backup(takenAt: number, change: Partial<StoredBackup> = {}): StoredBackup {
  return {
    name: backupName('lianfang', takenAt),
    takenAt,
    isWhole: true,
    isRunning: false,
    parts: [],
    notes: {},
    ...change,
  };
}

describe('names of backups', () => {
  it('are the time in UTC, and the place of the part', () => {
    const name = backupName('lianfang', NOW);
    expect(name).toBe('lianfang-2026.11.23-16.45.00');
    expect(BACKUP_PARTS.map((part) => snapshotName(name, part))).toEqual([
      'lianfang-2026.11.23-16.45.00-1-progress',
      'lianfang-2026.11.23-16.45.00-2-figures',
      'lianfang-2026.11.23-16.45.00-3-pins',
      'lianfang-2026.11.23-16.45.00-4-documents',
    ]);
  });
});

describe('which backups go', () => {
  const whole = [3, 1, 2].map((days) => backup(NOW - days * DAY));

  it('are the oldest whole ones beyond those that are kept', () => {
    expect(backupsToForget(whole, 2, NOW)).toEqual([backup(NOW - 3 * DAY)]);
    expect(backupsToForget(whole, 3, NOW)).toEqual([]);
  });

  it('are those that died a day ago; one that is not whole never counts as kept', () => {
    const dead = backup(NOW - 2 * DAY, { isWhole: false });
    const young = backup(NOW - DAY / 2, { isWhole: false });
    const running = backup(NOW - 2 * DAY, { isWhole: false, isRunning: true });
    expect(backupsToForget([...whole, dead, young, running], 3, NOW)).toEqual([dead]);
    expect(backupsToForget([...whole, young], 3, NOW)).toEqual([]);
  });
});
