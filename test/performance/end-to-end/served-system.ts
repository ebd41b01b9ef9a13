import { join } from 'node:path';
import { freePort, guardedNode, MEMORY_FLAGS, startChild, waitUntil, type ChildHandle } from '@lianfang/local';
import { ANALYST, makeGatewayTopics, TestSessions } from '@lianfang/testing';
import type { Arena, PreparedTopic } from '../contenders/contender';
import { environmentOf } from '../contenders/ours-contender';
import type { Programs } from '../run/programs';
import type { Reference } from '../run/reference';

const READY_MS = 90_000;

/** The collector and the gateway, at work. */
export interface ServedSystem {
  readonly collector: ChildHandle;
  readonly gateway: ChildHandle;
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  /** `Cookie` of an analyst of the centre. */
  readonly cookie: string;
  stop(): Promise<void>;
}

/** Starts both from their bundles, and waits until they are ready. */
export async function startServedSystem(
  { programs, reference }: { readonly programs: Programs; readonly reference: Reference },
  topic: PreparedTopic,
  arena: Arena,
): Promise<ServedSystem> {
  const sessions = new TestSessions(arena.folder);
  const ours = environmentOf({ reference: reference.environment }, topic, arena);
  const environment = { ...ours, ...sessions.environment };
  await makeGatewayTopics(arena.broker, topic.prefix);
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
        args: [...node.flags, ...MEMORY_FLAGS, program],
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
    return { collector, gateway, address, cookie: await sessions.cookie(ANALYST), stop };
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
