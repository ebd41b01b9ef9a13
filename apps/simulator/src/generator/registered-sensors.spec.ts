import { readFileSync } from 'node:fs';
import {
  createCountryTable,
  createLocator,
  createSensorRegistry,
  parseDirectory,
  parseSensors,
} from '@lianfang/locate';
import { createNormaliser } from '@lianfang/normalise';
import { readTraffic } from '../read-traffic';
import { recordsOf } from './records';

const FOLDER = 'deploy/local/demonstration';
const FILES = { directory: `${FOLDER}/directory.yaml`, countries: `${FOLDER}/countries.csv` };
const NOON = Date.parse('2026-11-18T12:00:00+08:00') / 1000;
const STEP_S = 7_200;
const MINUTE_S = 60;

describe('the sensors of the demonstration', () => {
  const directory = parseDirectory(readFileSync(FILES.directory, 'utf8'));
  const countries = createCountryTable(readFileSync(FILES.countries));
  const file = parseSensors(readFileSync(`${FOLDER}/sensors.yaml`, 'utf8'));
  if (!directory.ok || !countries.ok || !file.ok) throw new Error('the demonstration files are broken');
  const { locate } = createLocator(directory.value, countries.value);
  const registry = createSensorRegistry(file.value, directory.value, 'threat-events');
  const { read } = createNormaliser();
  const traffic = readTraffic(FILES, { seed: 7, rate: 501, format: 'mixed' });

  it('are all registered, each in its county', () => {
    const agencies = new Map(directory.value.agencies.map(({ id, county }) => [id, county]));
    for (const { name, agency } of traffic.sensors) {
      expect([name, registry.sensors.get(name)?.county]).toEqual([name, agencies.get(agency)]);
    }
    expect(registry.sensors.size).toBe(traffic.sensors.length + 1);
  });

  it('say nothing that they may not, at any time of the week', () => {
    const refused: string[] = [];
    let events = 0;
    for (let at = 0; at < 84; at += 1) {
      for (const { sensor, text, format } of recordsOf(traffic, NOON + at * STEP_S)) {
        const reading = read(text, format);
        if (!reading.ok || reading.value.kind !== 'threat') continue;
        events += 1;
        const refusal = registry.refusalOf(registry.sensors.get(sensor), format, locate(reading.value.event));
        if (refusal) refused.push(`${sensor}: ${refusal.detail}`);
      }
    }
    expect(refused).toEqual([]);
    expect(events).toBeGreaterThan(20_000);
  });

  it('give a sign of life within their expected heartbeat', () => {
    const seen = new Set<string>();
    for (let at = 0; at < MINUTE_S; at += 1) for (const { sensor } of recordsOf(traffic, NOON + at)) seen.add(sensor);
    expect(traffic.sensors.filter(({ name }) => !seen.has(name))).toEqual([]);
    const shortest = Math.min(...[...registry.sensors.values()].map(({ entry }) => entry.heartbeatMs));
    expect(shortest).toBeGreaterThan(MINUTE_S * 1_000);
  });
});
