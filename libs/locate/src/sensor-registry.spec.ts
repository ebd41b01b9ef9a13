import type { Directory, Location } from '@lianfang/contract';
import { parseSensors, type SensorFile } from './parse-sensors';
import { createSensorRegistry, sensorProblems } from './sensor-registry';

const agency = (id: string, county: string) => ({
  id,
  county,
  name: { zh: id, en: id },
  protectedAddresses: 1,
  ranges: [],
});
const directory: Directory = {
  hash: 'd',
  counties: ['63000', '65000'].map((code) => ({ code, name: { zh: code, en: code } })),
  agencies: [agency('taipei-hall', '63000'), agency('taipei-police', '63000'), agency('new-taipei-hall', '65000')],
};

function fileOf(text: string): SensorFile {
  const parsed = parseSensors(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const FILE = `sensors:
  - { id: county, speaksFor: { counties: ['63000'] } }
  - { id: police, speaksFor: { agencies: [taipei-police] } }
  - { id: both, speaksFor: { counties: ['63000'], agencies: [new-taipei-hall] } }
  - { id: nation, speaksFor: nation }
  - { id: elsewhere, speaksFor: nation, topics: [history] }
  - { id: bound, speaksFor: nation, format: cisco }
`;
const older = 'sensors:\n  - { name: older, format: cisco }\n';

const inbound = (at: string, county = '63000'): Location => {
  return { county, agency: at, direction: 'inbound', sourceCountry: 'KP' };
};
const unlocated: Location = { county: 'unlocated', direction: 'unlocated', sourceCountry: 'ZZ' };
const internal = (from: string, to: string): Location => {
  return {
    county: '65000',
    agency: to,
    direction: 'internal',
    initiatorAgency: from,
    initiatorCounty: '63000',
    sourceCountry: 'TW',
  };
};

describe('a sensor registry', () => {
  const registry = createSensorRegistry(fileOf(FILE), directory, 'threat-events');
  const judged = (sensor: string, location: Location, format?: string): string =>
    registry.refusalOf(registry.sensors.get(sensor), format, location)?.code ?? 'allowed';

  it.each([
    ['county', inbound('taipei-hall'), 'allowed'],
    ['county', inbound('new-taipei-hall', '65000'), 'sensor-not-allowed'],
    ['police', inbound('taipei-police'), 'allowed'],
    ['police', inbound('taipei-hall'), 'sensor-not-allowed'],
    ['both', inbound('new-taipei-hall', '65000'), 'allowed'],
    ['both', inbound('taipei-police'), 'allowed'],
    ['nation', inbound('new-taipei-hall', '65000'), 'allowed'],
    ['police', unlocated, 'allowed'],
    ['police', internal('taipei-police', 'new-taipei-hall'), 'allowed'],
    ['police', internal('taipei-hall', 'new-taipei-hall'), 'sensor-not-allowed'],
    ['elsewhere', inbound('taipei-hall'), 'sensor-not-allowed'],
    ['stranger', inbound('taipei-hall'), 'allowed'],
  ])('%s of %j: %s', (sensor, location, verdict) => expect(judged(sensor, location)).toBe(verdict));

  it('binds a format that it states, in the newer form alone', () => {
    expect([undefined, 'cisco', 'suricata'].map((format) => judged('bound', unlocated, format))).toEqual([
      'allowed',
      'allowed',
      'sensor-not-allowed',
    ]);
    const before = createSensorRegistry(fileOf(older), directory, 'threat-events');
    expect(before.refusalOf(before.sensors.get('older'), 'suricata', inbound('taipei-hall'))).toBeUndefined();
  });

  it('rejects what is not registered where the file says so', () => {
    const strict = createSensorRegistry(fileOf(`unregistered: reject\n${FILE}`), directory, 'threat-events');
    expect(strict.refusalOf(undefined, undefined, unlocated)?.code).toBe('sensor-unregistered');
  });

  it('gives a sensor to the county that all of its agencies are in, else to the centre', () => {
    const counties = [...registry.sensors].map(([id, { county }]) => [id, county]);
    expect(Object.fromEntries(counties)).toMatchObject({
      county: '63000',
      police: '63000',
      both: 'centre',
      nation: 'centre',
    });
  });

  it('knows whether the directory decides what it refuses', () => {
    expect(registry.looksAtPlaces).toBe(true);
    expect(createSensorRegistry(fileOf(older), directory, 'threat-events').looksAtPlaces).toBe(false);
  });

  it('names what the directory does not have, with its line', () => {
    const wrong = FILE.replace("['63000']", "['64000']").replace('[taipei-police]', '[taipei-polize]');
    expect(sensorProblems(fileOf(FILE), directory)).toEqual([]);
    expect(sensorProblems(fileOf(wrong), directory)).toEqual([
      {
        line: 2,
        reason: expect.stringContaining('sensor "county": the directory has no county "64000"'),
        code: 'sensor-county',
        values: { line: '2', id: 'county', county: '64000' },
      },
      expect.objectContaining({ line: 3, reason: expect.stringContaining('no agency "taipei-polize"') }),
    ]);
  });
});
