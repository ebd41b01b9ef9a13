import { ChunkAccount, DuplicateWindow } from '@lianfang/aggregate';
import {
  createCountryTable,
  createLocator,
  createSensorRegistry,
  parseSensors,
  type SensorRegistry,
} from '@lianfang/locate';
import { createNormaliser } from '@lianfang/normalise';
import type { LogRecord } from '@lianfang/platform/kafka';
import { account, letterOf, readRecord, type Stages } from './pipeline';

const logTime = Date.parse('2026-11-22T01:30:00Z');
const limits = {
  recordBytes: 10_000,
  cells: 100,
  topListKeys: 100,
  duplicateWindow: 10,
  ahead: 300_000,
  behind: 86_400_000,
};

const agencies = [
  { id: 'tpe-gov', county: '63000', ranges: ['10.63.0.0/16'] },
  { id: 'ntp-gov', county: '65000', ranges: ['10.65.0.0/16'] },
].map((one) => ({ ...one, name: { zh: '市府', en: 'Hall' }, protectedAddresses: 9 }));
const counties = ['63000', '65000'].map((code) => ({ code, name: { zh: code, en: code } }));
const directory = { hash: 'd', counties, agencies };

function stages(sensors?: string): Stages {
  const countries = createCountryTable(Buffer.from('range,country\n203.0.113.0/24,KP\n'));
  if (!countries.ok) throw new Error('the test table must be readable');
  return {
    normaliser: createNormaliser(),
    locator: createLocator(directory, countries.value),
    sensors: sensors === undefined ? undefined : registryOf(sensors),
    limits,
  };
}

function registryOf(text: string): SensorRegistry {
  const file = parseSensors(text);
  if (!file.ok) throw new Error('the test file must be readable');
  return createSensorRegistry(file.value, directory, 'threat-events');
}

function record(offset: number, value: unknown): LogRecord {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { offset, logTime, key: Buffer.from('sensor'), value: Buffer.from(text), headers: {} };
}

const alert = {
  timestamp: '2026-11-22T01:29:59.000000+0000',
  flow_id: 7,
  event_type: 'alert',
  src_ip: '203.0.113.9',
  src_port: 5,
  dest_ip: '10.63.0.1',
  dest_port: 443,
  proto: 'TCP',
  alert: { action: 'blocked', gid: 1, signature_id: 9000001, signature: 'x', category: '', severity: 1 },
};

describe('readRecord', () => {
  it('counts an alert where it belongs', () => {
    const outcome = readRecord(record(0, alert), stages(), new DuplicateWindow(10));
    expect(outcome).toMatchObject({
      kind: 'counted',
      event: { disposition: 'blocked', source: { ip: '203.0.113.9' } },
      location: { county: '63000', agency: 'tpe-gov', direction: 'inbound', sourceCountry: 'KP' },
    });
  });

  it.each([
    ['the same event again', alert, { kind: 'duplicate' }],
    ['a sign of life', { timestamp: alert.timestamp, event_type: 'stats' }, { kind: 'ignored', what: 'stats' }],
    ['garbage', '{', { kind: 'rejected', rejection: { code: 'not-json' } }],
    [
      'an old event',
      { ...alert, timestamp: '2026-11-01T00:00:00Z' },
      { kind: 'rejected', rejection: { code: 'too-late' } },
    ],
  ])('%s', (_name, value, expected) => {
    const duplicates = new DuplicateWindow(10);
    readRecord(record(0, alert), stages(), duplicates);
    expect(readRecord(record(1, value), stages(), duplicates)).toMatchObject(expected);
  });

  it('reads a time without zone by what is said of its sensor', () => {
    const sensors = 'timeZone: UTC\nsensors:\n  - { id: sensor, speaksFor: nation, timeZone: Asia/Taipei }\n';
    const local = { ...alert, timestamp: '2026-11-22T09:29:59' };
    const duplicates = new DuplicateWindow(10);
    const outcome = readRecord(record(0, local), stages(sensors), duplicates);
    expect(outcome).toMatchObject({ kind: 'counted', event: { time: Date.parse('2026-11-22T01:29:59Z') } });
    expect(readRecord(record(1, local), stages(), duplicates)).toMatchObject({
      kind: 'rejected',
      rejection: { code: 'too-early' },
    });
  });

  const elsewhere = { ...alert, dest_ip: '10.65.0.1' };
  const only = "sensors:\n  - { id: sensor, speaksFor: { counties: ['63000'] } }\n";

  it.each([
    ['an event where its sensor may speak', alert, only, { kind: 'counted', location: { county: '63000' } }],
    ['one elsewhere', elsewhere, only, { kind: 'rejected', rejection: { code: 'sensor-not-allowed' } }],
    [
      'one at no agency',
      { ...alert, dest_ip: '10.1.1.1' },
      only,
      { kind: 'counted', location: { county: 'unlocated' } },
    ],
    ['one elsewhere that began where it may speak', { ...elsewhere, src_ip: '10.63.0.7' }, only, { kind: 'counted' }],
    [
      'what is no threat',
      { timestamp: alert.timestamp, event_type: 'stats' },
      only,
      { kind: 'ignored', sensor: 'sensor' },
    ],
    ['one of a stranger', alert, 'unregistered: count\n', { kind: 'counted', sensor: 'sensor' }],
    [
      'one of a stranger, where these are refused',
      alert,
      'unregistered: reject\n',
      { rejection: { code: 'sensor-unregistered' } },
    ],
  ])('judges %s by the registry', (_name, value, sensors, expected) => {
    expect(readRecord(record(0, value), stages(sensors), new DuplicateWindow(10))).toMatchObject(expected);
  });

  it('knows a sensor by what it says of itself where its record has no key', () => {
    const nameless = { ...record(0, { ...elsewhere, host: 'sensor' }), key: null };
    const outcome = readRecord(nameless, stages(only), new DuplicateWindow(10));
    expect(outcome).toMatchObject({ kind: 'rejected', sensor: 'sensor', rejection: { code: 'sensor-not-allowed' } });
  });

  it('counts an event that its sensor was first not allowed to report, once the registry is mended', () => {
    const duplicates = new DuplicateWindow(10);
    expect(readRecord(record(0, elsewhere), stages(only), duplicates)).toMatchObject({ kind: 'rejected' });
    const mended = only.replace('63000', '65000');
    expect(readRecord(record(1, elsewhere), stages(mended), duplicates)).toMatchObject({ kind: 'counted' });
    expect(readRecord(record(2, elsewhere), stages(mended), duplicates)).toMatchObject({ kind: 'duplicate' });
  });

  it('enters every outcome in the ledger, and keeps a rejected record whole', () => {
    const source = { topic: 'threat-events', epoch: 1, partition: 0 };
    const chunk = new ChunkAccount(source, { name: '0.0', from: 0 }, { ...limits, isHistory: false });
    const duplicates = new DuplicateWindow(10);
    for (const [offset, value] of [alert, alert, '{', { event_type: 'dns' }].entries()) {
      const sent = record(offset, value);
      account(readRecord(sent, stages(), duplicates), chunk, sent);
    }
    const { ledger } = chunk.takeChanges();
    expect(ledger).toMatchObject({ counted: 1, duplicate: 1, rejected: 1, ignored: 1, from: 0, to: 4 });
    const letter = letterOf(record(2, '{'), { code: 'not-json', detail: 'cut' }, source, limits);
    expect([letter.key, letter.value?.toString()]).toEqual(['threat-events/1/0/2', '{']);
  });
});
