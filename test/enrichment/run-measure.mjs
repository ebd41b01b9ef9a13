// Bundles measure.ts as the product is bundled and runs it by itself: `node test/enrichment/run-measure.mjs countries`.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const outfile = join(root, 'dist', 'enrichment', `measure-${process.pid}.js`);

await build({
  entryPoints: [join(root, 'test/enrichment/measure.ts')],
  outfile,
  absWorkingDir: root,
  tsconfig: join(root, 'tsconfig.json'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  logLevel: 'error',
});
const settings = ['--enable-source-maps', '--expose-gc', outfile, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, settings, { cwd: root, stdio: 'inherit' });
for (const file of [outfile, `${outfile}.map`]) rmSync(file, { force: true });
process.exitCode = status ?? 1;
