import { parseSensors, createSensorRegistry, type SensorRegistry } from '@lianfang/locate';
import type { SensorSign } from '@lianfang/contract';
import type { LogRecord } from '@lianfang/platform/kafka';
import { location, threatEvent } from '@lianfang/testing';
import type { Outcome } from '../pipeline';
import { SensorSigns } from './sensor-signs';

const source = { topic: 'threat-events', epoch: 1, partition: 0 };
const NOON = 1_800_000_000_000;

function registryOf(...ids: string[]): SensorRegistry {
  const lines = ids.map((id) => `  - { id: ${id}, speaksFor: nation }\n`).join('');
  const file = parseSensors(`sensors:\n${lines}`);
  if (!file.ok) throw new Error('the test file must be readable');
  return createSensorRegistry(file.value, { hash: 'd', counties: [], agencies: [] }, 'threat-events');
}

const registry = registryOf('ids-1');

const writer = undefined;

function counted(sensor: string, time = NOON - 500): Outcome {
  return { kind: 'counted', event: threatEvent({ time }), location: location(), sensor, writer };
}
const duplicate = (sensor: string): Outcome => ({ kind: 'duplicate', sensor, writer });
const ignored = (sensor: string): Outcome => ({ kind: 'ignored', what: 'stats', sensor, writer });
const rejected = (sensor: string): Outcome => {
  return { kind: 'rejected', rejection: { code: 'not-json', detail: 'cut' }, sensor, writer };
};

/** Record after record, a second each. */
function feed(
  signs: SensorSigns,
  outcomes: readonly Outcome[],
  { from = 0, chunk = '0.0', known = registry } = {},
): void {
  outcomes.forEach((outcome, at) => {
    const offset = from + at;
    const record: LogRecord = { offset, logTime: NOON + offset * 1_000, key: null, value: null, headers: {} };
    signs.saw({ ...outcome, writer: known.sensors.get(outcome.sensor) }, record, chunk, known);
  });
}

const one = (signs: SensorSigns, sensor: string | null): SensorSign | undefined =>
  signs.changed().find((sign) => sign.sensor === sensor);

