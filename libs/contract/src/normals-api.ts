import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { freshness, normalRange } from './view';

/** Bands are asked for so many hours at most. */
export const MOST_NORMAL_HOURS = 192;

/** `GET /api/v1/normals`: what blocked events a minute are normal, hour by hour. */
export const normalsQuery = z
  .object({
    /** ISO 8601 with zone; the hour that holds it is the first. */
    from: askedInstant,
    /** ISO 8601 with zone; not included. */
    to: askedInstant,
    /** 5-digit code, or `unlocated`; the nation without it, unless `by` says so. */
    county: z
      .string()
      .regex(/^(\d{5}|unlocated)$/)
      .optional(),
    /** `county`: every county and `unlocated` beside the nation, for who may see the nation. */
    by: z.enum(['county']).optional(),
  })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] })
  .refine((q) => q.by === undefined || q.county === undefined, { message: 'not together with `by`', path: ['county'] });
export type NormalsQuery = z.infer<typeof normalsQuery>;

/** The answer to {@link normalsQuery}. */
export const normalsAnswer = z.object({
  timeZone: z.literal('Asia/Taipei'),
  /** Starts of UTC hours, in time order. */
  hours: z.array(z.iso.datetime()),
  places: z.array(
    z.object({
      /** 5-digit code or `unlocated`; null is the nation. */
      county: z.string().nullable(),
      /** One for each of `hours`, in events a minute; null while learning. */
      ranges: z.array(normalRange.nullable()),
    }),
  ),
  freshness,
});
export type NormalsAnswer = z.infer<typeof normalsAnswer>;
