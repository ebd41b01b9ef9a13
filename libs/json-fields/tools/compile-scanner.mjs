/**
 * Compiles assembly/ to src/scanner-module.ts: a few kilobytes of WebAssembly in base64, so that whoever imports the
 * library needs neither the compiler nor a file beside the bundle. `--check` only says whether it is up to date.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const library = dirname(import.meta.dirname);
const target = join(library, 'src', 'scanner-module.ts');
const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
const folder = mkdtempSync(join(tmpdir(), 'scanner-'));
try {
  const output = join(folder, 'scanner.wasm');
  const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--initialMemory', '64'];
  execFileSync(process.execPath, [compiler, join(library, 'assembly', 'scanner.ts'), '-o', output, ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const text = moduleOf(readFileSync(output).toString('base64'));
  if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== text) {
      process.stderr.write('src/scanner-module.ts is not what assembly/ compiles to. Run: npm run build:json-fields\n');
      process.exitCode = 1;
    }
  } else {
    writeFileSync(target, text);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function moduleOf(base64) {
  const lines = base64.match(/.{1,116}/g).map((line) => `  '${line}',`);
  return [
    '/** Made of assembly/ by `npm run build:json-fields`: WebAssembly in base64. */',
    'export const SCANNER_MODULE = [',
    ...lines,
    "].join('');",
    '',
  ].join('\n');
}
