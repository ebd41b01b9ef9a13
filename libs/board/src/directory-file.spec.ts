import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@lianfang/testing';
import { DirectoryFile } from './directory-file';

const DEMONSTRATION = 'deploy/local/demonstration/directory.yaml';

describe('DirectoryFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'));
  const path = join(folder, 'directory.yaml');
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const log = { log: say, warn: say, error: say };

  beforeEach(() => copyFileSync(DEMONSTRATION, path));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('sums agencies and protected addresses by county', () => {
    const file = new DirectoryFile(path, log);
    expect(file.counties.size).toBe(22);
    const taipei = file.summary().counties.find(({ code }) => code === '63000');
    expect(taipei?.protectedAddresses).toBe(file.counties.get('63000'));
    expect(taipei?.agencies).toBeGreaterThan(0);
  });

  it('names the agencies of one county, and no other county', () => {
    const file = new DirectoryFile(path, log);
    const [taipei, ...others] = file.summaryOf('63000').counties;
    expect(others).toEqual([]);
    expect(Object.values(taipei?.agencyNames ?? {})).toHaveLength(taipei?.agencies ?? -1);
    const foreign = file.current.agencies.filter(({ county }) => county !== '63000').map(({ id }) => id);
    expect(Object.keys(taipei?.agencyNames ?? {}).filter((id) => foreign.includes(id))).toEqual([]);
    expect(file.summary().counties.some((county) => 'agencyNames' in county)).toBe(false);
  });

  it('names the agencies of all counties where they are asked for', () => {
    const file = new DirectoryFile(path, log);
    const named = file.namedSummary().counties;
    expect(named.map(({ agencyNames }) => Object.keys(agencyNames ?? {}).length)).toEqual(
      file.summary().counties.map(({ agencies }) => agencies),
    );
    expect(named.find(({ code }) => code === '63000')).toEqual(file.summaryOf('63000').counties[0]);
  });

  it('tells a county nothing of a change of another’s part, not even by the hash', () => {
    const before = new DirectoryFile(path, log);
    const agency =
      "  - { id: kaohsiung-new, county: '64000', name: { zh: 新, en: New }, protectedAddresses: 9, ranges: [10.255.0.0/24] }";
    writeFileSync(path, readFileSync(path, 'utf8').replace('agencies:\n', `agencies:\n${agency}\n`));
    const after = new DirectoryFile(path, log);
    expect(after.summary().hash).not.toBe(before.summary().hash);
    expect(after.summaryOf('63000')).toEqual(before.summaryOf('63000'));
    expect(after.summaryOf('64000').hash).not.toBe(before.summaryOf('64000').hash);
  });

  it('refuses a bad file at start, naming the line', () => {
    writeFileSync(path, 'counties: 7\n');
    expect(() => new DirectoryFile(path, log)).toThrow(/line 1: .*Correct it/s);
  });

  it('refuses a missing file at start', () => {
    expect(() => new DirectoryFile(join(folder, 'none.yaml'), log)).toThrow(/could not be read/);
  });

  it('keeps the old directory when the new file is bad, and says why', async () => {
    const file = new DirectoryFile(path, log);
    file.watch();
    writeFileSync(path, 'counties: 7\n');
    await eventually(() => said.some((message) => /line 1: .*stays in use/s.test(message)), {
      because: 'the file changed',
    });
    expect(file.counties.size).toBe(22);
    file.close();
  });
});
