import { z } from 'zod';
import { plainLine } from './plain-text';

const localLine = z.object({ zh: plainLine(120), en: plainLine(120) });

/** Lowest scores of the ranges of a posture on a county's own pages; all of them descend. */
export const postureThresholds = z
  .strictObject({
    steady: z.number().int().min(1).max(100),
    watch: z.number().int().min(1).max(100),
    strained: z.number().int().min(1).max(100),
  })
  .refine(({ steady, watch, strained }) => steady > watch && watch > strained, {
    message: '`steady` must be above `watch`, and `watch` above `strained`',
  });
export type PostureThresholds = z.infer<typeof postureThresholds>;

/** What holds where a county has set nothing, and on every page that shows counties side by side. */
export const COMMON_THRESHOLDS: PostureThresholds = { steady: 80, watch: 60, strained: 40 };

/** Whom the centre calls. At least one way to reach them. */
export const countyContact = z
  .strictObject({
    name: plainLine(60),
    /** Their post or duty. */
    duty: plainLine(60),
    /** Digits, blanks and `+ - # ( )`, `ext.` or 分機. */
    phone: z
      .string()
      .trim()
      .regex(
        /^[0-9+()#\- ]{4,40}((ext\.?|分機) ?\d{1,6})?$/u,
        'must be a telephone number, such as 02-2345-6789 分機 123',
      )
      .nullable(),
    email: z.email('must be an e-mail address').max(120).nullable(),
    /** When they can be reached. */
    reachable: z.enum(['office-hours', 'always']),
  })
  .refine(({ phone, email }) => phone !== null || email !== null, {
    message: 'give a telephone number or an e-mail address',
  });
export type CountyContact = z.infer<typeof countyContact>;

export const MOST_CONTACTS = 10;
export const MOST_RENAMED_AGENCIES = 500;

const choices = {
  /** The office that answers for the county's security, such as 資訊局資安科; null: not said. */
  office: localLine.nullable(),
  /** Names by which the county's people know its agencies, by id; instead of those of the directory, on all screens. */
  agencyNames: z
    .record(z.string().max(100), localLine)
    .refine((names) => Object.keys(names).length <= MOST_RENAMED_AGENCIES, {
      message: `${MOST_RENAMED_AGENCIES} agencies at most`,
    }),
  /** For the county's own pages; null: the common ones. */
  thresholds: postureThresholds.nullable(),
  contacts: z.array(countyContact).max(MOST_CONTACTS, `${MOST_CONTACTS} contacts at most`),
};

/** What a county has set, as it is stored: one document per county. */
export const countySettings = z.object({
  county: z.string().regex(/^\d{5}$/),
  ...choices,
  /** 0 where nothing was ever set; one more with each change. */
  revision: z.number().int().nonnegative(),
  /** Milliseconds since 1970 UTC, of the last change; null where nothing was ever set. */
  at: z.number().int().nullable(),
  /** Name of who changed it last. */
  by: z.string().nullable(),
});
export type CountySettings = z.infer<typeof countySettings>;

/** `GET /api/v1/settings`: of the counties that have set something, by code. */
export const countySettingsList = z.object({ items: z.array(countySettings) });
export type CountySettingsList = z.infer<typeof countySettingsList>;

/** `GET /api/v1/counties/{code}/settings`, and the answer to a change. */
export const countySettingsAnswer = countySettings.extend({
  /** What the directory calls the county's agencies, by id: all other answers have the county's own names in their place. */
  directoryNames: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })),
});
export type CountySettingsAnswer = z.infer<typeof countySettingsAnswer>;

/** `PUT /api/v1/counties/{code}/settings`: `revision` is the one that was seen; 409 when somebody else changed it since. */
export const countySettingsOrder = z.strictObject({ ...choices, revision: z.number().int().nonnegative() });
export type CountySettingsOrder = z.infer<typeof countySettingsOrder>;

/** The settings of a county that has set nothing. */
export function unsetCountySettings(county: string): CountySettings {
  return { county, office: null, agencyNames: {}, thresholds: null, contacts: [], revision: 0, at: null, by: null };
}
