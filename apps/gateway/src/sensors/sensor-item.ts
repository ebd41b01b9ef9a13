import { CENTRE_ONLY, type SensorItem } from '@lianfang/contract';
import type { RegisteredSensor } from '@lianfang/locate';
import { inertText } from '../rejected/inert-text';
import { judgeState, type MergedSign } from '@lianfang/views';

const LONGEST_ID = 256;

const NO_SIGN = {
  lastSign: null,
  lastIgnored: null,
  lastCounted: null,
  lastEvent: null,
  lastRejected: null,
  rejectedCode: null,
  recent: null,
} as const satisfies Partial<SensorItem>;

const NOT_REGISTERED = {
  name: null,
  county: null,
  speaksFor: null,
  topics: null,
  format: null,
  timeZone: null,
  heartbeat: null,
} as const satisfies Partial<SensorItem>;

/** One sensor, by what the registry says and what was seen of it; one of both at least. */
export interface SensorLine {
  readonly id: string | null;
  readonly sensor: RegisteredSensor | undefined;
  readonly sign: MergedSign | undefined;
}

/** A sensor as it is answered. @param asOf what is not seen by then (milliseconds) is missing; null: not known. */
export function toSensorItem({ id, sensor, sign }: SensorLine, asOf: number | null): SensorItem {
  const heartbeatMs = sensor?.entry.heartbeatMs;
  const judged = judgeState({ heartbeatMs, lastSign: sign?.lastSign, asOf });
  const { lastReadable, ...seen } = sign ?? { lastReadable: null, ...NO_SIGN };
  const readable = lastReadable ?? -Infinity;
  return {
    id: id === null ? null : inertText(id, { most: LONGEST_ID }),
    ...(sensor ? registered(sensor) : NOT_REGISTERED),
    ...judged,
    age: sign === undefined || asOf === null ? null : Math.max(0, asOf - sign.lastSign) / 1_000,
    faulty: judged.state === 'alive' && asOf !== null && asOf - readable > (heartbeatMs ?? 0),
    ...seen,
  };
}

function registered({ entry, county }: RegisteredSensor): Pick<SensorItem, keyof typeof NOT_REGISTERED> {
  const { name, speaksFor, topics, format, timeZone, heartbeatMs } = entry;
  return {
    name: name ?? null,
    county: county === CENTRE_ONLY ? null : county,
    speaksFor:
      speaksFor === 'nation'
        ? speaksFor
        : { counties: speaksFor.counties.map(({ id }) => id), agencies: speaksFor.agencies.map(({ id }) => id) },
    topics: topics ? [...topics] : null,
    format: format ?? null,
    timeZone,
    heartbeat: heartbeatMs / 1_000,
  };
}
