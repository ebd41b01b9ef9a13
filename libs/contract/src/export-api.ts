import { z } from 'zod';

/** What figures are taken out as. */
export const EXPORT_FORMATS = ['csv', 'json', 'png'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Screens that figures are taken out of. */
export const EXPORTED_SCREENS = ['explore', 'compare'] as const;

/**
 * `POST /api/v1/exports`: says that figures which the screen shows are about to be saved as a file. The screen makes the
 * file after the answer, which comes when the audit has the entry: so the file has the figures of the screen, to the digit.
 */
export const exportOrder = z.strictObject({
  screen: z.enum(EXPORTED_SCREENS),
  format: z.enum(EXPORT_FORMATS),
  /** Whose figures: 5 digits; null is the nation, or all counties beside each other. */
  county: z
    .string()
    .regex(/^\d{5}$/)
    .nullable(),
  /** The query of the screen's address, which says what was taken. */
  question: z
    .string()
    .max(2_000)
    .regex(/^(\?[\x21-\x7e]*)?$/, 'must be the query of an address: empty, or beginning with `?`'),
  /** Lines of the table that the file holds. */
  rows: z.number().int().nonnegative(),
});
export type ExportOrder = z.infer<typeof exportOrder>;
