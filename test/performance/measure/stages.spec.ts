import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repositoryRoot } from '@lianfang/local';
import { stageTimes } from './stages';

const folder = mkdtempSync(join(tmpdir(), 'lianfang-stages-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(id: number, functionName: string, children: number[], [url, lineNumber]: [string, number] = ['', 0]) {
  return { id, children, callFrame: { functionName, url, lineNumber, columnNumber: 0 } };
}

it('gives a stage what the language does on its behalf', async () => {
  const bundle = join(folder, 'one.js');
  const root = repositoryRoot();
  // One line of one file of a library, so that all lines of the bundle come from there.
  const source = join(root, 'libs/contract/src/result.ts');
  await build({ entryPoints: [source], outfile: bundle, sourcemap: true, format: 'esm', logLevel: 'error' });
  const profile = {
    nodes: [
      node(1, '(root)', [2, 5, 6]),
      node(2, 'ok', [3], [`file://${bundle}`, 1]),
      node(3, 'parse', [4]),
      node(4, '(anonymous)', [], ['file:///x/node_modules/kafkajs/src/a.js', 0]),
      node(5, '(garbage collector)', []),
      node(6, '(idle)', []),
    ],
    startTime: 5_000,
    // The first sample is of before the first fetch.
    samples: [2, 2, 3, 4, 5, 6],
    timeDeltas: [100, 10, 20, 30, 40, 900],
  };
  const times = stageTimes(profile, bundle, { events: 10, since: 5_101 });
  expect(times.map(({ stage, microsecondsPerEvent }) => [stage, microsecondsPerEvent])).toEqual([
    ['(garbage collector)', 4],
    ['libs/contract', 3],
    ['kafkajs', 3],
  ]);
});

it('reads nothing into a profile of nothing', () => {
  const bundle = join(folder, 'none.js');
  const profile = { startTime: 0, nodes: [node(1, '(root)', [])], samples: [], timeDeltas: [] };
  writeFileSync(`${bundle}.map`, JSON.stringify({ version: 3, sources: [], names: [], mappings: '' }));
  expect(stageTimes(profile, bundle, { events: 10, since: 0 })).toEqual([]);
});
