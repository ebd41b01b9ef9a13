import { existsSync, readFileSync } from 'node:fs';

/** One requirement as docs/security.md shows it. */
interface Row {
  readonly number: string;
  readonly level: string;
  readonly state: string;
  readonly how: string;
  readonly tests: string;
}

/** Numbers of the standard, as they are in its list. */
export interface Requirements {
  readonly level1: readonly string[];
  readonly level2: readonly string[];
}

const STATES = new Set(['met', 'partly', 'operator', 'does not apply', 'missed']);
/** States that must show something: a test, or a page. */
const SHOWN = new Set(['met', 'partly']);
const TEST = /`([^`]+\.spec\.ts)` “([^”]+)”/g;
const LINK = /\]\(([^)#]*)/g;
/** A page says how many rows are in each state. */
const COUNT = /^\| (met|partly|operator|does not apply|missed) \|.*\| (\d+) \|$/gm;

/** @returns what is wrong with the page, each as a sentence; none where all is well */
export function faultsOfPage(page: string, { level1, level2 }: Requirements): readonly string[] {
  const rows = rowsOf(page);
  const wanted = new Map([
    ...level1.map((number) => [number, '1'] as const),
    ...level2.map((one) => [one, '2'] as const),
  ]);
  return [
    ...[...wanted].flatMap(([number, level]) => faultsOfNumber(number, level, rows)),
    ...rows.filter(({ number }) => !wanted.has(number)).map(({ number }) => `${number}: is no number of the list`),
    ...rows.flatMap(faultsOfRow),
    ...faultsOfCounts(page, rows),
  ];
}

function rowsOf(page: string): readonly Row[] {
  return page.split('\n').flatMap((line) => {
    const [, number = '', level = '', , state = '', how = '', tests = ''] = line.split('|').map((cell) => cell.trim());
    return /^\d+\.\d+\.\d+$/.test(number) ? [{ number, level, state, how, tests }] : [];
  });
}

function faultsOfNumber(number: string, level: string, rows: readonly Row[]): readonly string[] {
  const found = rows.filter((row) => row.number === number);
  if (found.length !== 1) return [`${number}: stands there ${found.length} times, and must once`];
  return found[0]?.level === level ? [] : [`${number}: is of level ${level}`];
}

function faultsOfRow({ number, state, how, tests }: Row): readonly string[] {
  const named = [...tests.matchAll(TEST)];
  const links = [...how.matchAll(LINK)].map(([, path = '']) => path);
  const faults = named.flatMap(([, path = '', title = '']) => faultsOfTest(path, title));
  for (const path of links.filter((link) => link !== '' && !existsSync(`docs/${link}`)))
    faults.push(`${path} is no file`);
  if (!STATES.has(state)) faults.push(`"${state}" is no state`);
  if (how === '') faults.push('says nothing of how or why');
  if (SHOWN.has(state) && named.length === 0 && !how.includes('](')) faults.push('is shown by no test and no page');
  if (tests !== '' && tests.split('<br>').length !== named.length) faults.push('names a test in another form');
  return faults.map((fault) => `${number}: ${fault}`);
}

/** The title stands in the file as a text of its own, and nothing of the file is left out. */
function faultsOfTest(path: string, title: string): string[] {
  if (!existsSync(path)) return [`${path} is no file`];
  const source = readFileSync(path, 'utf8').replaceAll("\\'", "'");
  if (![`'${title}'`, `"${title}"`, `\`${title}\``].some((text) => source.includes(text)))
    return [`${path} has no test “${title}”`];
  return /\b(it|describe)\.(skip|only|todo)\(/.test(source) ? [`${path} leaves tests out`] : [];
}

function faultsOfCounts(page: string, rows: readonly Row[]): readonly string[] {
  return [...page.matchAll(COUNT)].flatMap(([, state, said]) => {
    const count = rows.filter((row) => row.state === state).length;
    return String(count) === said ? [] : [`${state}: ${count} rows, and the page says ${said}`];
  });
}
