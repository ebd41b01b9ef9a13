import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { rowsRead } from './breakdown-api';
import { byDisposition, freshness } from './view';

/** `GET /api/v1/directory`. */
export const directoryQuery = z.object({
  /** 5-digit code: this county alone, with its agencies by name. All counties without it. */
  county: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  /** `named`: agencies by name in the answer for all counties, too. */
  agencies: z.enum(['named']).optional(),
});
export type DirectoryQuery = z.infer<typeof directoryQuery>;

/** The answer to {@link directoryQuery}: what screens need of the directory. */
export const directorySummary = z.object({
  hash: z.string(),
  counties: z.array(
    z.object({
      code: z.string(),
      name: z.object({ zh: z.string(), en: z.string() }),
      agencies: z.number().int(),
      protectedAddresses: z.number().int(),
      /** The agencies' names by id; in the answer for one county, and where they were asked for. */
      agencyNames: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })).optional(),
    }),
  ),
});
export type DirectorySummary = z.infer<typeof directorySummary>;

/** `GET /api/v1/series`: a time range, nation or one county. */
export const seriesQuery = z
  .object({
    /** ISO 8601 with zone; included. */
    from: askedInstant,
    /** ISO 8601 with zone; not included. */
    to: askedInstant,
    /** `auto`: the finest for which no more rows are added up than a screen may ask for. */
    interval: z.enum(['minute', 'hour', 'day', 'auto']).default('auto'),
    /** 5-digit code, or `unlocated`; the nation (all counties and unlocated) without it. */
    county: z
      .string()
      .regex(/^(\d{5}|unlocated)$/)
      .optional(),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] });
export type SeriesQuery = z.infer<typeof seriesQuery>;

/** The answer to {@link seriesQuery}: points in time order; an interval without events has no point. */
export const seriesAnswer = z.object({
  /** The one that was asked for, or that was chosen. */
  interval: z.enum(['minute', 'hour', 'day']),
  county: z.string().nullable(),
  /** Days are Asia/Taipei days; instants are UTC. */
  timeZone: z.literal('Asia/Taipei'),
  points: z.array(z.object({ time: z.iso.datetime(), ...byDisposition.shape })),
  total: byDisposition,
  rows: rowsRead,
  freshness,
});
export type SeriesAnswer = z.infer<typeof seriesAnswer>;

/** Every error answer of REST (RFC 9457, `application/problem+json`). `detail` ends with what to do. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problem>;
