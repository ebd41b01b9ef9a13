// Bundles measure.ts as the product is bundled and runs it by itself: `node test/enrichment/run-measure.mjs countries`.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram } from '../build/bundle-program.mjs';

const root = join(import.meta.dirname, '../..');
const bundle = await bundleProgram({
  root,
  entry: 'test/enrichment/measure.ts',
  folder: 'enrichment',
  name: 'measure',
});
const settings = ['--enable-source-maps', '--expose-gc', bundle, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, settings, { cwd: root, stdio: 'inherit' });
for (const file of [bundle, `${bundle}.map`]) rmSync(file, { force: true });
process.exitCode = status ?? 1;
