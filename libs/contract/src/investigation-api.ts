import { z } from 'zod';

/** A seal holds so many days at most, counted from the asking; nothing makes it longer. */
export const LONGEST_SEAL_DAYS = 90;
/** Whoever is asked to decide has so many days; then the investigation lapses. */
export const DAYS_TO_DECIDE = 14;

/**
 * Where a sealed investigation stands.
 * - `asked`: a lead asked; nobody looks under it yet
 * - `approved`: an auditor who is somebody else approved; leads and analysts look under it
 * - `refused`, `lapsed` (nobody decided in {@link DAYS_TO_DECIDE} days), `ended` (by somebody, or by time): its county sees everything
 */
export const INVESTIGATION_STATES = ['asked', 'approved', 'refused', 'lapsed', 'ended'] as const;
export type InvestigationState = (typeof INVESTIGATION_STATES)[number];

/** What somebody can do to one. */
export const INVESTIGATION_STEPS = ['approve', 'refuse', 'end'] as const;
export type InvestigationStep = (typeof INVESTIGATION_STEPS)[number];

const instant = z.number().int();
const countyCode = z.string().regex(/^\d{5}$/, 'must be five digits');
/** Plain text for people; blanks at the ends are not counted. A reason in Chinese is short. */
const sentence = (shortest: number) =>
  z
    .string()
    .trim()
    .min(shortest, `say it in ${shortest} characters or more`)
    .max(500, 'say it in 500 characters or less')
    .refine((text) => text.isWellFormed() && !/[^\P{Cc}\n]/u.test(text), 'plain text, please: no control characters');

const person = z.object({
  /** The provider's name for them; shown to auditors only, null for leads. */
  subject: z.string().nullable(),
  name: z.string(),
});

/** A sealed investigation as leads and auditors see it. Instants are milliseconds since 1970 UTC. */
export const investigationItem = z.object({
  id: z.uuid(),
  /** Whose data it is about: five digits. */
  county: countyCode,
  /** Why, as whoever asked wrote it. */
  reason: z.string(),
  state: z.enum(INVESTIGATION_STATES),
  asked: z.object({ at: instant, by: person }),
  /** Null while nobody has decided. */
  decided: z
    .object({ at: instant, by: person, decision: z.enum(['approve', 'refuse']), reason: z.string().nullable() })
    .nullable(),
  /** Who ended it before its time; null otherwise, also where time ended it. */
  ended: z.object({ at: instant, by: person, reason: z.string().nullable() }).nullable(),
  /** When an undecided one lapses. */
  decideBy: instant,
  /** When time ends it. */
  until: instant,
  /** Since when its county sees everything; null while the seal holds. */
  openedAt: instant.nullable(),
  /** What whoever asks may do to it now, after a stronger sign-in; nobody decides on what they asked for themselves. */
  may: z.array(z.enum(INVESTIGATION_STEPS)),
});
export type InvestigationItem = z.infer<typeof investigationItem>;

/** `GET /api/v1/investigations`: newest first. */
export const investigationPage = z.object({
  items: z.array(investigationItem),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
});
export type InvestigationPage = z.infer<typeof investigationPage>;

export const investigationQuery = z.object({
  county: countyCode.optional(),
  /** `sealed`: those whose county does not see yet; `opened`: the others. */
  seal: z.enum(['sealed', 'opened', 'all']).default('all'),
  size: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type InvestigationQuery = z.infer<typeof investigationQuery>;

/** `POST /api/v1/investigations`: a lead asks. */
export const investigationOrder = z.strictObject({
  county: countyCode,
  reason: sentence(5),
  /** How long it may last, counted from now. */
  days: z.number().int().min(1).max(LONGEST_SEAL_DAYS).default(LONGEST_SEAL_DAYS),
});
export type InvestigationOrder = z.infer<typeof investigationOrder>;

/** `POST /api/v1/investigations/{id}/decision`: an auditor who is somebody else approves or refuses. */
export const investigationDecision = z.strictObject({
  decision: z.enum(['approve', 'refuse']),
  reason: sentence(2).optional(),
});
export type InvestigationDecision = z.infer<typeof investigationDecision>;

/** `POST /api/v1/investigations/{id}/end`: a lead or an auditor ends it before its time. */
export const investigationEnd = z.strictObject({ reason: sentence(2).optional() });
export type InvestigationEnd = z.infer<typeof investigationEnd>;
