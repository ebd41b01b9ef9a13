import type { Directory, SensorSign } from '@lianfang/contract';
import { createSensorRegistry, parseDirectory, parseSensors, type RegisteredSensor } from '@lianfang/locate';
import { coverageOf } from './coverage-of';

const AS_OF = Date.UTC(2026, 10, 23, 4);
const HEARTBEAT = 60_000;

const directory = valueOf<Directory>(
  parseDirectory(`counties:
  - { code: '63000', name: { zh: 臺北市, en: Taipei City } }
  - { code: '10016', name: { zh: 澎湖縣, en: Penghu County } }
agencies:
  - { id: one, county: '63000', name: { zh: 一, en: One }, protectedAddresses: 1, ranges: [10.8.0.0/16] }
  - { id: two, county: '63000', name: { zh: 二, en: Two }, protectedAddresses: 1, ranges: [10.9.0.0/16] }
  - { id: far, county: '10016', name: { zh: 遠, en: Far }, protectedAddresses: 1, ranges: [10.10.0.0/16] }
`),
);

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('the file is wrong');
  return result.value;
}

function registry(...lines: string[]): ReadonlyMap<string, RegisteredSensor> {
  const file = valueOf(parseSensors(`heartbeat: PT1M\nsensors:\n${lines.map((line) => `  - ${line}\n`).join('')}`));
  return createSensorRegistry(file, directory, '').sensors;
}

/** A sign of so many milliseconds ago. */
function sign(sensor: string, age: number): SensorSign {
  const at = AS_OF - age;
  const seen = { lastSign: at, lastReadable: at, lastCounted: at, lastEvent: at, since: at };
  const rest = { lastIgnored: null, lastRejected: null, rejectedCode: null, counted: 1, duplicate: 0, ignored: 0 };
  const source = { topic: 't', epoch: 1, partition: 0, chunk: '0.0', to: 1, rejected: 0 };
  return { ...source, ...seen, ...rest, sensor, county: '63000', registered: true };
}

const ONE = '{ id: s1, speaksFor: { agencies: [one] } }';
const TWO = '{ id: s2, speaksFor: { agencies: [two] } }';
const of = (sensors: ReadonlyMap<string, RegisteredSensor>, ...signs: SensorSign[]) =>
  coverageOf(directory, sensors, { signs, asOf: AS_OF });

describe('coverageOf', () => {
  it('counts agencies that a living sensor speaks for; late lives, silent and never seen do not', () => {
    const late = HEARTBEAT + 1;
    expect(of(registry(ONE, TWO), sign('s1', late), sign('s2', 3 * HEARTBEAT + 1)).get('63000')).toEqual({
      agencies: 2,
      agenciesCovered: 1,
      sensors: { registered: 2, alive: 0, late: 1, silent: 1 },
    });
    expect(of(registry(ONE, TWO), sign('s1', 0)).get('63000')).toMatchObject({
      agenciesCovered: 1,
      sensors: { alive: 1, silent: 1 },
    });
  });

  it('takes a sensor of a county for all its agencies, and counts an agency once', () => {
    const sensors = registry("{ id: c, speaksFor: { counties: ['63000'] } }", ONE);
    expect(of(sensors, sign('c', 0), sign('s1', 0)).get('63000')).toMatchObject({
      agencies: 2,
      agenciesCovered: 2,
      sensors: { registered: 2, alive: 2 },
    });
  });

  it('takes nobody for seen because somebody may speak for the nation, or for another county', () => {
    const sensors = registry('{ id: n, speaksFor: nation }', ONE);
    expect(of(sensors, sign('n', 0), sign('s1', 0)).get('10016')).toEqual({
      agencies: 1,
      agenciesCovered: null,
      sensors: { registered: 0, alive: 0, late: 0, silent: 0 },
    });
  });

  it('says that nothing is known while signs are not', () => {
    expect(coverageOf(directory, registry(ONE), undefined).get('63000')).toEqual({
      agencies: 2,
      agenciesCovered: null,
      sensors: null,
    });
  });
});
