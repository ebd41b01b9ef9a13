import { ChunkAccount, DuplicateWindow } from '@lianfang/aggregate';
import { createCountryTable, createLocator, parseSensors } from '@lianfang/locate';
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

function stages(): Stages {
  const countries = createCountryTable(Buffer.from('range,country\n203.0.113.0/24,KP\n'));
  if (!countries.ok) throw new Error('the test table must be readable');
  const agency = { id: 'tpe-gov', county: '63000', name: { zh: '市府', en: 'Hall' }, protectedAddresses: 9 };
  const directory = {
    hash: 'd',
    counties: [{ code: '63000', name: { zh: '臺北市', en: 'Taipei City' } }],
    agencies: [{ ...agency, ranges: ['10.63.0.0/16'] }],
  };
  return {
    normaliser: createNormaliser(),
    locator: createLocator(directory, countries.value),
    sensors: undefined,
    limits,
  };
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
    const sensors = parseSensors('timeZone: UTC\nsensors:\n  - { name: sensor, timeZone: Asia/Taipei }\n');
    if (!sensors.ok) throw new Error('the test file must be readable');
    const local = { ...alert, timestamp: '2026-11-22T09:29:59' };
    const duplicates = new DuplicateWindow(10);
    const outcome = readRecord(record(0, local), { ...stages(), sensors: sensors.value }, duplicates);
    expect(outcome).toMatchObject({ kind: 'counted', event: { time: Date.parse('2026-11-22T01:29:59Z') } });
    expect(readRecord(record(1, local), stages(), duplicates)).toMatchObject({
      kind: 'rejected',
      rejection: { code: 'too-early' },
    });
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
