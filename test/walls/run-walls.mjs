// `npm run test:walls`: every route, frame and export as every role and county, and what else tries to get over the wall.
// All that is said goes to stderr; the last line, and the only one on stdout, is one JSON object.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const workspace = resolve(import.meta.dirname, '../..');
const FOLDER = 'test/walls/';
const INTERRUPTED = 130;

/** Tests below this folder, with the servers that they need. @returns the exit code */
function jest(config, summary) {
  const args = ['node_modules/jest/bin/jest.js', '-c', config, FOLDER];
  const env = { ...process.env, LIANFANG_WALLS_SUMMARY: summary };
  const child = spawn(process.execPath, args, {
    cwd: workspace,
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? INTERRUPTED));
  });
}

const file = join(tmpdir(), `lianfang-walls-${randomUUID()}.json`);
const codes = [await jest('jest.config.mjs', file), await jest('jest.int.config.mjs', file)];
const summary = await readFile(file, 'utf8').catch(() => undefined);
await rm(file, { force: true });
if (summary === undefined) process.stderr.write('The matrix did not come to its end; the lines above say why.\n');
else process.stdout.write(`${summary}\n`);
process.exitCode = summary !== undefined && codes.every((code) => code === 0) ? 0 : 1;
