import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers, uniquePrefix } from '@lianfang/testing';
import kafkajs, { type Admin } from 'kafkajs';
import { prepareOraclePython } from '../faults/oracle/run-oracle';
import type { Arena, Contender, PreparedTopic } from './contenders/contender';
import type { LoadName } from './contenders/count-keys';
import { kafkajsContender } from './contenders/kafkajs-contender';
import { oursContender } from './contenders/ours-contender';
import { makeLoad } from './load/make-load';
import { writeTopic } from './log/write-topic';
import { CountOracle, type Answer } from './oracle/count-oracle';
import { HEADERS } from './run/prepare-load';
import { buildProgramsOf, type Programs } from './run/programs';
import { referenceFiles } from './run/reference';

const TEST_MS = 300_000;
const RATE = 700;

const hasPython = spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;
if (!hasPython) process.stderr.write('\nSKIPPED: the harness of the bench; its oracle needs python3 with venv.\n\n');

/** Not how fast anybody is, but that all who are measured count the same and that a wrong figure is seen. */
(hasPython ? describe : describe.skip)('the harness of the bench', () => {
  const { brokers, node } = testServers();
  const prefix = `${uniquePrefix()}.`;
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-test-'));
  const broker = brokers.split(',')[0] ?? '';
  const reference = referenceFiles();
  let admin: Admin;
  let programs: Programs;
  let python: string;

  beforeAll(async () => {
    admin = new kafkajs.Kafka({ brokers: [broker], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    await makeTopic('rows.live', 1);
    programs = await buildProgramsOf({ commit: undefined, against: undefined });
    python = await prepareOraclePython((line) => process.stderr.write(`${line}\n`));
  }, TEST_MS);

  afterAll(async () => {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    await admin.deleteTopics({ topics });
    await admin.disconnect();
    rmSync(folder, { recursive: true, force: true });
  });

  async function makeTopic(name: string, numPartitions: number): Promise<void> {
    const configEntries = [{ name: 'message.timestamp.type', value: 'LogAppendTime' }];
    await admin.createTopics({ topics: [{ topic: prefix + name, numPartitions, configEntries }] });
  }

  async function prepare(load: LoadName): Promise<{ topic: PreparedTopic; oracle: CountOracle }> {
    const lines = join(folder, `${load}.lines`);
    const to = Math.floor(Date.now() / 1_000);
    await makeLoad({ load, seed: 3, rate: RATE, from: to - 3, to, programs, reference: reference.environment }, lines);
    await makeTopic(load, 2);
    await makeTopic(`${load}.rejected`, 1);
    const header = HEADERS[load];
    const topicName = prefix + load;
    await writeTopic({ broker, topic: topicName, partitions: 2, compression: 'zstd', header, paths: [lines] });
    const ends = (await admin.fetchTopicOffsets(topicName))
      .toSorted((one, other) => one.partition - other.partition)
      .map(({ high }) => Number(high));
    const topic = { load, prefix, name: load, ends, records: ends.reduce((sum, end) => sum + end, 0) };
    const { directory, countries } = reference;
    const oracle = await CountOracle.of({
      python,
      folder: join(folder, `${load}-oracle`),
      load,
      lines: [lines],
      directory,
      countries,
    });
    return { topic, oracle };
  }

  async function play(contender: Contender, topic: PreparedTopic): Promise<Answer> {
    const run = `${prefix.slice(0, -1)}-${topic.load}-${contender.name}`;
    const arena: Arena = { broker, node, folder: join(folder, run), run };
    mkdirSync(arena.folder);
    const { answer, records, seconds, cpuSeconds, peakRssMb } = await contender.run(topic, arena);
    expect(records).toBe(topic.records);
    expect(Math.min(seconds, cpuSeconds, peakRssMb)).toBeGreaterThan(0);
    if (answer === undefined) throw new Error(`${contender.name} must leave an answer.`);
    return answer;
  }

  /** One more in one figure. */
  function spoil({ kind, path }: Answer): void {
    const file = kind === 'stored' ? join(path, 'rows.ndjson') : path;
    const text = readFileSync(file, 'utf8');
    const found = kind === 'stored' ? /"count":(\d+)/.exec(text) : /",(\d+)\]/.exec(text);
    const figure = found?.[1] ?? '';
    writeFileSync(
      file,
      text.replace(found?.[0] ?? '', (all) => all.replace(figure, String(Number(figure) + 1))),
    );
  }

  it.each(['eve', 'nested', 'cef'] as const)(
    'all count the load %s as the oracle does, and one event too many is caught',
    async (load) => {
      const { topic, oracle } = await prepare(load);
      expect(topic.records).toBeGreaterThan(RATE * 2);
      const { environment } = reference;
      const contenders = [
        oursContender({ name: 'ours', title: 'ours', program: programs.collector, reference: environment }),
        kafkajsContender('each-message', programs.kafkajsPeer),
      ];
      const answers = await Promise.all(contenders.map((contender) => play(contender, topic)));
      for (const answer of answers) {
        expect(await oracle.compare(answer)).toEqual({ differences: 0, examples: [] });
        spoil(answer);
        expect((await oracle.compare(answer)).differences).toBe(1);
      }
    },
    TEST_MS,
  );
});
