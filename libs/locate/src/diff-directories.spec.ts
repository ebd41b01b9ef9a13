import { readFileSync } from 'node:fs';
import type { Directory } from '@lianfang/contract';
import { diffDirectories, directoryWarnings } from './diff-directories';
import { parseDirectory } from './parse-directory';
import { shapeProblem } from './shape-problem';

const TEXT = readFileSync('deploy/local/demonstration/directory.yaml', 'utf8');

function read(text: string): Directory {
  const parsed = parseDirectory(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

describe('two directories', () => {
  const before = read(TEXT);

  it('differ in nothing where only words around them do', () => {
    const diff = diffDirectories(before, read(`${TEXT}\n# other words\n`));
    expect(diff).toMatchObject({ added: [], removed: [], changed: [], counties: [] });
    expect(diff.unchanged).toBe(before.agencies.length);
  });

  it('differ in what a county loses, and that is worth a warning', () => {
    const after = { ...before, agencies: before.agencies.filter(({ county }) => county !== '63000') };
    const diff = diffDirectories(before, after);
    expect(diff.removed.map(({ county }) => county)).toEqual(diff.removed.map(() => '63000'));
    expect(diff.counties).toMatchObject([{ code: '63000', agencies: { before: diff.removed.length, after: 0 } }]);
    expect(directoryWarnings(diff, before, after)).toContainEqual({
      code: 'county-empty',
      county: '63000',
      before: diff.removed.length,
      after: 0,
    });
  });
});

describe('the shape of a text', () => {
  it('is a directory’s', () => expect(shapeProblem(TEXT)).toBeUndefined());

  it.each([
    ['['.repeat(100)],
    ['- '.repeat(100)],
    ['{a: '.repeat(100)],
    [`{${'k,'.repeat(100)}}`],
    ['a: 1\n'.repeat(100)],
  ])('is no directory’s: %.12s', (text) => expect(shapeProblem(text)?.reason).toContain('no directory'));
});
