import { SENSOR_STATES, type SensorItem } from '@lianfang/contract';

export const SENSOR_COLUMNS = ['state', 'name', 'county', 'agency', 'lastSign', 'lastEvent', 'skew'] as const;
export type SensorColumn = (typeof SENSOR_COLUMNS)[number];

export interface SensorOrder {
  readonly column: SensorColumn;
  readonly descending: boolean;
}

/** What a sensor is called, and where: words of the language that is shown. */
export interface SensorNames {
  readonly of: (sensor: SensorItem) => string;
  readonly county: (sensor: SensorItem) => string;
  readonly agency: (sensor: SensorItem) => string;
}

/**
 * How far the clock of a sensor is ahead of the log (negative: behind), by the last event that was counted; milliseconds. What
 * lies in between, the way to the log, is part of it. Null: none was counted.
 */
export function skewOf({ lastEvent, lastCounted }: SensorItem): number | null {
  return lastEvent === null || lastCounted === null ? null : lastEvent - lastCounted;
}

/** Sorted; what is not known stands last, whichever way. Equal ones by name. */
export function sortSensors(
  sensors: readonly SensorItem[],
  { column, descending }: SensorOrder,
  names: SensorNames,
): readonly SensorItem[] {
  const byName = (a: SensorItem, b: SensorItem): number =>
    names.of(a).localeCompare(names.of(b), 'zh-Hant-TW', { numeric: true });
  const key = (sensor: SensorItem): number | null => {
    if (column === 'state') return SENSOR_STATES.indexOf(sensor.state);
    if (column === 'lastEvent') return sensor.lastEvent;
    return column === 'skew' ? skewOf(sensor) : sensor.lastSign;
  };
  const turn = descending ? -1 : 1;
  return [...sensors].sort((a, b) => {
    if (column === 'name') return turn * byName(a, b);
    if (column === 'county' || column === 'agency') {
      return turn * names[column](a).localeCompare(names[column](b), 'zh-Hant-TW') || byName(a, b);
    }
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) return x === y ? byName(a, b) : x === null ? 1 : -1;
    return turn * (x - y) || byName(a, b);
  });
}
