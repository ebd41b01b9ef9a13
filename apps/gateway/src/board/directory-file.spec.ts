import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
