import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { bundleProgram } from '../../build/bundle-program.mjs';

const ROOT = join(import.meta.dirname, '../../..');
/** A measurement that takes longer has met something that never ends. */
const LONGEST_MS = 240_000;

/** Bundles `measure.ts` as the product is bundled, and runs it by itself. @returns what it prints. */
export async function runMeasure<T>(...args: readonly string[]): Promise<T> {
  const bundle = await bundleProgram({
    root: ROOT,
    entry: 'test/bad-input/measure/measure.ts',
    folder: 'bad-input',
    name: 'measure',
  });
  const child = spawn(process.execPath, ['--enable-source-maps', bundle, ...args], { cwd: ROOT, timeout: LONGEST_MS });
  const [written, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  await Promise.all([bundle, `${bundle}.map`].map((file) => rm(file, { force: true })));
  if (code !== 0) throw new Error(`The measurement ended with ${String(code)}: ${complaints.slice(0, 2_000)}`);
  return JSON.parse(written) as T;
}
