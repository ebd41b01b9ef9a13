import { existsSync, readFileSync } from 'node:fs';
import { faultsOfPage, type Requirements } from './security-page';

const page = readFileSync('docs/security.md', 'utf8');
const requirements = JSON.parse(readFileSync('test/security/asvs-5.0.0.json', 'utf8')) as Requirements;
const ROW = /^\| 7\.4\.1 \|.*$/m;
const [row = ''] = ROW.exec(page) ?? [];

describe('docs/security.md', () => {
  it('has each requirement once, in a known state, shown by tests and pages that there are', () => {
    expect([requirements.level1.length, requirements.level2.length]).toEqual([70, 95]);
    expect(faultsOfPage(page, requirements)).toEqual([]);
  });

  it.each([
    ['a test that was renamed', row.replace('“ends a session', '“ends some session'), /has no test “ends some session/],
    ['a test file that is gone', row.replace('sign-in.int', 'sign-out.int'), /sign-out.int.spec.ts is no file/],
    ['a state of its own', row.replace('| met |', '| fine |'), /"fine" is no state/],
    ['a row without a test or a page', row.replace(/`[^|]*\|$/, '|'), /shown by no test and no page/],
    ['another level', row.replace('| 1 |', '| 2 |'), /is of level 1/],
    ['a row that is missing', '', /stands there 0 times/],
    ['a row that is there twice', `${row}\n${row}`, /stands there 2 times/],
    ['a number that nobody knows', `${row}\n${row.replace('7.4.1', '7.4.99')}`, /7\.4\.99: is no number/],
    ['a link to nothing', row.replace('a topic', '[x](nothing.md) a topic'), /nothing.md is no file/],
  ])('is not taken with %s', (_what, planted, fault) => {
    const faults = faultsOfPage(page.replace(ROW, planted), requirements);
    expect(faults).toContainEqual(expect.stringMatching(fault));
  });
});

describe('docs/threat-model.md', () => {
  const model = readFileSync('docs/threat-model.md', 'utf8');

  it('names tests and pages that there are', () => {
    const paths = [...model.matchAll(/`((?:test|libs|apps)\/[^`]+)`/g)].map(([, path = '']) => path);
    const links = [...model.matchAll(/\]\(([^)#:]+)/g)].map(([, path = '']) => `docs/${path}`);
    expect(paths.length).toBeGreaterThan(9);
    expect([...paths, ...links].filter((path) => !existsSync(path))).toEqual([]);
  });
});
