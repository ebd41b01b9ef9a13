import { z } from 'zod';
import { plainLine } from './plain-text';

/** Screens whose address holds everything that they show. */
export const SAVED_SCREENS = ['explore', 'compare', 'evidence'] as const;
export type SavedScreen = (typeof SAVED_SCREENS)[number];

/** So many of a person's own, and so many that an office shares. */
export const MOST_SAVED_VIEWS = 100;
export const MOST_SHARED_VIEWS = 300;

/** The office whose people may see a view that is shared: five digits, or the centre. */
export const savedViewOffice = z.string().regex(/^(\d{5}|centre)$/);

const question = z
  .string()
  .max(2_000)
  .regex(/^(\?[\x21-\x7e]*)?$/, 'must be the query of an address: empty, or beginning with `?`');

/** A saved view as it is stored: a name for an address of a screen. It holds no figures. */
export const savedView = z.object({
  id: z.uuid(),
  /** The office of who made it. */
  county: savedViewOffice,
  /** The identity provider's name of who made it; not shown. */
  subject: z.string(),
  by: z.string(),
  name: plainLine(80),
  screen: z.enum(SAVED_SCREENS),
  question,
  /** All of the same office see it; else who made it alone. */
  shared: z.boolean(),
  /** Milliseconds since 1970 UTC, of its last change. */
  at: z.number().int(),
  /** 1 when it is made, one more with each change. */
  revision: z.number().int().positive(),
});
export type SavedView = z.infer<typeof savedView>;

/** As it is shown to who may see it. */
export const savedViewItem = savedView.omit({ subject: true, county: true }).extend({
  /** Whoever asks made it: they may change and delete it. */
  own: z.boolean(),
});
export type SavedViewItem = z.infer<typeof savedViewItem>;

/** `GET /api/v1/saved-views`: one's own and those that one's office shares, by name. */
export const savedViewList = z.object({ items: z.array(savedViewItem) });
export type SavedViewList = z.infer<typeof savedViewList>;

/** `POST /api/v1/saved-views`. */
export const savedViewOrder = z.strictObject({
  name: plainLine(80),
  screen: z.enum(SAVED_SCREENS),
  question,
  shared: z.boolean().default(false),
});
export type SavedViewOrder = z.infer<typeof savedViewOrder>;

/** `PUT /api/v1/saved-views/{id}`: `revision` is the one that was seen; 409 when somebody else changed it since. */
export const savedViewChange = savedViewOrder.extend({ revision: z.number().int().positive() });
export type SavedViewChange = z.infer<typeof savedViewChange>;
