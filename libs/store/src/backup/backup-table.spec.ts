import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { indexNames } from '@lianfang/contract';
import { BACKUP_PARTS, BACKUP_PLAN, indicesOfPart } from './backup-plan';
import { backupTable } from './backup-table';

const PAGE = join(__dirname, '../../../../docs/operations/backup.md');
const MARKS = [
  '<!-- table: made by libs/store/src/backup/backup-table.ts -->\n\n',
  '\n\n<!-- end of table -->',
] as const;

describe('what is backed up', () => {
  it('stands in docs/operations/backup.md as the code has it', () => {
    const page = readFileSync(PAGE, 'utf8');
    const [before = '', rest = ''] = page.split(MARKS[0]);
    const [, after = ''] = rest.split(MARKS[1]);
    const wanted = before + MARKS[0] + backupTable() + MARKS[1] + after;
    if (process.env['GOLDEN'] === 'write') writeFileSync(PAGE, wanted);
    expect(readFileSync(PAGE, 'utf8')).toBe(wanted);
  });

  it('is every index, in exactly one part', () => {
    const planned = BACKUP_PARTS.flatMap(indicesOfPart);
    expect([...planned].sort()).toEqual(Object.keys(indexNames()).sort());
  });

  it('is taken before what it refers to', () => {
    const place = (name: keyof typeof BACKUP_PLAN): number => BACKUP_PARTS.indexOf(BACKUP_PLAN[name].part);
    expect(place('ledger')).toBeLessThan(place('rowsMinute'));
    expect(place('watermark')).toBeLessThan(place('rowsHour'));
    expect(place('rowsMinute')).toBeLessThan(place('pin'));
    expect(place('evidence')).toBeLessThan(place('pin'));
    expect(place('pin')).toBeLessThan(place('artifact'));
    expect(place('rowsMinute')).toBeLessThan(place('dropped'));
  });
});
