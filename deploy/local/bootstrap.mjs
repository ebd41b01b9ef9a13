// Every npm script begins here, under whatever Node the machine has; so this file uses only what Node itself brings.
// It installs packages when they are missing or out of date, then runs the command under the Node of the project.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const modules = join(root, 'node_modules');
const node = join(modules, '.bin', 'node');
const OLDEST_NODE = 20;

/**
 * What each command runs. `source`: TypeScript, bundled on the fly. `script`: run as it is. `longLived`: ends when npm
 * does, even by force. `atCaller`: file arguments are relative to where the person is. `quiet`: prints nothing but its own
 * output, not even while packages are installed.
 */
const commands = {
  start: { source: 'deploy/local/src/commands/start.ts', longLived: true },
  smoke: { source: 'deploy/local/src/commands/smoke.ts', longLived: true },
  servers: { source: 'deploy/local/src/commands/servers.ts', longLived: true },
  normalise: { source: 'apps/normalise-cli/src/main.ts', atCaller: true, quiet: true },
  rebuild: { source: 'apps/collector/src/rebuild/main.ts', atCaller: true },
  backup: { source: 'apps/backup/src/backup.ts', atCaller: true },
  restore: { source: 'apps/backup/src/restore.ts', atCaller: true },
  'audit-verify': { source: 'apps/gateway/src/audit-verify/main.ts', atCaller: true },
  simulate: { source: 'apps/simulator/src/main.ts', atCaller: true },
  faults: { source: 'test/faults/faults.ts', longLived: true },
  bench: { source: 'test/performance/bench.ts', longLived: true },
  'bench-live': { source: 'test/performance/live/bench-live.ts', longLived: true },
  'bench-web': { source: 'test/performance/web/bench-web.ts', longLived: true },
  'check-dependencies': { source: 'test/dependencies/check-dependencies.ts' },
  screenshots: { source: 'test/browser/screenshots/take-screenshots.ts' },
  test: { script: 'test/runner/main.mjs', passName: true },
  'test:walls': { script: 'test/walls/run-walls.mjs' },
  lint: { script: 'test/runner/main.mjs', passName: true },
  typecheck: { script: 'test/runner/main.mjs', passName: true },
  build: { script: 'node_modules/.bin/nx', args: ['run-many', '--target=build', '--outputStyle=static'] },
};

/** A problem that the person can put right; the message says how. */
class Problem extends Error {}

async function main([name, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    throw new Problem(
      `Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}. Install a newer Node.`,
    );
  }
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) {
    throw new Problem(`Unknown command "${name ?? ''}". Use one of: ${Object.keys(commands).join(', ')}.`);
  }
  await installPackages(command.quiet === true);
  const program = command.source === undefined ? join(root, command.script) : await bundle(name, command.source);
  const given = [...(command.passName ? [name] : []), ...(command.args ?? []), ...args];
  process.exitCode = await runProgram(program, given, command);
}

/** npm itself notes in `node_modules/.package-lock.json` when it last installed. */
function packagesAreInstalled(mark, lock) {
  if (!existsSync(node)) return false;
  if (existsSync(mark)) return readFileSync(mark, 'utf8') === fingerprint(lock);
  const installed = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  return installed !== undefined && installed.mtimeMs >= statSync(lock).mtimeMs;
}

function fingerprint(lock) {
  return createHash('sha256').update(readFileSync(lock)).digest('hex');
}

async function installPackages(quiet) {
  const lock = join(root, 'package-lock.json');
  const mark = join(modules, '.lianfang-installed');
  if (!packagesAreInstalled(mark, lock)) {
    const began = Date.now();
    const seconds = () => Math.round((Date.now() - began) / 1000);
    const say = (line) => quiet || process.stderr.write(`${line}\n`);
    say('installing packages by npm install (once, one to three minutes) …');
    const tick = setInterval(() => say(`  still installing packages, ${seconds()} s`), 15_000);
    const result = await npmInstall().finally(() => clearInterval(tick));
    if (result.code !== 0 || !existsSync(node)) {
      throw new Problem(`${result.tail}\nnpm install failed. Check the network and npm's settings, then try again.`);
    }
    say(`packages are installed (${seconds()} s)`);
  }
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== fingerprint(lock)) writeFileSync(mark, fingerprint(lock));
}

