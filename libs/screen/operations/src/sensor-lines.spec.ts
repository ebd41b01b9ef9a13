import type { SensorItem } from '@lianfang/contract';
import { skewOf, sortSensors } from './sensor-lines';

function sensor(id: string, more: Partial<SensorItem> = {}): SensorItem {
  return {
    id,
    name: null,
    county: null,
    speaksFor: 'nation',
    topics: null,
    format: null,
    timeZone: null,
    heartbeat: 60,
    state: 'alive',
    since: null,
    age: null,
    faulty: false,
    lastSign: null,
    lastIgnored: null,
    lastCounted: null,
    lastEvent: null,
    lastRejected: null,
    rejectedCode: null,
    recent: null,
    ...more,
  };
}

const names = {
  of: ({ id }: SensorItem) => id ?? '',
  county: ({ county }: SensorItem) => county ?? '',
  agency: () => '',
};
const ids = (list: readonly SensorItem[]) => list.map(({ id }) => id);

describe('the lines of sensors', () => {
  const list = [
    sensor('b', { lastSign: 2_000 }),
    sensor('c', { state: 'silent', lastSign: 1_000 }),
    sensor('a', { state: 'late' }),
  ];

  it('begin with who is silent', () => {
    expect(ids(sortSensors(list, { column: 'state', descending: false }, names))).toEqual(['c', 'a', 'b']);
  });

  it('have what is not known last, whichever way they are sorted', () => {
    expect(ids(sortSensors(list, { column: 'lastSign', descending: false }, names))).toEqual(['c', 'b', 'a']);
    expect(ids(sortSensors(list, { column: 'lastSign', descending: true }, names))).toEqual(['b', 'c', 'a']);
  });

  it('are sorted by the time of the last event, too', () => {
    const told = [sensor('a'), sensor('b', { lastEvent: 2_000 }), sensor('c', { lastEvent: 1_000 })];
    expect(ids(sortSensors(told, { column: 'lastEvent', descending: true }, names))).toEqual(['b', 'c', 'a']);
  });

  it('say how far a clock is ahead of the log, or behind', () => {
    expect(skewOf(sensor('a', { lastEvent: 5_000, lastCounted: 2_000 }))).toBe(3_000);
    expect(skewOf(sensor('a', { lastEvent: 1_000, lastCounted: 2_000 }))).toBe(-1_000);
    expect(skewOf(sensor('a', { lastEvent: 1_000 }))).toBeNull();
  });
});
