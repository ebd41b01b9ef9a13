import { z } from 'zod';

const count = z.number().int().nonnegative();
const instant = z.number().int();

/**
 * What takes points off a county's posture, in the order in which screens show it. `duties` (open and overdue incident
 * reports, advisories, unacknowledged alerts) is not connected yet.
 */
export const POSTURE_COMPONENTS = ['pressure', 'allowed', 'severity', 'compromise', 'duties', 'coverage'] as const;
export type PostureComponent = (typeof POSTURE_COMPONENTS)[number];

/** What one component takes off the full 100 points. */
export const postureContribution = z.object({
  component: z.enum(POSTURE_COMPONENTS),
  /** `unknown`: what it is made of is not known, which is not good: it costs half. `not-connected`: it takes nothing off. */
  state: z.enum(['known', 'unknown', 'not-connected']),
  /** Whole points, 0 or below. */
  points: z.number().int().max(0),
  /** The most that it can take off; above 0. */
  most: z.number().int().positive(),
});
export type PostureContribution = z.infer<typeof postureContribution>;

/** What a score was made from, of the 60 whole minutes before `to`. Null: not known. */
export const postureInputs = z.object({
  from: instant,
  to: instant,
  blocked: count,
  allowed: count,
  detected: count,
  /** Normal blocked events of these 60 minutes; null while learning. */
  normal: z.object({ low: z.number(), middle: z.number(), high: z.number() }).nullable().default(null),
  /** Events of severity critical and high that were not blocked; null where severities are not known. */
  severe: z.object({ critical: count, high: count }).nullable().default(null),
  /** Outbound events: a protected address is the source. */
  outbound: count,
  protectedAddresses: count,
  agencies: count,
  /** Agencies for which at least one sensor is alive; null where no sensor is registered, or signs are not known. */
  agenciesCovered: count.nullable().default(null),
  /** Registered sensors that speak for the county; null where signs are not known. */
  sensors: z.object({ registered: count, alive: count, late: count, silent: count }).nullable().default(null),
  /** Null: not connected. */
  duties: z.object({ open: count, overdue: count }).nullable().default(null),
});
export type PostureInputs = z.infer<typeof postureInputs>;

/**
 * Why there is no score. `stale`: the feed stands still. `silent`: no event and no sensor that is alive. `not-judged`: the rating
 * service has stopped, and `at` is of its last judgement; it is never published, readers find it by the age.
 */
export const POSTURE_GAPS = ['stale', 'silent', 'not-judged'] as const;
export type PostureGap = (typeof POSTURE_GAPS)[number];

/** The posture of one county at an instant; what is on the topic, in the index (one an hour) and on the screens. */
export const posture = z.object({
  county: z.string(),
  /** The instant that it is true of (milliseconds since 1970 UTC): the figures' own, never the wall clock. */
  at: instant,
  /** Version of the formula. */
  formula: z.number().int().positive(),
  /** 0 to 100: 100 and all contributions' points. Null where there is none, see `gap`. */
  score: z.number().int().min(0).max(100).nullable().default(null),
  gap: z.enum(POSTURE_GAPS).nullable().default(null),
  /** All of {@link POSTURE_COMPONENTS}, in that order; empty without a score. */
  contributions: z.array(postureContribution),
  inputs: postureInputs,
  /** The same hour yesterday, and what changed since: points now less points then, of what was known both times. */
  yesterday: z
    .object({
      at: instant,
      score: z.number().int(),
      changes: z.array(z.object({ component: z.enum(POSTURE_COMPONENTS), points: z.number().int() })),
    })
    .nullable()
    .default(null),
  /** What would raise it: points that a component would give back at its best, the most first. */
  raises: z.array(z.object({ component: z.enum(POSTURE_COMPONENTS), points: z.number().int().positive() })),
});
export type Posture = z.infer<typeof posture>;

/** The same in one line, for lists of counties. */
export const postureSummary = posture
  .pick({ at: true, formula: true, score: true, gap: true })
  // `change`: since the same hour yesterday, of what was known both times; `first`: what takes most off.
  .extend({
    change: z.number().int().nullable().default(null),
    first: z.enum(POSTURE_COMPONENTS).nullable().default(null),
  });
export type PostureSummary = z.infer<typeof postureSummary>;
