import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runProcess } from './run-process.mjs';
import { jestTally, single } from './tally.mjs';

const workspace = resolve(import.meta.dirname, '../..');

/** Folders of tests that take long: only `--all` runs them. */
const longTests = '/test/(faults/long|performance)/';

/** A check that passes when its program ends with 0. */
function check(name, ...args) {
  return {
    name,
    run: async () => {
      const { code, output } = await runProcess(args, workspace);
      return { tally: single(code === 0), output };
    },
  };
}

/** Tests, counted by number. */
function tests(name, config, ...options) {
  return {
    name,
    run: async () => {
      const file = join(tmpdir(), `lianfang-${name}-${randomUUID()}.json`);
      const args = ['-c', config, '--ci', '--passWithNoTests', '--json', '--outputFile', file, ...options];
      const { code, output } = await runProcess(['node_modules/jest/bin/jest.js', ...args], workspace);
      const tally = await readFile(file, 'utf8').then((report) => jestTally(JSON.parse(report)), noReport);
      await rm(file, { force: true });
      // A run that fails after its tests (a teardown, a worker that died) failed, whatever the report says.
      return { tally: code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally, output };
    },
  };
}

/** Jest died before it wrote its report; what it said tells why. */
const noReport = () => single(false);

/** What can be chosen with `--only`, in the order of a whole run. */
export const stepNames = ['lint', 'types', 'unit', 'build', 'integration', 'browser'];

/**
 * The checks of one step.
 * @param {(typeof stepNames)[number]} step
 * @param {{ all: boolean }} options `all`: also the tests that take long
 */
export function checksOf(step, { all }) {
  const short = all ? [] : ['--testPathIgnorePatterns', '/node_modules/', '/dist/', longTests];
  switch (step) {
    case 'lint':
      return [
        check('eslint', 'node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'),
        check('prettier', 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
        check('knip', 'node_modules/knip/bin/knip.js', '--no-progress'),
      ];
    case 'types':
      return [
        check('types', 'node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'),
        check(
          'templates',
          'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js',
          '-p',
          'libs/screen',
          '--noEmit',
        ),
      ];
    case 'unit':
      return [tests('unit', 'jest.config.mjs', '--maxWorkers', '100%')];
    case 'build':
      return [check('build', 'node_modules/nx/dist/bin/nx.js', 'run-many', '--target=build', '--outputStyle=static')];
    case 'integration':
      return [tests('integration', 'jest.int.config.mjs', ...short)];
    case 'browser':
      return [tests('browser', 'jest.e2e.config.mjs')];
    default:
      throw new Error(`Unknown step "${step}". Use one of: ${stepNames.join(', ')}.`);
  }
}
