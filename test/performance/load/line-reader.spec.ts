import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLines, readLines } from './line-reader';

const folder = mkdtempSync(join(tmpdir(), 'lianfang-lines-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const path = join(folder, 'some.lines');
  writeFileSync(path, text);
  return path;
}

it('hands over each line once, also the last without a line feed, and waits where it is asked to', async () => {
  const seen: string[] = [];
  await readLines(file('一\ntwo\n\nthree'), (line) => {
    const text = line.toString();
    return text === 'two' ? Promise.resolve().then(() => void seen.push(text)) : void seen.push(text);
  });
  expect(seen).toEqual(['一', 'two', '', 'three']);
});

it('reads lines that are longer than what is read at once', async () => {
  const long = 'x'.repeat(9 * 1024 * 1024);
  const lengths: number[] = [];
  await readLines(file(`${long}\ny\n`), (line) => void lengths.push(line.length));
  expect(lengths).toEqual([long.length, 1]);
});

it.each([
  [2, 2, '一\ntwo\n'],
  [9, 3, '一\ntwo\nthree\n'],
])('keeps at most %d lines', async (most, kept, text) => {
  const path = file('一\ntwo\nthree\n');
  expect(await keepLines(path, most)).toBe(kept);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