describe('signs of life', () => {
  it('keep the last record of each kind, and count those of the chunk', () => {
    const signs = new SensorSigns(source, []);
    feed(signs, [counted('ids-1'), duplicate('ids-1'), ignored('ids-1'), rejected('ids-1')]);
    expect(signs.changed()).toEqual([
      {
        ...source,
        sensor: 'ids-1',
        county: 'centre',
        registered: true,
        to: 4,
        lastSign: NOON + 3_000,
        lastReadable: NOON + 2_000,
        lastIgnored: NOON + 2_000,
        lastCounted: NOON,
        lastEvent: NOON - 500,
        lastRejected: NOON + 3_000,
        rejectedCode: 'not-json',
        chunk: '0.0',
        since: NOON,
        counted: 1,
        duplicate: 1,
        ignored: 1,
        rejected: 1,
      },
    ]);
  });

  it('are to be written once, until there is another', () => {
    const signs = new SensorSigns(source, []);
    feed(signs, [counted('ids-1'), counted('ids-2')]);
    const taken = signs.changed();
    feed(signs, [ignored('ids-1')], { from: 2 });
    signs.stored(taken);
    expect(signs.changed().map(({ sensor, to }) => [sensor, to])).toEqual([['ids-1', 3]]);
  });

  it('are the same for who counts the chunk again, and never go back', () => {
    const outcomes = [counted('ids-1'), rejected('ids-1'), ignored('ids-1'), counted('ids-1')];
    const first = new SensorSigns(source, []);
    feed(first, [ignored('ids-1')]);
    feed(first, outcomes, { from: 1, chunk: '0.1' });
    const stored = first.changed();
    const second = new SensorSigns(source, stored);
    feed(second, outcomes, { from: 1, chunk: '0.1' });
    expect(second.changed()).toEqual([]);
    feed(second, [ignored('ids-1')], { from: 5, chunk: '0.1' });
    feed(first, [ignored('ids-1')], { from: 5, chunk: '0.1' });
    expect(second.changed()).toEqual(first.changed());
    expect(one(second, 'ids-1')).toMatchObject({
      to: 6,
      lastCounted: NOON + 4_000,
      counted: 2,
      ignored: 2,
      rejected: 1,
    });
  });

  it('remember what came before the chunk', () => {
    const signs = new SensorSigns(source, []);
    feed(signs, [counted('ids-1')]);
    feed(signs, [ignored('ids-1')], { from: 1, chunk: '0.1' });
    expect(one(signs, 'ids-1')).toMatchObject({ lastCounted: NOON, counted: 0, ignored: 1, since: NOON + 1_000 });
  });

  it('are bounded: the rest of unregistered sensors is one sign, and registered ones always have their own', () => {
    const signs = new SensorSigns(source, []);
    feed(
      signs,
      Array.from({ length: 600 }, (_unused, at) => counted(`stranger-${at}`)),
    );
    feed(signs, [counted('ids-1'), counted('stranger-0')], { from: 600 });
    expect(signs.changed()).toHaveLength(502);
    expect(one(signs, null)).toMatchObject({ registered: false, county: 'centre', counted: 100, to: 600 });
    expect(one(signs, 'ids-1')).toMatchObject({ registered: true });
    expect(signs.takeCounts()).toEqual({ registered: 1, unregistered: 601 });
    expect(signs.takeCounts()).toEqual({ registered: 0, unregistered: 0 });
  });

  it('take a stranger in the next chunk, whoever filled the one before, and forget the longest silent', () => {
    const signs = new SensorSigns(source, []);
    const names = Array.from({ length: 500 }, (_unused, at) => `stranger-${at}`);
    feed(signs, [...names.map((name) => counted(name)), ignored('probe')]);
    expect([one(signs, 'probe'), one(signs, null)]).toEqual([undefined, expect.objectContaining({ ignored: 1 })]);
    feed(signs, [ignored('probe')], { from: 501, chunk: '0.1' });
    expect(one(signs, 'probe')).toMatchObject({ ignored: 1, lastSign: NOON + 501_000 });
    const stored = signs.changed();
    signs.stored(stored);
    const forgotten = (): (string | null)[] =>
      stored.filter((sign) => signs.isForgotten(sign)).map(({ sensor }) => sensor);
    expect(forgotten()).toEqual([]);
    feed(signs, [ignored('ids-1')], { from: 502, chunk: '0.2' });
    expect(forgotten()).toEqual(['stranger-0']);
    expect(signs.isForgotten({ ...(stored[0] as SensorSign), to: 503 })).toBe(false);
  });

  it('of strangers are all of their last chunk', () => {
    const signs = new SensorSigns(source, []);
    feed(signs, [counted('stranger'), rejected('stranger')]);
    feed(signs, [ignored('stranger')], { from: 2, chunk: '0.1' });
    expect(one(signs, 'stranger')).toMatchObject({ lastCounted: null, rejectedCode: null, ignored: 1, rejected: 0 });
  });

  it('of a stranger that is registered begin anew, remembered or not', () => {
    const known = registryOf('ids-2');
    const signs = new SensorSigns(source, []);
    feed(signs, [rejected('ids-2')]);
    feed(signs, [counted('ids-2')], { from: 1, chunk: '0.1', known });
    const forgotten = new SensorSigns(source, []);
    feed(forgotten, [counted('ids-2')], { from: 1, chunk: '0.1', known });
    expect(one(signs, 'ids-2')).toEqual(one(forgotten, 'ids-2'));
    expect(one(signs, 'ids-2')).toMatchObject({ lastRejected: null, rejectedCode: null, lastCounted: NOON + 1_000 });
  });

  it('follow the registry of the chunk', () => {
    const signs = new SensorSigns(source, []);
    feed(signs, [counted('ids-2')]);
    expect(one(signs, 'ids-2')).toMatchObject({ registered: false });
    feed(signs, [counted('ids-2')], { from: 1, chunk: '0.1', known: registryOf('ids-2') });
    expect(one(signs, 'ids-2')).toMatchObject({ registered: true });
    // Its place among the unregistered is free again.
    feed(
      signs,
      Array.from({ length: 501 }, (_unused, at) => counted(`stranger-${at}`)),
      { from: 2, chunk: '0.1' },
    );
    expect(one(signs, null)).toMatchObject({ counted: 1 });
  });
});
