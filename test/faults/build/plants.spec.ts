import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { HURRIED, type SourceChange } from './collector-build';
import { PLANTS } from './plants';

const ROOT = resolve(import.meta.dirname, '../../..');

/** The sources move on, and a plant that fits nowhere is found here and not an hour later. */
describe('changes of the sources', () => {
  const changes: [string, SourceChange][] = [
    ...HURRIED.map((change): [string, SourceChange] => ['hurried', change]),
    ...PLANTS.flatMap(({ name, changes: own }) => own.map((change): [string, SourceChange] => [name, change])),
  ];

  it.each(changes)('%s fits in one place', (_name, { file, find }) => {
    const places = readFileSync(resolve(ROOT, file), 'utf8').split(find).length - 1;
    expect([file, find, places]).toEqual([file, find, 1]);
  });
});