function npmInstall() {
  const cli = process.env['npm_execpath'];
  const [file, first] = cli?.endsWith('npm-cli.js') ? [process.execPath, [cli]] : ['npm', []];
  const args = [...first, 'install', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  return new Promise((done) => {
    const options = { cwd: root, env: installEnvironment(), maxBuffer: 64 * 1024 * 1024 };
    execFile(file, args, options, (problem, stdout, stderr) => {
      const lines = `${stdout}\n${stderr}\n${problem?.code === 'ENOENT' ? 'npm is not on the PATH' : ''}`.split('\n');
      done({
        code: problem ? 1 : 0,
        tail: lines
          .filter((line) => line.trim() !== '')
          .slice(-15)
          .join('\n'),
      });
    });
  });
}

/**
 * `npm run` hands its own options down as npm_config_…, where an inner npm takes them for the person's wishes
 * (`--silent`, `--ignore-scripts`). Only what says where packages come from is kept.
 */
function installEnvironment() {
  const kept = /^npm_config_(.*registry|.*auth.*|userconfig|globalconfig|cache|ca|cafile|.*proxy|strict_ssl)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)));
}

/** Bundles a TypeScript program in some 100 ms; packages stay outside. The file is put in place in one step. */
async function bundle(name, source) {
  if (!existsSync(join(root, source)))
    throw new Problem(`${source} is missing. Get a complete copy of the repository.`);
  const esbuild = await import(pathToFileURL(join(modules, 'esbuild', 'lib', 'main.js')).href);
  const folder = join(root, 'dist', 'local');
  const file = join(folder, `${name}.mjs`);
  const draft = `${file}.${process.pid}`;
  mkdirSync(folder, { recursive: true });
  try {
    await esbuild.build({
      entryPoints: [join(root, source)],
      outfile: draft,
      absWorkingDir: root,
      tsconfig: join(root, 'tsconfig.json'),
      bundle: true,
      packages: 'external',
      platform: 'node',
      target: 'node24',
      format: 'esm',
      sourcemap: 'inline',
      logLevel: 'error',
    });
    renameSync(draft, file);
  } catch {
    throw new Problem(`${source} could not be bundled; the lines above say why.`);
  } finally {
    rmSync(draft, { force: true });
    await esbuild.stop();
  }
  return file;
}

/** Runs the program under the project's Node; answers its exit code. Signals are handed on. */
function runProgram(program, args, { longLived = false, atCaller = false }) {
  const caller = process.env['INIT_CWD'] ?? process.cwd();
  const flags = ['--enable-source-maps', '--disable-warning=TimeoutNegativeWarning'];
  const child = spawn(node, [...flags, program, ...args], {
    cwd: atCaller ? caller : root,
    env: { ...process.env, LIANFANG_CALLED_FROM: caller },
    // The channel closes when this process dies, however it dies: the child sees that and stops what it started.
    stdio: longLived ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (longLived && process.env['npm_lifecycle_event'] !== undefined) stopWithNpm(child);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + (signal === 'SIGINT' ? 2 : 15)));
  });
}

/** A killed npm says nothing; but then this process, or the shell between the two, has another parent. */
function stopWithNpm(child) {
  const parents = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = parents();
  const watch = setInterval(() => {
    if (parents() === before) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 500);
  watch.unref();
}

/** Undefined where the system has no /proc. */
function parentOf(pid) {
  try {
    return /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

main(process.argv.slice(2)).catch((problem) => {
  process.stderr.write(`${problem instanceof Problem ? problem.message : (problem?.stack ?? problem)}\n`);
  process.exitCode = 1;
});
