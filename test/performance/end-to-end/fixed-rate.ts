import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, guardedNode, startChild, waitUntil, type ChildHandle } from '@lianfang/local';
import { situationView } from '@lianfang/contract';
import { FollowedView } from '../../../deploy/local/src/smoke/followed-view';
import type { Arena, PreparedTopic } from '../contenders/contender';
import { environmentOf, groupOf, untilCommitted } from '../contenders/ours-contender';
import { closeRun } from '../contenders/stored-run';
import { usageOf } from '../measure/process-usage';
import { CountOracle } from '../oracle/count-oracle';
import { keepLines } from '../load/line-reader';
import { makeLoad } from '../load/make-load';
import type { Programs } from '../run/programs';
import { makeInputTopic, PARTITIONS, preparedTopic, TOPIC_PREFIX, type BenchServers } from '../run/bench-servers';
import type { Reference } from '../run/reference';
import type { PacedResult, PacedWriting } from './paced-writer';
import { QUIET_COUNTY, withoutQuietCounty } from './quiet-county';
import { delaysOf, quantile, type Sighting } from './delays';

/** What a run at an even rate needs. */
export interface FixedRateOptions {
  readonly servers: BenchServers;
  readonly programs: Programs;
  readonly reference: Reference;
  readonly python: string;
  readonly folder: string;
  /** Records a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** Figures of a run at an even rate, everything on this machine. */
export interface FixedRateFigures {
  /** As produced; some are no threat. */
  readonly recordsPerSecond: number;
  readonly seconds: number;
  /** Share of one core, by process, of the seconds in which the producer wrote. */
  readonly coreShare: Readonly<Record<'collector' | 'gateway' | 'broker' | 'elasticsearch', number>>;
  readonly peakRssMb: Readonly<Record<'collector' | 'gateway', number>>;
  /** Of all that ours keeps for these records. */
  readonly storedBytes: number;
  /** From the log's own time of a probe to the first frame that counts it, seconds. */
  readonly freshness: {
    readonly probes: number;
    /** In no frame within 30 s of the last: they count as that late. */
    readonly unseen: number;
    readonly p50: number;
    readonly p99: number;
    readonly max: number;
  };
  /** How far the producer ever was behind its pace, milliseconds. */
  readonly producerBehindMs: number;
  readonly differences: number;
  readonly examples: readonly string[];
}

const NAME = 'fixed-rate';
const READY_MS = 90_000;
const SHOWN_MS = 30_000;
const LOOK_MS = 100;
/** So many records a second a busy core makes at least; a load has to be ready before its time comes. */
const MADE_PER_SECOND = 45_000;
/** From the start of the programs to a steady state. */
const SETTLE_MS = 8_000;
/** The simulator follows the hours of the day; so that there are enough events also at night. */
const SURPLUS = 1.3;
/** For the producer to start. */
const HEAD_START_MS = 3_000;

/** Produces at an even rate, and looks at what the collector takes and how soon a viewer sees it. */
export async function runFixedRate(options: FixedRateOptions): Promise<FixedRateFigures> {
  const { servers, folder, say } = options;
  mkdirSync(folder, { recursive: true });
  await makeInputTopic(servers, NAME);
  const load = await prepare(options);
  const arena: Arena = { broker: servers.broker, node: servers.node, folder, run: NAME };
  const topic: PreparedTopic = { load: 'eve', prefix: TOPIC_PREFIX, name: NAME, records: 0, ends: [] };
  const system = await startSystem(options, topic, arena);
  try {
    say(`producing ${options.rate} events a second for ${options.seconds} s`);
    const produced = await measure(options, load, system);
    const { collector, gateway } = system;
    await untilCommitted(servers.admin, {
      topic: await preparedTopic(servers, NAME, 'eve'),
      group: groupOf(topic, arena),
      child: system.collector,
    });
    const peakRssMb = { collector: usageOf(collector.pid).peakRssMb, gateway: usageOf(gateway.pid).peakRssMb };
    await system.stop();
    return { ...produced.figures, peakRssMb, ...(await settle(options, arena, produced.result)) };
  } finally {
    await system.stop();
  }
}

interface Load {
  readonly path: string;
  /** Milliseconds since 1970: event time of the first line. */
  readonly from: number;
  readonly probeAddress: string;
}

/** Makes the events of the seconds that are to come. */
async function prepare({ programs, reference, folder, rate, seconds, say }: FixedRateOptions): Promise<Load> {
  const directory = join(folder, 'without-quiet.yaml');
  const probeAddress = withoutQuietCounty(reference.directory, directory);
  const path = join(folder, 'fixed-rate.lines');
  const made = Math.ceil(seconds * SURPLUS);
  const from = Math.ceil(Date.now() / 1_000 + (rate * made) / MADE_PER_SECOND + SETTLE_MS / 1_000);
  say('making the events of the seconds to come');
  await makeLoad(
    {
      load: 'eve',
      seed: 2,
      rate,
      from,
      to: from + made,
      programs,
      reference: { ...reference.environment, LIANFANG_DIRECTORY: directory },
    },
    path,
  );
  await keepLines(path, rate * seconds);
  return { path, from: from * 1_000, probeAddress };
}

interface System {
  readonly collector: ChildHandle;
  readonly gateway: ChildHandle;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  stop(): Promise<void>;
}

async function startSystem(
  { programs, reference }: FixedRateOptions,
  topic: PreparedTopic,
  arena: Arena,
): Promise<System> {
  const environment = environmentOf({ reference: reference.environment }, topic, arena);
  const started: ChildHandle[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((child) => child.stop()));
  };
  try {
    const begin = async (name: string, program: string): Promise<[ChildHandle, string]> => {
      const node = guardedNode();
      const port = await freePort();
      const child = await startChild({
        name,
        command: node.command,
        args: [...node.flags, program],
        env: { PATH: process.env['PATH'], ...node.env, ...environment, PORT: String(port) },
        logFile: join(arena.folder, `${name}.log`),
      });
      started.push(child);
      const address = `http://127.0.0.1:${port}`;
      await untilReady(child, address);
      return [child, address];
    };
    const [collector] = await begin('collector', programs.collector);
    const [gateway, address] = await begin('gateway', programs.gateway);
    return { collector, gateway, address, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function untilReady(child: ChildHandle, address: string): Promise<void> {
  await waitUntil(
    async () => {
      if (!child.isRunning()) throw child.diedError(await child.exited);
      return (await fetch(`${address}/health/ready`)).ok || undefined;
    },
    { timeoutMs: READY_MS, what: `the ${child.name} to be ready (see ${child.logFile})` },
  );
}

interface Produced {
  readonly figures: Omit<FixedRateFigures, 'peakRssMb' | 'storedBytes' | 'differences' | 'examples'>;
  readonly result: PacedResult;
}

async function measure(options: FixedRateOptions, load: Load, system: System): Promise<Produced> {
  const sightings: Sighting[] = [];
  const view = new FollowedView(system.address, 'situation', (state) => {
    const { counties } = situationView.parse(state);
    sightings.push({ at: Date.now(), count: counties[QUIET_COUNTY]?.lastHour.blocked ?? 0 });
  });
  await view.open();
  try {
    // A load that took longer to make is sent later than its events say, and no faster.
    const start = Math.max(load.from, Date.now() + HEAD_START_MS);
    await pause(start - Date.now());
    const before = usages(options, system);
    const result = await produce(options, load, start);
    const coreShare = sharesOf(before, usages(options, system), result.seconds);
    const wanted = result.probes.length;
    const end = Date.now() + SHOWN_MS;
    while ((sightings.at(-1)?.count ?? 0) < wanted && Date.now() < end) await pause(LOOK_MS);
    const shown = delaysOf(result.probes, sightings);
    // What never came is at least so late.
    const delays = [...shown, ...result.probes.slice(shown.length).map((logTime) => end - logTime)];
    const [p50, p99, max] = [0.5, 0.99, 1].map((part) => quantile(delays, part) / 1_000) as [number, number, number];
    return {
      result,
      figures: {
        recordsPerSecond: result.lines / result.seconds,
        seconds: result.seconds,
        coreShare,
        freshness: { probes: wanted, unseen: wanted - shown.length, p50, p99, max },
        producerBehindMs: result.mostBehindMs,
      },
    };
  } finally {
    view.close();
  }
}

async function produce(
  { servers, programs, folder, rate }: FixedRateOptions,
  load: Load,
  start: number,
): Promise<PacedResult> {
  const result = join(folder, 'paced.json');
  const writing: PacedWriting = {
    broker: servers.broker,
    topic: TOPIC_PREFIX + NAME,
    partitions: PARTITIONS,
    path: load.path,
    rate,
    start,
    probeAddress: load.probeAddress,
    result,
  };
  const node = guardedNode();
  const child = await startChild({
    name: 'paced-writer',
    command: node.command,
    args: [...node.flags, programs.pacedWriter],
    env: { PATH: process.env['PATH'], ...node.env, PACED_WRITING: JSON.stringify(writing) },
    logFile: join(folder, 'paced-writer.log'),
  });
  const exit = await child.exited;
  if (exit.code !== 0) throw child.diedError(exit);
  return JSON.parse(readFileSync(result, 'utf8')) as PacedResult;
}

type Process = keyof FixedRateFigures['coreShare'];

function usages({ servers }: FixedRateOptions, { collector, gateway }: System): Record<Process, number> {
  const { pids } = servers;
  const of = (pid: number): number => usageOf(pid).cpuSeconds;
  return {
    collector: of(collector.pid),
    gateway: of(gateway.pid),
    broker: of(pids.broker),
    elasticsearch: of(pids.elasticsearch),
  };
}

function sharesOf(before: Record<Process, number>, after: Record<Process, number>, seconds: number) {
  const share = (name: Process): number => (after[name] - before[name]) / seconds;
  return {
    collector: share('collector'),
    gateway: share('gateway'),
    broker: share('broker'),
    elasticsearch: share('elasticsearch'),
  };
}

/** Compares what is stored with the load and the probes. */
async function settle(options: FixedRateOptions, arena: Arena, { probeLines }: PacedResult) {
  const { python, folder, reference, servers } = options;
  const probes = join(folder, 'probes.lines');
  writeFileSync(probes, probeLines.map((line) => `${line}\n`).join(''));
  const { records } = await preparedTopic(servers, NAME, 'eve');
  const { storedBytes = 0, answer } = await closeRun(arena);
  const oracle = await CountOracle.of({
    python,
    folder: join(folder, 'oracle'),
    load: 'eve',
    lines: [join(folder, 'fixed-rate.lines'), probes],
    directory: reference.directory,
    countries: reference.countries,
  });
  const { differences, examples } = answer ? await oracle.compare(answer) : { differences: records, examples: [] };
  return { storedBytes, differences, examples };
}
