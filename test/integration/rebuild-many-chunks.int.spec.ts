import { resolve } from 'node:path';
import { createKafkaLogReader, type LogRecord } from '@lianfang/platform/kafka';
import { buildCollector, CHUNK_RULES, HURRIED } from '../faults/build/collector-build';
import { countyOf, type Counts } from './rebuild-log';
import { runRebuild } from './rebuild-process';
import { RebuildWorld } from './rebuild-world';
import { allStored } from './stored-documents';

const ROOT = resolve(import.meta.dirname, '../..');
const RULE = CHUNK_RULES.hurried;
const PARTITIONS = [0, 1];
/** Chunks that pass before the range is asked for. */
const FIRST_MS = 2 * RULE.millisecondsPerBlock;

/** With chunks of 8 s or 1,024 offsets many are begun and finished while the rebuild is at work. */
describe('npm run rebuild, while chunk after chunk is finished', () => {
  const world = new RebuildWorld();
  const reader = createKafkaLogReader(world.kafka);
  let programs: { readonly collector: string; readonly rebuild: string };

  beforeAll(async () => {
    const chunks = HURRIED.filter(({ file }) => file.includes('chunk-clock'));
    const rebuild = { name: 'rebuild', entry: 'apps/collector/src/rebuild/main.ts', changes: chunks };
    programs = {
      collector: await buildCollector({ root: ROOT, name: 'hurried', changes: HURRIED }),
      rebuild: await buildCollector({ root: ROOT, ...rebuild }),
    };
    await world.openEmpty(programs.collector);
  }, 120_000);

  afterAll(async () => {
    await reader.close();
    await world.close();
  });

  /** What must be counted, by the rules of the issue: a chunk is cut by offset, and by the highest log time so far. */
  async function expected(from: number, to: number): Promise<{ counts: Counts; chunks: number }> {
    const counts: Record<string, number> = {};
    const chunks = new Set<string>();
    for (const partition of PARTITIONS) {
      let [block, highest] = [-1, 0];
      for (const { offset, logTime, value } of await logOf(partition)) {
        const own = Math.floor(offset / RULE.offsetsPerBlock);
        highest = own === block ? Math.max(highest, logTime) : logTime;
        block = own;
        const begins = Math.floor(highest / RULE.millisecondsPerBlock) * RULE.millisecondsPerBlock;
        const isRebuilt = begins < to && begins + RULE.millisecondsPerBlock > from;
        const network = Number(/"dest_ip":"10\.(\d+)\./.exec(String(value))?.[1]);
        const county = countyOf(network, isRebuilt);
        counts[county] = (counts[county] ?? 0) + 1;
        chunks.add(`${partition}/${block}.${begins}`);
      }
    }
    return { counts, chunks: chunks.size };
  }

  async function logOf(partition: number): Promise<LogRecord[]> {
    const records: LogRecord[] = [];
    for (let from = 0; ; from = (records.at(-1)?.offset ?? 0) + 1) {
      const piece = await reader.read({ topic: world.topic, partition, from, to: 1_000_000 }, 8_000_000);
      if (piece.length === 0) return records;
      records.push(...piece);
    }
  }

  const sum = async (alias: string, field: string): Promise<number> =>
    (await allStored(world.client, alias)).reduce((total, { source }) => total + Number(source[field] ?? 0), 0);

  it('loses nothing of later chunks, and doubles nothing', async () => {
    const load = world.startLoad();
    const begun = Date.now();
    await world.untilStoredAt(begun + FIRST_MS + 2 * RULE.millisecondsPerBlock);
    const range = { from: begun, to: begun + FIRST_MS };
    const between = ['--from', new Date(range.from).toISOString(), '--to', new Date(range.to).toISOString()];
    const before = (await allStored(world.client, world.names.ledger)).length;
    const options = [...between, '--yes', '--directory', world.corrected];
    const { said, code } = await runRebuild(world.prefix, options, programs.rebuild);
    expect([said, code]).toEqual([expect.stringContaining('done'), 0]);
    const after = (await allStored(world.client, world.names.ledger)).length;
    expect(after - before).toBeGreaterThan(10);
    await load.stop();
    await world.untilCounted('everything is counted');

    const { counts, chunks } = await expected(range.from, range.to);
    expect(await world.storedCounts()).toEqual(counts);
    const { ledger, sketchesChunk, pin, evidence } = world.names;
    const counted = world.events.length;
    expect(await sum(ledger, 'counted')).toBe(counted);
    expect((await allStored(world.client, ledger)).length).toBe(chunks);
    expect((await allStored(world.client, pin)).length).toBe(chunks);
    await world.untilEqual(() => sum(sketchesChunk, 'events'), counted, 'sketches follow the rows');
    const kept = await sum(ledger, 'evidenceKept');
    await world.untilEqual(async () => (await allStored(world.client, evidence)).length, kept, 'and so does evidence');
  }, 400_000);
});
