import type { SensorState } from '@lianfang/contract';

/** A sensor is silent after this many times its expected heartbeat. */
const SILENT_AFTER_HEARTBEATS = 3;

/** What a state is judged by; instants and times in milliseconds. */
export interface SensorFacts {
  /** Undefined: the sensor is not registered. */
  readonly heartbeatMs: number | undefined;
  /** Log time of its last record; undefined: there is none. */
  readonly lastSign: number | undefined;
  /** The instant up to which everything that the log held is known, or null. */
  readonly asOf: number | null;
}

/** How a sensor does, and since when it is late or silent. */
export interface JudgedState {
  readonly state: SensorState;
  readonly since: number | null;
}

/** Late after its expected heartbeat, silent after three: judged against what is read of the log, never the wall clock. */
export function judgeState({ heartbeatMs, lastSign, asOf }: SensorFacts): JudgedState {
  if (heartbeatMs === undefined) return { state: 'unregistered', since: null };
  if (lastSign === undefined) return { state: 'never-seen', since: null };
  if (asOf === null) return { state: 'unknown', since: null };
  const late = lastSign + heartbeatMs;
  const silent = lastSign + SILENT_AFTER_HEARTBEATS * heartbeatMs;
  if (asOf > silent) return { state: 'silent', since: silent };
  return asOf > late ? { state: 'late', since: late } : { state: 'alive', since: null };
}
