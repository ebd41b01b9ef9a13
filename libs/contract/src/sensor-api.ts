import { z } from 'zod';
import { freshness } from './view';

const count = z.number().int().nonnegative();
const instant = z.number().int();

/**
 * How a sensor does, by the age of its last sign of life.
 * - `silent`: older than three times its expected heartbeat.
 * - `late`: older than its expected heartbeat.
 * - `never-seen`: registered, and no record of it was ever read.
 * - `unknown`: it was seen, but how far its records are read is not known.
 * - `unregistered`: it writes, and is not in the registry.
 * - `alive`.
 */
export const SENSOR_STATES = ['silent', 'late', 'never-seen', 'unknown', 'unregistered', 'alive'] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

/** One sensor with its last sign of life, over all partitions. Instants are milliseconds since 1970 UTC. */
export const sensorItem = z.object({
  /** Key of its records; inert: what does not print is written as `⟦U+202E⟧`. Null: all unregistered ones beyond the limit. */
  id: z.string().nullable(),
  /** As the registry has it. */
  name: z.object({ zh: z.string(), en: z.string() }).nullable(),
  /** 5-digit code; null: several counties, the nation, or not registered. */
  county: z.string().nullable(),
  /** For whom it may speak; `nation`: for every agency. Null: not registered. */
  speaksFor: z
    .union([z.literal('nation'), z.object({ counties: z.array(z.string()), agencies: z.array(z.string()) })])
    .nullable(),
  /** Topics that it may write to; null: any. */
  topics: z.array(z.string()).nullable(),
  format: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** Seconds within which a sign of life is expected; null: not registered. */
  heartbeat: z.number().positive().nullable(),
  state: z.enum(SENSOR_STATES),
  /** When it became late or silent; null in other states. */
  since: instant.nullable(),
  /** Seconds from the last sign to `asOf` of the answer; null without either. */
  age: z.number().nonnegative().nullable(),
  /** It writes, but for longer than its expected heartbeat everything was rejected. */
  faulty: z.boolean(),
  /** Log time of its last record, whatever became of it. */
  lastSign: instant.nullable(),
  /** Log time of the last record that is no threat: statistics, a heartbeat, a flow. */
  lastIgnored: instant.nullable(),
  /** Log time, and the event's own time, of the last event that was counted. */
  lastCounted: instant.nullable(),
  lastEvent: instant.nullable(),
  /** Log time of the last record that was rejected, and why. */
  lastRejected: instant.nullable(),
  rejectedCode: z.string().nullable(),
  /** What became of its latest records: those of the last chunk (ten minutes of the log at most) that it wrote in. */
  recent: z.object({ since: instant, counted: count, duplicate: count, ignored: count, rejected: count }).nullable(),
});
export type SensorItem = z.infer<typeof sensorItem>;

/**
 * `GET /api/v1/sensors`: worst state first (the order of {@link SENSOR_STATES}), then by id. A sensor whose state changes
 * between two pages can be missed or come twice.
 */
export const sensorPage = z.object({
  items: z.array(sensorItem),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
  /** Sensors by state, of all pages and all states. */
  counts: z.record(z.enum(SENSOR_STATES), count),
  /** The instant that states are true of: everything that the log held then is known. Null while that is not known. */
  asOf: instant.nullable(),
  freshness,
});
export type SensorPage = z.infer<typeof sensorPage>;

export const sensorQuery = z.object({
  /** 5-digit code: sensors of this county alone. */
  county: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  state: z.enum(SENSOR_STATES).optional(),
  size: z.coerce.number().int().min(1).max(500).default(100),
  cursor: z.string().max(2_000).optional(),
});
export type SensorQuery = z.infer<typeof sensorQuery>;
