import { z } from 'zod';

const instant = z.number().int();

/** A shared figure is told only where so many counties are in it. */
export const LEAST_COUNTIES = 5;

/**
 * `GET /api/v1/shared/middle`: the middle (median) of all counties, rounded, and of nobody in particular. Null members:
 * fewer than {@link LEAST_COUNTIES} counties had the figure.
 */
export const sharedMiddle = z.object({
  asOf: instant.nullable(),
  /** Posture score, to 1. */
  score: z.number().int().nullable(),
  /** Blocked events a minute per 1,000 protected addresses, to two digits. */
  blockedPerMinutePer1000: z.number().nullable(),
  /** Blocked events a minute over the middle of one's own normal range (1: as ever), to 0.1. */
  timesNormal: z.number().nullable(),
});
export type SharedMiddle = z.infer<typeof sharedMiddle>;

/** `GET /api/v1/shared/sources`: sources of one county's open hour that hit others too. */
export const sharedSourcesQuery = z.object({
  /** 5-digit code; people of a county: their own, without it too. */
  county: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
});
export type SharedSourcesQuery = z.infer<typeof sharedSourcesQuery>;

export const sharedSources = z.object({
  county: z.string(),
  /** The instant up to which everything that the log held is in it. */
  asOf: instant.nullable(),
  /** Of the county's top sources those that are among the top sources of 5 counties or more; the most events first. */
  items: z.array(
    z.object({
      /** An address of outside; never one that another county protects. */
      source: z.string(),
      /** Events at this county, as its own top list has them. */
      events: z.number().int().nonnegative(),
      /** Counties hit, this one among them, rounded down to fives: 5, 10, 15 or 20. */
      counties: z.number().int().min(LEAST_COUNTIES),
    }),
  ),
});
export type SharedSources = z.infer<typeof sharedSources>;
