import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Range } from './rebuild-log';
import { runRebuild, type RebuildEnd } from './rebuild-process';
import { OLD_DIRECTORY, RebuildWorld } from './rebuild-world';
import { allStored } from './stored-documents';

const HOUR = 3_600_000;
const REFUSED = 2;

describe('what npm run rebuild refuses, and whose letters it sends', () => {
  const world = new RebuildWorld();
  const range = world.past.blocks(2, 5);
  const CHUNKS = 6;
  const TEXTS = 2 * CHUNKS;

  // So small that later chunks need nothing of what is deleted below.
  beforeAll(() => world.open({ LIANFANG_DUPLICATE_WINDOW: '500' }), 240_000);
  afterAll(() => world.close());

  function rebuild({ from, to }: Range, ...more: string[]): Promise<RebuildEnd> {
    const between = ['--from', new Date(from).toISOString(), '--to', new Date(to).toISOString()];
    return runRebuild(world.prefix, [...between, ...more]);
  }

  async function expectRefused(ended: Promise<RebuildEnd>, code: string, advice: RegExp): Promise<void> {
    const end = await ended;
    expect([end.code, end.said]).toEqual([REFUSED, expect.stringContaining(code)]);
    expect(end.said).toMatch(advice);
  }

  async function rejected(): Promise<number> {
    const rows = await allStored(world.client, world.names.ledger);
    return rows.reduce((sum, { source }) => sum + Number(source['rejected']), 0);
  }

  it('sends letters of records that are rejected now and were not before, and of no others', async () => {
    const before = { letters: await world.letters(), rejected: await rejected() };
    const first = await rebuild(range, '--yes', '--normaliser', '1');
    expect([first.said, first.report?.['letters']]).toEqual([expect.stringContaining('done'), TEXTS]);
    expect(await world.letters()).toBe(before.letters + TEXTS);
    expect(await rejected()).toBe(before.rejected + TEXTS);
    expect((await rebuild(range, '--yes')).report?.['letters']).toBe(0);
    const back = await rebuild(range, '--yes', '--normaliser', 'newest');
    expect([back.report?.['letters'], await rejected()]).toEqual([0, before.rejected]);
  }, 120_000);

  it('a chunk that is still being counted', async () => {
    const until = new Date(Math.floor(Date.now() / 600_000) * 600_000).toISOString();
    const { code, said } = await rebuild({ from: range.from, to: Date.now() + HOUR }, '--yes');
    expect([code, said]).toEqual([REFUSED, expect.stringContaining('LF-REBUILD-OPEN')]);
    expect(said).toMatch(/Ask with --to \S+Z or earlier, or wait/);
    const advised = /--to (\S+Z)/.exec(said)?.[1] ?? '';
    expect(advised <= until).toBe(true);
    expect((await rebuild({ from: range.from, to: Date.parse(advised) })).code).toBe(0);
  }, 60_000);

  it('a normaliser that this release does not carry, a bad directory, a topic and a time that nobody knows', async () => {
    await expectRefused(
      rebuild(range, '--normaliser', '9'),
      'LF-REBUILD-NORMALISER',
      /carries the normalisers 2:.* and 1:/,
    );
    const bad = join(world.folder, 'bad.yaml');
    writeFileSync(bad, 'counties: 7\n');
    await expectRefused(rebuild(range, '--directory', bad), 'LF-REFERENCE', /line 1: .*Correct these lines/s);
    await expectRefused(rebuild(range, '--directory', 'nowhere.yaml'), 'LF-REBUILD-FILE', /Name a file/);
    await expectRefused(rebuild(range, '--topic', 'nothing'), 'LF-REBUILD-TOPIC', /Correct --topic/);
    await expectRefused(rebuild({ from: 0, to: HOUR }), 'LF-REBUILD-RANGE', /Ask for a time/);
    const { code, said } = await runRebuild(world.prefix, ['--from', '2026-11-20', '--to', '2026-11-21']);
    expect([code, said]).toEqual([REFUSED, expect.stringContaining('2026-11-20T00:00+08:00')]);
  }, 120_000);

  it('hours of which retention has dropped minute rows', async () => {
    const hour = Math.floor(range.from / HOUR) * HOUR;
    const sources = [{ topic: world.topic, epoch: 1, partition: 0, documents: 1 }];
    const stretch = { from: hour - 24 * HOUR, to: hour + 1, isHistory: false };
    const document = { name: 'an index', family: 'minutes', ...stretch, documents: 1, sources, at: 0 };
    const place = { index: world.names.dropped, id: 'by hand' };
    await world.client.index({ ...place, document });
    await world.whileAsleep(async () => {
      const before = await world.snapshot();
      await expectRefused(rebuild(range, '--yes'), 'LF-REBUILD-RETENTION', /Ask for a later range/);
      expect(await world.snapshot()).toEqual(before);
    });
    await world.client.delete({ ...place, refresh: true });
    expect((await rebuild(range, '--yes')).code).toBe(0);
  }, 120_000);

  it('a range of which the log no longer has the beginning', async () => {
    await world.deleteBefore(world.past.blocks(0, 4));
    const refusal = rebuild(world.past.blocks(2, 9), '--yes');
    await expectRefused(refusal, 'LF-REBUILD-LOG', /the log begins at offset \d+, 20\d\d-\S+Z.*Ask with --from/s);
    const advised = /--from (\S+Z)/.exec((await refusal).said)?.[1] ?? '';
    const rest = { from: Date.parse(advised), to: world.past.blocks(0, 9).to };
    expect((await rebuild(rest, '--yes', '--directory', OLD_DIRECTORY)).code).toBe(0);
    await expectRefused(rebuild(world.past.blocks(1, 3)), 'LF-REBUILD-LOG', /Nothing of this range can be made again/);
  }, 120_000);

  it('a topic that was made anew', async () => {
    await world.collector?.end('SIGKILL');
    await world.makeAnew();
    await expectRefused(rebuild(range), 'LF-REBUILD-EPOCH', /Ask for a later range|ask for a later range/);
  }, 60_000);
});
