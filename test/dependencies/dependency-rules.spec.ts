import { readFileSync } from 'node:fs';
import { faultsOf, type LockFile, type Manifest } from './dependency-rules';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as LockFile;
const GOOD = { version: '1.0.0', license: 'MIT', integrity: 'sha512-x' };

describe('the dependencies', () => {
  it('are exact, from the registry, unchanged, of a known licence, and run no script that nobody has read', () => {
    expect(faultsOf(manifest, lock)).toEqual([]);
    expect(Object.keys(lock.packages).length).toBeGreaterThan(500);
  });

  it.each([
    ['from an address', { ...GOOD, resolved: 'git+https://elsewhere.invalid/a.git#1' }, /comes from git/],
    ['without its hash', { ...GOOD, integrity: '' }, /no sha512/],
    ['with a weak hash', { ...GOOD, integrity: 'sha1-x' }, /no sha512/],
    ['under another licence', { ...GOOD, license: 'AGPL-3.0-only' }, /licence "AGPL-3.0-only"/],
    ['under one of two, neither known', { ...GOOD, license: '(GPL-2.0 OR SSPL-1.0)' }, /licence/],
    ['under a known one and another', { ...GOOD, license: 'MIT AND GPL-3.0-only' }, /licence/],
    ['handed on under a licence for tools', { ...GOOD, license: 'MPL-2.0' }, /licence/],
    ['with a script', { ...GOOD, hasInstallScript: true }, /run a script/],
  ])('are refused %s', (_how, planted, reason) => {
    const packages = { ...lock.packages, 'node_modules/a/node_modules/planted': planted };
    const faults = faultsOf(manifest, { packages });
    expect(faults).toEqual([expect.stringMatching(reason)]);
    expect(faults[0]).toMatch(/^planted: /);
  });

  it.each(['^1.0.0', '*', 'latest', 'file:../a', 'git+ssh://a/b'])('are refused as %s', (version) => {
    expect(faultsOf({ ...manifest, dependencies: { planted: version } }, lock)).toEqual([
      expect.stringMatching(/^planted: .* no exact version/),
    ]);
  });
});
