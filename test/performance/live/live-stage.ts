import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY_FLAGS, repositoryRoot } from '@lianfang/local';
import { TestSessions } from '@lianfang/testing';
import { bundleProgram } from '../../build/bundle-program.mjs';
import { startBenchChild, type BenchChild } from './child-process';
import type { LiveOptions } from './live-options';
import type { CrowdPlan, CrowdQuestions, ServerQuestions } from './questions';

/** Who serves in a run: ours, or the peer. */
export type ServerName = 'ours' | 'peer';

/** A server at work on a port. */
export type BenchServer = BenchChild<ServerQuestions> & { readonly port: number };

/** A server and its crowd, each in processes of their own. */
export interface Audience {
  readonly server: BenchServer;
  readonly crowds: readonly BenchChild<CrowdQuestions>[];
  /** Of all crowds, one after the other in an order that says nothing. */
  all<T>(ask: (crowd: BenchChild<CrowdQuestions>) => Promise<T>): Promise<T[]>;
  stop(): Promise<void>;
}

/** What all parts of the bench work with. */
export interface LiveStage {
  readonly options: LiveOptions;
  readonly programs: Readonly<Record<ServerName | 'crowd', string>>;
  readonly sessions: TestSessions;
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Bundles the programs. */
export async function prepareStage(
  given: Pick<LiveStage, 'options' | 'say' | 'signal' | 'folder'>,
): Promise<LiveStage> {
  const bundle = (name: string): Promise<string> =>
    bundleProgram({
      root: repositoryRoot(),
      entry: `test/performance/live/${name}.ts`,
      folder: 'performance',
      name: `live-${name}`,
    });
  const [ours, peer, crowd] = await Promise.all(['our-server', 'peer-server', 'crowd'].map(bundle));
  if (ours === undefined || peer === undefined || crowd === undefined) throw new Error('A program is missing.');
  const sessions = new TestSessions(mkdtempSync(join(given.folder, 'sessions-')));
  return { ...given, programs: { ours, peer, crowd }, sessions };
}

/** Starts a server and lets so many people watch. Each is somebody else, with a sealed cookie of their own. */
export async function openAudience(stage: LiveStage, name: ServerName, clients: number): Promise<Audience> {
  const { programs, folder, options } = stage;
  const server = await startServer(stage, name);
  const crowds = Array.from({ length: options.crowds }, (_, number) =>
    startBenchChild<CrowdQuestions>({
      program: programs.crowd,
      flags: [],
      logFile: join(folder, `crowd-${number}.log`),
    }),
  );
  const stop = async (): Promise<void> => {
    await Promise.all([server, ...crowds].map((child) => child.stop()));
  };
  const all = <T>(ask: (crowd: BenchChild<CrowdQuestions>) => Promise<T>): Promise<T[]> => Promise.all(crowds.map(ask));
  try {
    const plans = await crowdPlans(stage, server.port, clients);
    await Promise.all(crowds.map((crowd, number) => crowd.ask('open', plans[number] as CrowdPlan)));
    return { server, crowds, all, stop };
  } catch (problem) {
    await stop();
    throw problem;
  }
}

/** Starts a server that nobody watches yet, with the flags that services have. */
export async function startServer(stage: LiveStage, name: ServerName): Promise<BenchServer> {
  const { programs, folder, options, sessions } = stage;
  const profile = options.profile !== undefined && name === 'ours' ? cpuProfile(options.profile) : [];
  const flags = [...MEMORY_FLAGS, ...profile];
  const server = startBenchChild<ServerQuestions>({
    program: programs[name],
    flags,
    logFile: join(folder, `${name}.log`),
  });
  const { LIANFANG_SESSION_KEYS_FILE, LIANFANG_ROLES } = sessions.environment;
  const files = { keys: readFileSync(LIANFANG_SESSION_KEYS_FILE, 'utf8'), roles: readFileSync(LIANFANG_ROLES, 'utf8') };
  const { port } = await server.ask('start', files);
  return { ...server, port };
}

/** Addresses enough that nobody runs out of ports while those of closed connections are kept back (a minute). */
const ADDRESSES = 4;

async function crowdPlans({ sessions, options }: LiveStage, port: number, clients: number): Promise<CrowdPlan[]> {
  const cookies = await Promise.all(
    Array.from({ length: clients }, (_, number) =>
      sessions.cookie({ roles: ['central-analyst'], subject: `analyst-${number}`, name: `分析員 ${number}` }),
    ),
  );
  return Array.from({ length: options.crowds }, (_, crowd) => ({
    port,
    cookies: cookies.filter((_cookie, number) => number % options.crowds === crowd),
    addresses: Array.from({ length: ADDRESSES }, (_address, number) => `127.0.${crowd + 1}.${number + 1}`),
  }));
}

function cpuProfile(folder: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
