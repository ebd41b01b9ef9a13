import { setTimeout as pause } from 'node:timers/promises';
import { MEMORY_FLAGS, type ChildHandle } from '@lianfang/local';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Arena, Contender, PreparedTopic, RunFigures } from './contender';
import { startMeasured } from './start-measured';
import { usageOf } from '../measure/process-usage';
import { closeRun } from './stored-run';

const LOOK_MS = 100;
const LONGEST_MS = 600_000;

/** What our collector is started with besides its topic and servers. */
export interface OursOptions {
  readonly name: string;
  readonly title: string;
  /** Bundle of the collector. */
  readonly program: string;
  /** LIANFANG_DIRECTORY and the like. */
  readonly reference: NodeJS.ProcessEnv;
  /** A folder for processor profiles (Chrome's format). */
  readonly profiles?: string;
}

/** The real collector with all its work on, on indices and in a group of its own. */
export function oursContender(options: OursOptions): Contender {
  const { name, title } = options;
  return {
    name,
    title,
    run: async (topic, arena): Promise<RunFigures> => {
      const child = await startMeasured(
        options.program,
        { name, env: environmentOf(options, topic, arena), flags: [...MEMORY_FLAGS, ...profileFlags(options, arena)] },
        arena,
      );
      const admin = new Kafka({ clientId: 'bench', brokers: [arena.broker], logLevel: logLevel.NOTHING }).admin();
      try {
        await admin.connect();
        await untilCommitted(admin, { topic, group: groupOf(topic, arena), child });
        const at = Date.now();
        const { cpuSeconds, peakRssMb } = usageOf(child.pid);
        const begin = child.firstFetch();
        const figures = {
          records: topic.records,
          seconds: (at - begin.at) / 1_000,
          cpuSeconds: cpuSeconds - begin.cpuMicros / 1_000_000,
          peakRssMb,
        };
        await child.stop();
        return { ...figures, ...(await closeRun(arena)) };
      } finally {
        await child.kill();
        await admin.disconnect();
      }
    },
  };
}

/** As `npm start` runs it, on loopback and a free port. */
export function environmentOf(
  { reference }: Pick<OursOptions, 'reference'>,
  topic: PreparedTopic,
  arena: Arena,
): NodeJS.ProcessEnv {
  return {
    ...reference,
    KAFKA_BROKERS: arena.broker,
    ELASTICSEARCH_NODE: arena.node,
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'warn',
    LIANFANG_NORMALISER: 'newest',
    LIANFANG_TOPIC_PREFIX: topic.prefix,
    LIANFANG_TOPICS: `${topic.name}:7d`,
    LIANFANG_INDEX_PREFIX: arena.run,
    LIANFANG_GROUP: arena.run,
  };
}

function profileFlags({ profiles }: OursOptions, { run }: Arena): string[] {
  return profiles === undefined
    ? []
    : ['--cpu-prof', '--cpu-prof-dir', profiles, '--cpu-prof-name', `${run}.cpuprofile`];
}

/** The group that the collector joins. */
export function groupOf({ prefix }: PreparedTopic, { run }: Arena): string {
  return prefix + run;
}

/** A collector at work. */
export interface Watched {
  readonly topic: PreparedTopic;
  readonly group: string;
  readonly child: ChildHandle;
}

/** Resolves when all is done: a commit's metadata says up to where all is acknowledged by Elasticsearch and by `rows.live`. */
export async function untilCommitted(admin: Admin, { topic, group, child }: Watched): Promise<void> {
  const last = Date.now() + LONGEST_MS;
  while (Date.now() < last) {
    if (!child.isRunning()) throw child.diedError(await child.exited);
    // The broker may not know of the group yet.
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic.prefix + topic.name] }).catch(() => []);
    const at = new Map(found?.partitions.map(({ partition, metadata }) => [partition, processedOf(metadata)]));
    if (topic.ends.every((end, partition) => end === 0 || (at.get(partition) ?? 0) >= end)) return;
    await pause(LOOK_MS);
  }
  throw new Error(
    `LF-BENCH-STUCK: ours did not come to the end of the topic in ${LONGEST_MS / 1_000} s. See ${child.logFile}.`,
  );
}

function processedOf(metadata: string | null): number {
  if (!metadata) return 0;
  return Number((JSON.parse(metadata) as { processed?: number }).processed ?? 0);
}
