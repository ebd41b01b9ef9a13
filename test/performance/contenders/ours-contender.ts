import { setTimeout as pause } from 'node:timers/promises';
import { MEMORY_FLAGS, type ChildHandle } from '@lianfang/local';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Arena, Contender, PreparedTopic, RunFigures } from './contender';
import { startMeasured, type Measured } from './start-measured';
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
  /** How many share the partitions; 1 without it. The broker must wait for all of them before it shares out. */
  readonly collectors?: number;
  /** A folder for processor profiles (Chrome's format). */
  readonly profiles?: string;
  /** Waited for after the last commit, before the collectors are stopped: what they still have to do, unmeasured. */
  readonly settled?: (arena: Arena) => Promise<void>;
}

/**
 * The real collector with all its work on, on indices and in a group of its own. Of several the processor time is added up, the
 * memory is the highest of one, and the time goes from the first fetch of any.
 */
export function oursContender(options: OursOptions): Contender {
  const { name, title } = options;
  return {
    name,
    title,
    run: async (topic, arena): Promise<RunFigures> => {
      const children: Measured[] = [];
      const admin = new Kafka({ clientId: 'bench', brokers: [arena.broker], logLevel: logLevel.NOTHING }).admin();
      try {
        await Promise.all(
          namesOf(options).map(async (one) => children.push(await startOne(options, one, topic, arena))),
        );
        await admin.connect();
        await untilCommitted(admin, { topic, group: groupOf(topic, arena), children });
        const figures = figuresOf(topic, children, Date.now());
        await options.settled?.(arena);
        await Promise.all(children.map((child) => child.stop()));
        return { ...figures, ...(await closeRun(arena)) };
      } finally {
        await Promise.all(children.map((child) => child.kill()));
        await admin.disconnect();
      }
    },
  };
}

function namesOf({ name, collectors = 1 }: OursOptions): string[] {
  return collectors === 1 ? [name] : Array.from({ length: collectors }, (_, at) => `${name}-${at + 1}`);
}

function startOne(options: OursOptions, name: string, topic: PreparedTopic, arena: Arena): Promise<Measured> {
  const flags = [...MEMORY_FLAGS, ...profileFlags(options, arena)];
  return startMeasured(options.program, { name, env: environmentOf(options, topic, arena), flags }, arena);
}

/**
 * @param at when all was acknowledged, milliseconds since 1970.
 * @throws LF-BENCH-SHARE where a collector had no part in it.
 */
function figuresOf({ records }: PreparedTopic, children: readonly Measured[], at: number) {
  const idle = children.find((child) => !child.hasFetched());
  if (idle) {
    throw new Error(`LF-BENCH-SHARE: ${idle.name} was given no partition that holds records. See ${idle.logFile}.`);
  }
  const each = children.map((child) => ({ ...usageOf(child.pid), begin: child.firstFetch() }));
  return {
    records,
    seconds: (at - Math.min(...each.map(({ begin }) => begin.at))) / 1_000,
    cpuSeconds: each.reduce((sum, { cpuSeconds, begin }) => sum + cpuSeconds - begin.cpuMicros / 1_000_000, 0),
    peakRssMb: Math.max(...each.map(({ peakRssMb }) => peakRssMb)),
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

/** Collectors at work. */
export interface Watched {
  readonly topic: PreparedTopic;
  readonly group: string;
  readonly children: readonly ChildHandle[];
}

/** Resolves when all is done: a commit's metadata says up to where all is acknowledged by Elasticsearch and by `rows.live`. */
export async function untilCommitted(admin: Admin, { topic, group, children }: Watched): Promise<void> {
  const last = Date.now() + LONGEST_MS;
  while (Date.now() < last) {
    const dead = children.find((child) => !child.isRunning());
    if (dead) throw dead.diedError(await dead.exited);
    // The broker may not know of the group yet.
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic.prefix + topic.name] }).catch(() => []);
    const at = new Map(found?.partitions.map(({ partition, metadata }) => [partition, processedOf(metadata)]));
    if (topic.ends.every((end, partition) => end === 0 || (at.get(partition) ?? 0) >= end)) return;
    await pause(LOOK_MS);
  }
  throw new Error(
    `LF-BENCH-STUCK: ours did not come to the end of the topic in ${LONGEST_MS / 1_000} s. See ${children[0]?.logFile ?? 'its log'}.`,
  );
}

function processedOf(metadata: string | null): number {
  if (!metadata) return 0;
  return Number((JSON.parse(metadata) as { processed?: number }).processed ?? 0);
}
