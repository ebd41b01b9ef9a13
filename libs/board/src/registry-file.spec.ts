import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@lianfang/testing';
import { DirectoryFile } from './directory-file';
import { RegistryFile } from './registry-file';

const sensorsOf = (county: string): string => `sensors:\n  - { id: ids-1, speaksFor: { counties: ['${county}'] } }\n`;

describe('RegistryFile', () => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const path = join(folder, 'sensors.yaml');
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const log = { log: say, warn: say, error: say };
  const directory = new DirectoryFile('deploy/local/demonstration/directory.yaml', log);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is empty without a file', () => {
    expect(new RegistryFile(undefined, directory, log).sensors.size).toBe(0);
  });

  it('refuses a file that names what the directory does not have, with its line', () => {
    writeFileSync(path, sensorsOf('64999'));
    expect(() => new RegistryFile(path, directory, log)).toThrow(/line 2: .*no county "64999".*Correct it/s);
    expect(() => new RegistryFile(join(folder, 'none.yaml'), directory, log)).toThrow(/could not be read/);
  });

  it('takes a good file without a restart, and keeps the old one when the new one is bad', async () => {
    writeFileSync(path, sensorsOf('63000'));
    const file = new RegistryFile(path, directory, log);
    file.watch();
    expect(file.sensors.get('ids-1')?.county).toBe('63000');
    writeFileSync(path, `${sensorsOf('64000')}# and a line\n`);
    await eventually(() => file.sensors.get('ids-1')?.county === '64000', { because: 'the file is read again' });
    writeFileSync(path, 'sensors: 7\n');
    await eventually(() => said.some((message) => /line 1: .*stays in use/s.test(message)), {
      because: 'a bad file is told',
    });
    expect(file.sensors.size).toBe(1);
    file.close();
  });
});
