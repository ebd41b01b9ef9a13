import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../../..');
/** A measurement that takes longer has met something that never ends. */
const LONGEST_MS = 240_000;

/** Bundles `measure.ts` as the product is bundled, and runs it by itself. @returns what it prints. */
export async function runMeasure<T>(...args: readonly string[]): Promise<T> {
  const outfile = join(ROOT, 'dist', 'bad-input', `measure-${process.pid}.js`);
  await build({
    entryPoints: [join(ROOT, 'test/bad-input/measure/measure.ts')],
    outfile,
    absWorkingDir: ROOT,
    tsconfig: join(ROOT, 'tsconfig.json'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'error',
  });
  const child = spawn(process.execPath, ['--enable-source-maps', outfile, ...args], { cwd: ROOT, timeout: LONGEST_MS });
  const [written, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  await Promise.all([outfile, `${outfile}.map`].map((file) => rm(file, { force: true })));
  if (code !== 0) throw new Error(`The measurement ended with ${String(code)}: ${complaints.slice(0, 2_000)}`);
  return JSON.parse(written) as T;
}
