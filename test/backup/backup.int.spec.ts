import { resolve } from 'node:path';
import { eventually } from '@lianfang/testing';
import { buildCollector, CHUNK_RULES, HURRIED } from '../faults/build/collector-build';
import { startCollector } from '../integration/collector-process';
import { RebuildWorld } from '../integration/rebuild-world';
import { allStored, type StoredDocument } from '../integration/stored-documents';
import { mustRun, runNpm } from './backup-process';
import { loseElasticsearch } from './lose-elasticsearch';

const ROOT = resolve(import.meta.dirname, '../..');
const TEST_MS = 300_000;
const BACKUPS = 4;

/** With chunks of 8 s or 1,024 offsets many begin and end while a backup is taken, which is when a part could be too old. */
describe('npm run backup, npm run restore', () => {
  const world = new RebuildWorld();
  const { names, prefix, client } = world;
  let program: string;
  /** Each with how many offsets the ledger had when it was begun. */
  const backups: { readonly name: string; readonly accounted: number }[] = [];

  beforeAll(async () => {
    program = await buildCollector({ root: ROOT, name: 'hurried-backup', changes: HURRIED });
    await world.openEmpty(program);
  }, TEST_MS);

  afterAll(() => world.close(), TEST_MS);

  it(
    'takes backups while chunk after chunk is counted, and keeps as many as it was told',
    async () => {
      const load = world.startLoad();
      await world.untilStoredAt(Date.now() + CHUNK_RULES.hurried.millisecondsPerBlock);
      for (let count = 0; count < BACKUPS; count += 1) {
        const accounted = await world.accounted();
        const report = await mustRun('backup', prefix, [], { LIANFANG_BACKUP_KEEP: '3' });
        expect(report).toMatchObject({ kept: Math.min(count + 1, 3), behind: 0, audit: null });
        expect(Object.keys(report)).toEqual(expect.arrayContaining(['snapshot', 'indices', 'bytes', 'seconds']));
        backups.push({ name: String(report['snapshot']), accounted });
        await world.untilStoredAt(Date.now() + CHUNK_RULES.hurried.millisecondsPerBlock / 2);
      }
      await load.stop();
      await world.untilCounted('everything is counted');
      const { said, code } = await runNpm('restore', prefix, ['--backup', backups[0]?.name ?? '', '--yes']);
      expect([code, said]).toEqual([2, expect.stringMatching(/LF-RESTORE-UNKNOWN.*LIANFANG_BACKUP_REPOSITORY/s)]);
    },
    TEST_MS,
  );

  it(
    'gives each figure back, once with what the log still has since: from every backup that is kept',
    async () => {
      await untilEvidenceIsWritten();
      const before = await stored();
      expect(before.length).toBeGreaterThan(100);
      for (const { name, accounted } of backups.slice(1)) {
        const refused = await runNpm('restore', prefix, ['--yes', '--replace']);
        expect([refused.code, refused.said]).toEqual([2, expect.stringContaining('LF-RESTORE-PROGRAMS')]);
        await world.collector?.end('SIGTERM');
        await loseElasticsearch(client, prefix);
        const began = Date.now();
        const report = await mustRun('restore', prefix, ['--backup', name, '--yes']);
        const restored = Date.now();
        const behind = world.events.length - (await world.accounted());
        expect(behind).toBeGreaterThan(0);
        expect(world.events.length - behind).toBeGreaterThanOrEqual(accounted);
        world.collector = startCollector(prefix, {}, program);
        await world.untilCounted('the rest is counted again');
        await untilEvidenceIsWritten();
        expect([name, changes(before, await stored())]).toEqual([name, []]);
        const seconds = [restored - began, Date.now() - restored].map((ms) => (ms / 1000).toFixed(1));
        process.stderr.write(
          `${name}: ${String(report['documents'])} documents restored in ${seconds[0]} s; ${behind} of ${world.events.length} offsets ` +
            `counted again, all figures equal after ${seconds[1]} s\n`,
        );
      }
    },
    TEST_MS,
  );

  /** Evidence goes beside the rows, some seconds later; the ledger knows how much there is to be. */
  async function untilEvidenceIsWritten(): Promise<void> {
    const wanted = async (): Promise<number> =>
      (await allStored(client, names.ledger)).reduce((sum, { source }) => sum + Number(source['evidenceKept'] ?? 0), 0);
    const isWritten = async (): Promise<boolean> =>
      (await allStored(client, names.evidence)).length === (await wanted());
    await eventually(isWritten, { because: 'the evidence is written', timeoutMs: 60_000, everyMs: 500 });
  }

  /** All that follows from the log. */
  async function stored(): Promise<StoredDocument[]> {
    const { rowsMinute, revisions, evidence, ledger, pin } = names;
    const sets = [];
    for (const alias of [rowsMinute, revisions, evidence, ledger, pin]) {
      sets.push(await allStored(client, alias).catch(() => []));
    }
    return sets.flat();
  }
});

/** What differs, by id and content; a version says at which flush a row was written last, and that is the clock's. */
function changes(before: readonly StoredDocument[], after: readonly StoredDocument[]): string[] {
  const lines = ({ id, source }: StoredDocument): string =>
    JSON.stringify([id, Object.entries(source).sort(([a], [b]) => (a < b ? -1 : 1))]);
  const [left, right] = [before, after].map((set) => new Set(set.map(lines)));
  const gone = [...(left ?? [])].filter((line) => !right?.has(line)).map((line) => `- ${line}`);
  const added = [...(right ?? [])].filter((line) => !left?.has(line)).map((line) => `+ ${line}`);
  return [...gone, ...added]
    .sort()
    .slice(0, 5)
    .map((line) => line.slice(0, 300));
}
