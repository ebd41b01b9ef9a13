import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { LOOPBACK, freePort } from '../process/free-port';
import type { LocalError } from '../process/local-error';
import { type Progress, WaitingLines } from '../process/progress';
import { type ProgramName, buildPrograms, builtProgram } from './build-programs';
import { createTopics } from './create-topics';
import { demonstrationFiles } from './demonstration-files';
import { ensurePast } from './ensure-past';
import type { ServerAddresses } from './own-servers';
import { RunningParts } from './running-parts';
import type { ProgramSpecification } from './start-program';
import { signInEnvironment } from './sign-in-environment';
import { startServers } from './start-servers';
import { SupervisedProgram } from './supervised-program';
import {
  auditTopicPlans,
  type InputTopic,
  inputTopicPlans,
  liveTopicPlan,
  postureTopicPlan,
  revocationTopicPlan,
} from './topic-plans';
import { type TrafficOptions, trafficArguments } from './traffic-options';

/** What to start. */
export interface SystemOptions {
  readonly dataFolder: string;
  /** Port of the gateway: REST, WebSocket and the dashboard. */
  readonly gatewayPort: number;
  /** The topics that the collector reads. */
  readonly inputs: readonly InputTopic[];
  /** Demonstration traffic and past; none without it. */
  readonly traffic: TrafficOptions | undefined;
  /** `usual`: 9092 and 9200 where they are free, so that sensors find Kafka where they expect it. */
  readonly serverPorts: 'free' | 'usual';
  /** The servers to use; both are started without it. */
  readonly servers: ServerAddresses | undefined;
  readonly dashboard: boolean;
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** The whole system, running. */
export interface LocalSystem {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly servers: ServerAddresses;
  /** Path of the secret by which the smoke test's program gets its token. */
  readonly smokeSecret: string;
  /** Resolves with the reason when a part has ended for good. */
  readonly failed: Promise<LocalError>;
  /** Stops everything in order; resolves when no process is left. */
  stop(): Promise<void>;
}

/**
 * Starts servers and services in order and waits until each is healthy.
 *
 * @throws LocalError; nothing is left running then.
 */
export async function startSystem(options: SystemOptions): Promise<LocalSystem> {
  const parts = new RunningParts(options.progress);
  const waiting = new WaitingLines(options.progress);
  let fail: (reason: LocalError) => void = () => undefined;
  const failed = new Promise<LocalError>((resolve) => {
    fail = resolve;
  });
  try {
    const servers = await buildAndStartServers(options, { parts, waiting, onFailure: fail });
    const smokeSecret = await startServices(options, { parts, waiting, onFailure: fail, servers });
    return {
      address: `http://${LOOPBACK}:${options.gatewayPort}`,
      servers,
      smokeSecret,
      failed,
      stop: () => parts.stopAll(),
    };
  } catch (problem) {
    await parts.stopAll();
    throw problem;
  } finally {
    waiting.end();
  }
}

interface Work {
  readonly parts: RunningParts;
  readonly waiting: WaitingLines;
  readonly onFailure: (reason: LocalError) => void;
}

/** Building needs the processor and fetching jars needs the network, so they go on together. */
async function buildAndStartServers(
  options: SystemOptions,
  { parts, waiting, onFailure }: Work,
): Promise<ServerAddresses> {
  const { progress, dataFolder, serverPorts } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([options.signal, ending.signal]);
  const programs: ProgramName[] = ['collector', 'alerting', 'gateway', 'identity'];
  if (options.traffic !== undefined) programs.push('simulator');
  if (options.dashboard) programs.push('dashboard');
  const build = waiting.during('the build', buildPrograms(programs, signal)).then(() => progress('programs are built'));
  const servers =
    options.servers === undefined
      ? waiting.during(
          'Kafka and Elasticsearch',
          startServers({ dataFolder, serverPorts, signal, progress, parts, onFailure }),
        )
      : Promise.resolve(options.servers);
  try {
    const [addresses] = await Promise.all([servers, build]);
    return addresses;
  } catch (problem) {
    ending.abort(problem);
    await Promise.allSettled([servers, build]);
    throw problem;
  }
}

/** @returns the path of the smoke test's secret */
async function startServices(options: SystemOptions, work: Work & { servers: ServerAddresses }): Promise<string> {
  const { signal, progress, inputs, traffic, dataFolder, gatewayPort } = options;
  const { parts, waiting, servers, onFailure } = work;
  const env = serviceEnvironment(options, servers);
  mkdirSync(join(dataFolder, 'logs'), { recursive: true });
  const prefix = process.env['LIANFANG_TOPIC_PREFIX'] ?? '';
  const plans = inputs.flatMap((input) => inputTopicPlans({ ...input, topic: prefix + input.topic }));
  const ours = [
    liveTopicPlan(prefix),
    revocationTopicPlan(prefix),
    postureTopicPlan(prefix),
    ...auditTopicPlans(prefix),
  ];
  await createTopics([...plans, ...ours], { ...process.env, ...env });
  const start = async (
    name: ProgramSpecification['name'],
    port: number,
    { args = [], more = {} }: { args?: readonly string[]; more?: NodeJS.ProcessEnv } = {},
  ): Promise<void> => {
    const logFile = join(dataFolder, 'logs', `${name}.log`);
    const program = new SupervisedProgram(
      { name, port, args, env: { ...env, ...more }, logFile, signal },
      { progress, onGivenUp: onFailure },
    );
    parts.add(name, () => program.stop());
    await waiting.during(`the ${name}`, program.start());
    progress(`${name} is ready`);
  };
  await start('collector', await freePort());
  if (traffic !== undefined) {
    await ensurePast({ traffic, env, dataFolder, signal, waiting });
    progress("the demonstration's past is there");
  }
  const providerPort = await freePort();
  const signIn = signInEnvironment(dataFolder, { gateway: gatewayPort, provider: providerPort });
  const last = [start('gateway', gatewayPort, { more: signIn.gateway }), start('alerting', await freePort())];
  if (signIn.provider) last.push(start('identity', providerPort, { more: signIn.provider }));
  if (traffic !== undefined)
    last.push(start('simulator', await freePort(), { args: ['live', ...trafficArguments(traffic)] }));
  await Promise.all(last);
  return signIn.smokeSecret;
}

function serviceEnvironment({ inputs, dashboard }: SystemOptions, servers: ServerAddresses): NodeJS.ProcessEnv {
  return {
    ...demonstrationFiles(),
    ...servers,
    // A local system has no other release to go back to.
    LIANFANG_NORMALISER: process.env['LIANFANG_NORMALISER'] || 'newest',
    LIANFANG_TOPICS: inputs.map(({ topic, lateness }) => `${topic}:${lateness}`).join(','),
    ...(dashboard && { LIANFANG_DASHBOARD: builtProgram('dashboard') }),
  };
}
