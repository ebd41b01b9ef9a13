import type { Directory, Posture, SensorSign } from '@lianfang/contract';
import type { RegisteredSensor } from '@lianfang/locate';
import type { CountyTotals, SevereEvents } from '@lianfang/store';
import type { NormalsOf, WholeHour } from '@lianfang/views';

/** Figures at the instant that is judged. */
export interface FiguresNow {
  /** Their own instant, milliseconds since 1970 UTC: never the wall clock. */
  readonly at: number;
  readonly isStale: boolean;
  readonly hour: WholeHour;
  /** The instant up to which signs of life are known; null: not known. */
  readonly signsAsOf: number | null;
}

/** Severe events by county; null: not known of that one. Absent: none. */
export type Severities = ReadonlyMap<string, SevereEvents | null>;

/** From what postures are made. Instants are milliseconds since 1970 UTC. */
export interface PostureSource {
  /** Undefined until figures are loaded. */
  now(): Promise<FiguresNow | undefined>;
  directory(): Directory;
  /** Protected addresses by county. */
  addresses(): ReadonlyMap<string, number>;
  registry(): ReadonlyMap<string, RegisteredSensor>;
  signs(): Promise<readonly SensorSign[]>;
  /** Of severity critical and high and not blocked, of whole minutes; `to` is not in it. */
  severities(from: number, to: number): Promise<Severities>;
  /** What rows say of one closed hour (its start). */
  closedHour(hour: number): Promise<ClosedHour>;
  /** What was normal in these hours, by their starts. */
  normalsOf(hours: readonly number[]): Promise<ReadonlyMap<number, NormalsOf>>;
}

/** One closed hour as rows tell it. */
export interface ClosedHour {
  readonly totals: ReadonlyMap<string, CountyTotals>;
  readonly severities: Severities;
}

/** Where postures go. */
export interface PostureSink {
  /** @throws when the log does not take them. */
  publish(postures: readonly Posture[]): Promise<void>;
}
