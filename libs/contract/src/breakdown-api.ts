import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { ROW_KINDS } from './row';
import { DIMENSIONS, rowFilters } from './row-filters';
import { byDisposition, freshness } from './view';

const count = z.number().int().nonnegative();

/** How many stored rows of each tier an answer was added up from. */
export const rowsRead = z.object({ minute: count, hour: count, day: count });
export type RowsRead = z.infer<typeof rowsRead>;

/** `GET /api/v1/breakdown`: events of a time range by one dimension, those alone that pass the filters. */
export const breakdownQuery = z
  .object({
    by: z.enum(DIMENSIONS),
    ...rowFilters,
    /** ISO 8601 with zone; included. Cut to the minute. */
    from: askedInstant,
    /** ISO 8601 with zone; not included. A minute that has begun is taken whole. */
    to: askedInstant,
    /** 5-digit code, or `unlocated`; the nation (all counties and unlocated) without it. */
    county: z
      .string()
      .regex(/^(\d{5}|unlocated)$/)
      .optional(),
    /** Keys to name, the most frequent first; the others are one sum. */
    limit: z.coerce.number().int().min(1).max(1_000).default(50),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] });
export type BreakdownQuery = z.infer<typeof breakdownQuery>;

/**
 * The answer to {@link breakdownQuery}: `items`, `others`, `overflow` and `unassigned` add up to `total`. With filters
 * other than `disposition`, `overflow` stands beside the sum, because only county and disposition of it are known; what
 * coarser rows know to pass of it is in `unassigned`.
 */
export const breakdownAnswer = z.object({
  by: z.enum(DIMENSIONS),
  /** The kind of rows that answered: no filter goes beyond it. */
  kind: z.enum(ROW_KINDS),
  county: z.string().nullable(),
  /** Instants are UTC; whole Taipei days are read from day rows. */
  timeZone: z.literal('Asia/Taipei'),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The most frequent first. */
  items: z.array(z.object({ key: z.string(), ...byDisposition.shape })),
  /** Keys beyond the limit. */
  others: byDisposition.extend({ keys: count }),
  /** Events beyond the limit of cells of a chunk: their key was not kept. */
  overflow: byDisposition,
  /** Events that have no such key (no agency), or that were not told apart when they were counted. */
  unassigned: byDisposition,
  /**
   * Events of closed hours and days that an earlier release counted without telling them apart: in `unassigned` where
   * every filter could judge them, in no sum where not. Whatever the keys have is then the least that it can be.
   */
  untold: byDisposition,
  /** All events of the range and county that pass the filters. */
  total: byDisposition,
  rows: rowsRead,
  freshness,
});
export type BreakdownAnswer = z.infer<typeof breakdownAnswer>;
