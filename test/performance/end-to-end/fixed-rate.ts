import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { guardedNode, startChild } from '@lianfang/local';
import { situationView } from '@lianfang/contract';
import { FollowedView } from '../../../deploy/local/src/smoke/followed-view';
import type { Arena, PreparedTopic } from '../contenders/contender';
import { groupOf, untilCommitted } from '../contenders/ours-contender';
import { closeRun, type ClosedRun } from '../contenders/stored-run';
import { usageOf, type ProcessUsage } from '../measure/process-usage';
import { CountOracle } from '../oracle/count-oracle';
import { keepLines } from '../load/line-reader';
import { makeLoad } from '../load/make-load';
import type { Programs } from '../run/programs';
import { makeInputTopic, preparedTopic, ROWS_LIVE, TOPIC_PREFIX, type BenchServers } from '../run/bench-servers';
import type { Reference } from '../run/reference';
import { untilMergeable } from '../storage/until-mergeable';
import type { PacedResult, PacedWriting } from './paced-writer';
import { QUIET_COUNTY, withoutQuietCounty } from './quiet-county';
import { delaysOf, quantile, type Sighting } from './delays';
import { startServedSystem, type ServedSystem } from './served-system';

/** What a run at an even rate needs. */
export interface FixedRateOptions {
  readonly servers: BenchServers;
  readonly programs: Programs;
  readonly reference: Reference;
  readonly python: string;
  readonly folder: string;
  /** Records a second. */
  readonly rate: number;
  readonly partitions: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** Figures of a run at an even rate, everything on this machine. */
export interface FixedRateFigures {
  /** As produced; some are no threat. */
  readonly recordsPerSecond: number;
  /** That were looked at, after 20 s in which the programs got warm. */
  readonly seconds: number;
  /** All that was sent and stored. */
  readonly records: number;
  /** Share of one core, by process, of these seconds. */
  readonly coreShare: Readonly<Record<'collector' | 'gateway' | 'broker' | 'elasticsearch', number>>;
  readonly peakRssMb: Readonly<Record<'collector' | 'gateway', number>>;
  /** Of the collector, through its sockets, a second of these seconds: from Kafka and Elasticsearch, and to them. */
  readonly collectorBytesPerSecond: { readonly read: number; readonly written: number };
  /** To their disks, a second of these seconds. */
  readonly diskBytesPerSecond: Readonly<Record<'broker' | 'elasticsearch', number>>;
  /** Appended to `rows.live`, a second of the whole run. */
  readonly rowsLiveBytesPerSecond: number;
  /** Of all that ours keeps for these records. */
  readonly storedBytes: number;
  /** The same before Elasticsearch had merged it. */
  readonly unmergedBytes: number;
  readonly families: ClosedRun['families'];
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
/** Programs that have just started compile, and make indices: what comes first is not looked at. */
const WARM_SECONDS = 20;

/** Produces at an even rate, and looks at what the collector takes and how soon a viewer sees it. */
export async function runFixedRate(options: FixedRateOptions): Promise<FixedRateFigures> {
  const { servers, folder, say } = options;
  const name = nameOf(options);
  mkdirSync(folder, { recursive: true });
  await makeInputTopic(servers, name, { partitions: options.partitions });
  const load = await prepare(options);
  const arena: Arena = { broker: servers.broker, node: servers.node, folder, run: name };
  const topic: PreparedTopic = { load: 'eve', prefix: TOPIC_PREFIX, name, records: 0, ends: [] };
  const system = await startServedSystem(options, topic, arena);
  try {
    say(`producing ${options.rate} events a second for ${options.seconds} s`);
    const published = servers.logBytes(ROWS_LIVE);
    const produced = await measure(options, load, system);
    const { collector, gateway } = system;
    await untilCommitted(servers.admin, {
      topic: await preparedTopic(servers, name, 'eve'),
      group: groupOf(topic, arena),
      children: [system.collector],
    });
    const peakRssMb = { collector: usageOf(collector.pid).peakRssMb, gateway: usageOf(gateway.pid).peakRssMb };
    await system.stop();
    const rowsLiveBytesPerSecond = (servers.logBytes(ROWS_LIVE) - published) / produced.result.seconds;
    const settled = await settle(options, arena, produced.result);
    return { ...produced.figures, peakRssMb, rowsLiveBytesPerSecond, ...settled };
  } finally {
    await system.stop();
  }
}

function nameOf({ rate }: FixedRateOptions): string {
  return `fixed-rate-${rate}`;
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
  const made = Math.ceil((WARM_SECONDS + seconds) * SURPLUS);
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
  await keepLines(path, rate * (WARM_SECONDS + seconds));
  return { path, from: from * 1_000, probeAddress };
}

interface Produced {
  readonly figures: Pick<
    FixedRateFigures,
    | 'recordsPerSecond'
    | 'seconds'
    | 'records'
    | 'coreShare'
    | 'collectorBytesPerSecond'
    | 'diskBytesPerSecond'
    | 'freshness'
    | 'producerBehindMs'
  >;
  readonly result: PacedResult;
}

async function measure(options: FixedRateOptions, load: Load, system: ServedSystem): Promise<Produced> {
  const sightings: Sighting[] = [];
  const view = new FollowedView(
    { address: system.address, headers: { cookie: system.cookie }, view: 'situation' },
    (state) => {
      const { counties } = situationView.parse(state);
      sightings.push({ at: Date.now(), count: counties[QUIET_COUNTY]?.lastHour.blocked ?? 0 });
    },
  );
  await view.open();
  try {
    // A load that took longer to make is sent later than its events say, and no faster.
    const start = Math.max(load.from, Date.now() + HEAD_START_MS);
    const warm = start + WARM_SECONDS * 1_000;
    const producing = produce(options, load, start);
    await Promise.race([producing, pause(warm - Date.now())]);
    const before = usages(options, system);
    const result = await producing;
    const seconds = result.seconds - WARM_SECONDS;
    const after = usages(options, system);
    const bytes = (name: Process, way: 'readBytes' | 'writtenBytes' | 'diskWrittenBytes'): number =>
      (after[name][way] - before[name][way]) / seconds;
    const freshness = freshnessOf(result.probes, await untilShown(sightings, result.probes.length), warm);
    return {
      result,
      figures: {
        recordsPerSecond: result.lines / result.seconds,
        seconds,
        records: result.lines + result.probes.length,
        coreShare: sharesOf(before, after, seconds),
        collectorBytesPerSecond: { read: bytes('collector', 'readBytes'), written: bytes('collector', 'writtenBytes') },
        diskBytesPerSecond: {
          broker: bytes('broker', 'diskWrittenBytes'),
          elasticsearch: bytes('elasticsearch', 'diskWrittenBytes'),
        },
        freshness,
        producerBehindMs: result.mostBehindMs,
      },
    };
  } finally {
    view.close();
  }
}

/** Resolves when a frame counts them all, or none more is expected. @returns all frames. */
async function untilShown(sightings: readonly Sighting[], wanted: number): Promise<readonly Sighting[]> {
  const end = Date.now() + SHOWN_MS;
  while ((sightings.at(-1)?.count ?? 0) < wanted && Date.now() < end) await pause(LOOK_MS);
  return sightings;
}

/** Of the probes that were appended from `warm` on. What no frame ever counted is at least as late as the last one. */
function freshnessOf(
  probes: readonly number[],
  sightings: readonly Sighting[],
  warm: number,
): FixedRateFigures['freshness'] {
  const shown = delaysOf(probes, sightings);
  const end = Date.now();
  const delays = probes
    .map((logTime, index) => ({ logTime, delay: shown[index] ?? end - logTime }))
    .filter(({ logTime }) => logTime >= warm)
    .map(({ delay }) => delay);
  const [p50, p99, max] = [0.5, 0.99, 1].map((part) => quantile(delays, part) / 1_000) as [number, number, number];
  return { probes: delays.length, unseen: probes.length - shown.length, p50, p99, max };
}

async function produce(options: FixedRateOptions, load: Load, start: number): Promise<PacedResult> {
  const { servers, programs, folder, rate, partitions } = options;
  const result = join(folder, 'paced.json');
  const writing: PacedWriting = {
    broker: servers.broker,
    topic: TOPIC_PREFIX + nameOf(options),
    partitions,
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

function usages({ servers }: FixedRateOptions, { collector, gateway }: ServedSystem): Record<Process, ProcessUsage> {
  const { pids } = servers;
  return {
    collector: usageOf(collector.pid),
    gateway: usageOf(gateway.pid),
    broker: usageOf(pids.broker),
    elasticsearch: usageOf(pids.elasticsearch),
  };
}

function sharesOf(before: Record<Process, ProcessUsage>, after: Record<Process, ProcessUsage>, seconds: number) {
  const share = (name: Process): number => (after[name].cpuSeconds - before[name].cpuSeconds) / seconds;
  return {
    collector: share('collector'),
    gateway: share('gateway'),
    broker: share('broker'),
    elasticsearch: share('elasticsearch'),
  };
}

/** Compares what is stored with the load and the probes. */
async function settle(options: FixedRateOptions, arena: Arena, { probeLines }: PacedResult) {
  const { python, folder, reference } = options;
  const probes = join(folder, 'probes.lines');
  writeFileSync(probes, probeLines.map((line) => `${line}\n`).join(''));
  await untilMergeable(arena);
  const { answer, ...stored } = await closeRun(arena);
  const oracle = await CountOracle.of({
    python,
    folder: join(folder, 'oracle'),
    load: 'eve',
    lines: [join(folder, 'fixed-rate.lines'), probes],
    directory: reference.directory,
    countries: reference.countries,
  });
  const { differences, examples } = await oracle.compare(answer);
  return { ...stored, differences, examples };
}
