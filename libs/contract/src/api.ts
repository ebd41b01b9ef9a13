import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { rowsRead } from './breakdown-api';
import { postureThresholds } from './county-settings';
import { ROW_KINDS } from './row';
import { DIMENSIONS, rowFilters } from './row-filters';
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
      /** By which the county's own pages name the ranges of its posture, where it has set some; see `COMMON_THRESHOLDS`. */
      thresholds: postureThresholds.optional(),
    }),
  ),
});
export type DirectorySummary = z.infer<typeof directorySummary>;

/** A series is told apart by so many keys at most: all counties and `unlocated` fit. */
export const MOST_SERIES_KEYS = 24;

/** `GET /api/v1/series`: a time range, nation or one county; only what passes the filters; told apart by one dimension. */
export const seriesQuery = z
  .object({
    /** ISO 8601 with zone; included. */
    from: askedInstant,
    /** ISO 8601 with zone; not included. */
    to: askedInstant,
    /** `auto`: the finest for which no more rows are added up than a screen may ask for; hours at least up to seven days. */
    interval: z.enum(['minute', 'hour', 'day', 'auto']).default('auto'),
    /** 5-digit code, or `unlocated`; the nation (all counties and unlocated) without it. */
    county: z
      .string()
      .regex(/^(\d{5}|unlocated)$/)
      .optional(),
    ...rowFilters,
    /** Tells the events apart by this dimension. */
    by: z.enum(DIMENSIONS).optional(),
    /**
     * Keys to tell apart, with a comma between them, so that pieces of one range are told apart alike; without it the most
     * frequent eight of the range.
     */
    keys: z
      .string()
      .transform((text) => [...new Set(text.split(','))])
      .pipe(z.array(z.string().min(1).max(100)).min(1).max(MOST_SERIES_KEYS))
      .optional(),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] })
  .refine((q) => q.keys === undefined || q.by !== undefined, {
    message: 'say `by` what they are keys of',
    path: ['keys'],
  });
export type SeriesQuery = z.infer<typeof seriesQuery>;

const seriesPoint = z.object({ time: z.iso.datetime(), ...byDisposition.shape });
export type SeriesPoint = z.infer<typeof seriesPoint>;

/** A series told apart: `keys` and `rest` add up to the answer's points, interval by interval. */
export const seriesSplit = z.object({
  by: z.enum(DIMENSIONS),
  /** In the order asked, or the most frequent first; one without events has no points. */
  keys: z.array(z.object({ key: z.string(), points: z.array(seriesPoint), total: byDisposition })),
  /** All other keys, events without one, and those beyond the limit of cells. */
  rest: z.object({ points: z.array(seriesPoint), total: byDisposition }),
});
export type SeriesSplit = z.infer<typeof seriesSplit>;

/** The answer to {@link seriesQuery}: points in time order; an interval without events has no point. */
export const seriesAnswer = z.object({
  /** The one that was asked for, or that was chosen. */
  interval: z.enum(['minute', 'hour', 'day']),
  county: z.string().nullable(),
  /** Days are Asia/Taipei days; instants are UTC. */
  timeZone: z.literal('Asia/Taipei'),
  /** The kind of rows that answered: no filter goes beyond it. */
  kind: z.enum(ROW_KINDS),
  points: z.array(seriesPoint),
  /** Null without `by`. */
  split: seriesSplit.nullable(),
  total: byDisposition,
  /**
   * Events beyond the limit of cells: only their county and disposition are known. In the points (told apart: in `rest`)
   * where coarser rows can judge every filter; in none where not.
   */
  overflow: byDisposition,
  /**
   * Events of closed hours and days that an earlier release counted without telling them apart: whatever a finer question
   * says of these intervals is the least that it can be, and nought is not known. Empty where all was told apart.
   */
  untold: z.object({
    points: z.array(seriesPoint),
    /** Whether the answer's points have them (told apart: in `rest`); a filter that can't judge them leaves them out. */
    counted: z.boolean(),
  }),
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
