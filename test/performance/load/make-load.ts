import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import type { LoadName } from '../contenders/count-keys';

/** A load to be made. */
export interface LoadPlan {
  readonly load: LoadName;
  readonly seed: number;
  /** Threat events, on average, a second of event time. */
  readonly rate: number;
  /** Seconds since 1970: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Bundles of the simulator, and of our own maker. */
  readonly programs: { readonly simulator: string; readonly maker: string };
  /** LIANFANG_DIRECTORY and the like. */
  readonly reference: NodeJS.ProcessEnv;
}

/** Writes the lines of a load to a file, by a program of its own. */
export async function makeLoad(
  { load, seed, rate, from, to, programs, reference }: LoadPlan,
  path: string,
): Promise<void> {
  const range = ['--from', isoOf(from), '--to', isoOf(to), '--seed', String(seed), '--rate', String(rate)];
  const args =
    load === 'eve'
      ? [programs.simulator, 'generate', '--format', 'suricata', ...range]
      : [programs.maker, load, ...range];
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'], ...reference },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await pipeline(child.stdout, createWriteStream(path, { highWaterMark: 4 * 1024 * 1024 }));
  const [code] = (await exited) as [number];
  if (code !== 0) throw new Error(`LF-BENCH-LOAD: the load ${load} could not be made; the lines above say why.`);
}

function isoOf(second: number): string {
  return new Date(second * 1_000).toISOString().replace('.000Z', 'Z');
}
