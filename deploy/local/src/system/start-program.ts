import { LOOPBACK } from '../process/free-port';
import { type ChildHandle, startChild } from '../process/child-process';
import { guardedNode } from '../process/guarded-node';
import { MEMORY_FLAGS } from '../process/memory-flags';
import { waitUntil } from '../process/wait-until';
import { readyOrDead } from '../servers/server-handle';
import { type ProgramName, builtProgram } from './build-programs';

/** One of our services, to be started as a process of its own. */
export interface ProgramSpecification {
  readonly name: Exclude<ProgramName, 'dashboard'>;
  readonly args?: readonly string[];
  /** Loopback port of its HTTP server. */
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

const READY_MS = 90_000;

/**
 * Starts a service and waits until `GET /health/ready` answers 200.
 *
 * @throws LocalError `LF-LOCAL-CHILD-DIED`, `LF-LOCAL-TIMEOUT`; the process is gone then.
 */
export async function startProgram(specification: ProgramSpecification): Promise<ChildHandle> {
  const { name, port, signal, timeoutMs = READY_MS } = specification;
  const child = await startBuilt(specification);
  try {
    await readyOrDead(child, (giveUp) => answersReady(name, { port, timeoutMs, signal: giveUp }), signal);
  } catch (problem) {
    await child.kill();
    throw problem;
  }
  return child;
}

/** Starts a built program without waiting for anything. */
export function startBuilt({
  name,
  args = [],
  port,
  env,
  logFile,
}: Omit<ProgramSpecification, 'signal'>): Promise<ChildHandle> {
  const node = guardedNode();
  return startChild({
    name,
    command: node.command,
    args: [...node.flags, ...MEMORY_FLAGS, builtProgram(name), ...args],
    env: { ...withoutNpm(process.env), ...env, ...node.env, PORT: String(port), HOST: LOOPBACK },
    logFile,
  });
}

interface ReadyOptions {
  readonly port: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

async function answersReady(name: string, { port, timeoutMs, signal }: ReadyOptions): Promise<void> {
  const url = `http://${LOOPBACK}:${port}/health/ready`;
  await waitUntil(
    async () => {
      const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });
      const text = await answer.text();
      if (answer.ok) return true;
      throw new Error(`${answer.status} ${text.slice(0, 400)}`);
    },
    { timeoutMs, what: `the ${name} to be ready on ${url}`, signal },
  );
}

/** What npm adds to the environment is none of a service's business. */
function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('npm_')));
}
