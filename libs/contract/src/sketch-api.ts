import { z } from 'zod';
import { TOP_SUBJECTS, topEntry } from './sketch';

const count = z.number().int().nonnegative();

/** What both questions name. */
const scope = {
  /** 5-digit code, or `unlocated`; the nation (all counties and unlocated) without it. */
  county: z
    .string()
    .regex(/^(\d{5}|unlocated)$/)
    .optional(),
  /** Hours of event time up to and with the open one. */
  hours: z.coerce.number().int().min(1).max(24).default(1),
};

/** What both answers say of their range and age. Instants are milliseconds since 1970 UTC. */
const range = {
  county: z.string().nullable(),
  /** Start of the first hour; included. */
  from: z.number().int(),
  /** End of the open hour; not included. */
  to: z.number().int(),
  /** Events counted in the range. */
  events: count,
  /** The instant up to which everything that the log held is in the answer; null while that is not known. */
  asOf: z.number().int().nullable(),
};

/** `GET /api/v1/distinct-sources`. */
export const distinctQuery = z.object(scope);
export type DistinctQuery = z.infer<typeof distinctQuery>;

/** An estimate, and how far it is off at most in 95 of 100 cases. */
const estimate = { value: count, plusMinus: count };

/** The answer to {@link distinctQuery}: how many addresses events came from. */
export const distinctAnswer = z.object({
  ...range,
  ...estimate,
  /** Each hour by itself; a source that acts in two hours is in both. */
  byHour: z.array(z.object({ time: z.number().int(), ...estimate, events: count })),
});
export type DistinctAnswer = z.infer<typeof distinctAnswer>;

/** `GET /api/v1/top`. */
export const topQuery = z.object({
  ...scope,
  of: z.enum(TOP_SUBJECTS),
  limit: z.coerce.number().int().min(1).max(100).default(10),
});
export type TopQuery = z.infer<typeof topQuery>;

/** The answer to {@link topQuery}: the most frequent keys, the surest first. */
export const topAnswer = z.object({
  ...range,
  of: z.enum(TOP_SUBJECTS),
  entries: z.array(
    topEntry.pick({ key: true, name: true }).extend({
      /** An upper bound of the true count. */
      count,
      /** By how much `count` may be too high: the true count is at least `count - overCount`. */
      overCount: count,
    }),
  ),
  /** No key that is not listed occurred more often. */
  unnamed: count,
  /** Events whose key found no room within the limit of keys; they are in `events`, and in no entry. */
  overflow: count,
});
export type TopAnswer = z.infer<typeof topAnswer>;
