import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guardedNode, repositoryRoot, startChild, type ChildHandle } from '@lianfang/local';
import type { Arena } from './contender';

/** Time and processor time of a process, at one moment. */
export interface Mark {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly cpuMicros: number;
}

/** A Node program under measurement. */
export interface Measured extends ChildHandle {
  /** When it fetched its first records. @throws before that. */
  firstFetch(): Mark;
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
  const mark = join(folder, `${name}.mark`);
  const watcher = join(repositoryRoot(), 'test', 'performance', 'measure', 'first-fetch.mjs');
  const child = await startChild({
    name,
    command: node.command,
    args: [...node.flags, ...flags, '--import', watcher, program],
    env: {
      PATH: process.env['PATH'],
      BENCH_MARK: mark,
      BENCH_BROKER_PORT: broker.split(':')[1],
      ...node.env,
      ...env,
    },
    logFile: join(folder, `${name}.log`),
  });
  return Object.assign(child, {
    firstFetch: () => JSON.parse(readFileSync(mark, 'utf8')) as Mark,
  });
}
