import { z } from 'zod';
import { rowSource } from './row';

const count = z.number().int().nonnegative();
const instant = z.number().int();

/**
 * The last sign of life of one sensor in one partition: any record of it, whatever became of it. It follows from the log
 * alone; its version is `to`, so that counting again never takes it back. Instants are milliseconds since 1970 UTC.
 */
export const sensorSign = rowSource.extend({
  /** Key of its records, else `observer.name`, else `unknown`; null: all unregistered ones beyond the limit together. */
  sensor: z.string().nullable(),
  /** 5-digit code of the county that the sensor belongs to, or `centre`: it belongs to several, or is not registered. */
  county: z.string(),
  /** By the registry that the pin of the chunk names. */
  registered: z.boolean(),
  /** Offset of its last record + 1. */
  to: count,
  /** Log time of its last record. */
  lastSign: instant,
  /** Log time of its last record that could be read: counted, duplicate or ignored. */
  lastReadable: instant.nullable(),
  /** Log time of the last record that is no threat: statistics, a heartbeat, a flow. */
  lastIgnored: instant.nullable(),
  /** Log time, and the event's own time, of the last event that was counted: their difference is delay and wrong clock. */
  lastCounted: instant.nullable(),
  lastEvent: instant.nullable(),
  /** Log time of the last record that was rejected, and why. */
  lastRejected: instant.nullable(),
  rejectedCode: z.string().nullable(),
  /** The chunk of the last record; the rest counts its records of this chunk alone, so that it is the same for every owner. */
  chunk: z.string(),
  /** Log time of its first record in the chunk. */
  since: instant,
  counted: count,
  duplicate: count,
  ignored: count,
  rejected: count,
});
export type SensorSign = z.infer<typeof sensorSign>;
