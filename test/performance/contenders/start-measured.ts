import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardedNode, repositoryRoot, startChild, type ChildHandle } from '@lianfang/local';
import type { Arena } from './contender';

/** Time and processor time of a process, at one moment. */
export interface Mark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cpuMicros: number;
}

/** What `measure/first-fetch.mjs` notes. */
export interface FirstFetch extends Mark {
  /** Microseconds of the clock that processor profiles use. */
  readonly profileMicros: number;
}

/** A Node program under measurement. */
export interface Measured extends ChildHandle {
  /** When it fetched its first records. @throws before that. */
  firstFetch(): FirstFetch;
  hasFetched(): boolean;
}

/** How a program is started. */
export interface MeasuredPlan {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of Node, such as `--cpu-prof`. */
  readonly flags?: readonly string[];
}

/** Starts a bundled program under this Node, with `measure/first-fetch.mjs` loaded; it ends when this process does. */
export async function startMeasured(
  program: string,
  { name, env, flags = [] }: MeasuredPlan,
  { broker, folder }: Arena,
): Promise<Measured> {
  const node = guardedNode();
  const watcher = join(repositoryRoot(), 'test', 'performance', 'measure', 'first-fetch.mjs');
  const child = await startChild({
    name,
    command: node.command,
    args: [...node.flags, ...flags, '--import', watcher, program],
    env: {
      PATH: process.env['PATH'],
      BENCH_MARK: markFile(folder, name),
      BENCH_BROKER_PORT: broker.split(':')[1],
      ...node.env,
      ...env,
    },
    logFile: join(folder, `${name}.log`),
  });
  return Object.assign(child, {
    firstFetch: () => readFirstFetch(folder, name),
    hasFetched: () => existsSync(markFile(folder, name)),
  });
}

/** When a program that ran in this folder fetched its first records. */
export function readFirstFetch(folder: string, name: string): FirstFetch {
  return JSON.parse(readFileSync(markFile(folder, name), 'utf8')) as FirstFetch;
}

function markFile(folder: string, name: string): string {
  return join(folder, `${name}.mark`);
}
