import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pin } from '@lianfang/store';
import { GivenReference } from './given-reference';

const limits = { recordBytes: 1, cells: 2, topListKeys: 3, duplicateWindow: 4, ahead: 5, behind: 6 };
const OLD: Pin = {
  ...{ topic: 'threat-events', epoch: 1, partition: 0, chunk: '0.1', from: 10 },
  ...{ directory: 'd', countries: 'c', sensors: 's', normaliser: '2:all', limits },
};

describe('what a rebuild is given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-given-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is nothing: then the pin stays as it is', () => {
    expect(GivenReference.read({ files: {} }).pinFor(OLD)).toEqual(OLD);
  });

  it('takes the place of what the pin names, and of nothing else', () => {
    const sensors = join(folder, 'sensors.yaml');
    writeFileSync(sensors, 'sensors:\n  - { id: one, speaksFor: nation, timeZone: Asia/Taipei }\n');
    const given = GivenReference.read({ files: { sensors } });
    const made = given.pinFor(OLD);
    expect(made).toEqual({ ...OLD, sensors: made.sensors });
    expect(made.sensors).not.toBe('s');
    expect(given.describe()).toEqual([expect.stringMatching(/^sensors /)]);
  });

  it('leaves the sensor file out where the earlier normaliser knew none', () => {
    const { sensors, normaliser } = GivenReference.read({ files: {}, normaliser: '1' }).pinFor(OLD);
    expect([sensors, normaliser]).toEqual([undefined, expect.stringMatching(/^1:/)]);
  });

  it('is refused when a sensor may speak for an agency that the directory does not have', async () => {
    const path = join(folder, 'other-sensors.yaml');
    writeFileSync(path, 'sensors:\n  - { id: one, speaksFor: { agencies: [nobody] } }\n');
    const directory = Buffer.from(readFileSync('deploy/local/demonstration/directory.yaml'));
    const artifacts = { read: async (hash: string) => (hash === 'd' ? directory : undefined) };
    const given = GivenReference.read({ files: { sensors: path } });
    await expect(given.requireFit([given.pinFor(OLD)], artifacts)).rejects.toThrow(
      /other-sensors.*line 2: .*no agency "nobody"/s,
    );
    await expect(GivenReference.read({ files: {} }).requireFit([OLD], artifacts)).resolves.toBeUndefined();
  });

  it('is refused when it can not be used', () => {
    expect(() => GivenReference.read({ files: {}, normaliser: '9' })).toThrow(/one of these numbers, or newest/);
    expect(() => GivenReference.read({ files: { directory: join(folder, 'none') } })).toThrow(/Name a file/);
  });
});
