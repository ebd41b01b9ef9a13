import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { posture } from './posture';
import { freshness } from './view';

const countyCode = z.string().regex(/^\d{5}$/);

/** `GET /api/v1/posture`: the posture of one county, or of all that the asker may see. */
export const postureQuery = z.object({ county: countyCode.optional() });
export type PostureQuery = z.infer<typeof postureQuery>;

export const postureAnswer = z.object({
  /** In the order of county codes. A county without any posture yet is absent. */
  items: z.array(posture),
  freshness,
});
export type PostureAnswer = z.infer<typeof postureAnswer>;

/** `GET /api/v1/posture/history`: scores of one county, one an hour, the oldest first; 31 days at most. */
export const postureHistoryQuery = z
  .object({ county: countyCode, from: askedInstant, to: askedInstant })
  .refine((q) => Date.parse(q.from) < Date.parse(q.to), { message: '`from` must be before `to`', path: ['from'] })
  .refine((q) => Date.parse(q.to) - Date.parse(q.from) <= 31 * 86_400_000, {
    message: 'the range must be 31 days at most',
    path: ['to'],
  });
export type PostureHistoryQuery = z.infer<typeof postureHistoryQuery>;

export const postureHistoryAnswer = z.object({
  county: z.string(),
  /** Milliseconds since 1970 UTC, the score (null: none), and the formula that it was made by. */
  items: z.array(posture.pick({ at: true, score: true, formula: true })),
});
export type PostureHistoryAnswer = z.infer<typeof postureHistoryAnswer>;
