import { z } from 'zod';
import { askedInstant } from './asked-instant';
import { AUDIT_ACTIONS, EVERY_COUNTY } from './audit-entry';
import { CENTRE_ONLY } from './system-alert';

/** Why somebody looks, percent-encoded UTF-8; {@link LONGEST_PURPOSE} characters at most. */
export const PURPOSE_HEADER = 'lianfang-purpose';
/** The sealed investigation in which somebody looks: its id. */
export const INVESTIGATION_HEADER = 'lianfang-investigation';
/** Title of the problem that says so: ask again with {@link PURPOSE_HEADER}. */
export const PURPOSE_NEEDED = 'Say why';

const instant = z.number().int();
const countyCode = z.string().regex(/^\d{5}$/, 'must be five digits');

/** An entry as somebody sees it: a county without what would tell of others. */
export const auditItem = z.object({
  /** Of the entry; the same whoever looks. */
  id: z.string(),
  at: instant,
  actor: z.object({
    kind: z.enum(['person', 'machine', 'nobody']),
    /** The provider's name for them; null for counties. */
    subject: z.string().nullable(),
    name: z.string().nullable(),
    roles: z.array(z.string()),
    /** Five digits; null for the centre. */
    county: countyCode.nullable(),
  }),
  action: z.enum(AUDIT_ACTIONS),
  /** Whose data: five digits, {@link EVERY_COUNTY}, or {@link CENTRE_ONLY} where it is no county's. */
  county: z.string(),
  /** By what they might: `evidence.read`, as docs/roles.md lists them. */
  capability: z.string().nullable(),
  /** Which view: `GET /api/v1/series`, `live county`. */
  what: z.string(),
  /** Which one thing, where it is one, as the API names it to whoever asks. */
  thing: z.string().nullable(),
  purpose: z.string().nullable(),
  /** The investigation under whose seal it was hidden until it ended. */
  investigation: z.string().nullable(),
  /** The entry's hash in the chain, 64 hexadecimal digits: keep it, and an auditor can be asked to find it. */
  hash: z.string(),
});
export type AuditItem = z.infer<typeof auditItem>;

/** `GET /api/v1/audit`: newest first. */
export const auditPage = z.object({
  items: z.array(auditItem),
  /** Entries about this county that are not shown yet because an investigation is sealed, whatever else the question names. */
  sealed: z.number().int().nonnegative(),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

/** What of the audit: a county gets what is about it, and its own people's sign-ins and changes, whatever it asks for. */
export const auditQuery = z.object({
  /** Auditors: five digits, `every`, `centre`; all without it. A county: its own code alone. */
  county: z.union([countyCode, z.enum([EVERY_COUNTY, CENTRE_ONLY])]).optional(),
  /** `own`: what was about one county alone, without what was about every county at once. */
  about: z.enum(['own', 'all']).default('all'),
  action: z.enum(AUDIT_ACTIONS).optional(),
  /** Included. */
  from: askedInstant.optional(),
  /** Not included. */
  to: askedInstant.optional(),
  size: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** What a check of the chain found at one place. */
export const auditFault = z.object({
  kind: z.enum(['missing', 'cut', 'changed', 'moved', 'rewritten', 'unlike-log']),
  /** First offset in the log of the audit. */
  from: z.number().int(),
  /** Last offset, included. */
  to: z.number().int(),
});
export type AuditFault = z.infer<typeof auditFault>;

/** `GET /api/v1/audit/chain`: whether the audit is whole. */
export const auditChainAnswer = z.object({
  /** The last check; null before the first. */
  checked: z
    .object({
      at: instant,
      isWhole: z.boolean(),
      /** Entries that were looked at; null for counties: others' are among them. */
      entries: z.number().int().nullable(),
      /** What was found, 100 at most; empty for counties. */
      faults: z.array(auditFault),
    })
    .nullable(),
  /** The last head that was published outside, once an hour; null before the first. */
  head: z
    .object({
      at: instant,
      /** Hash of the last entry then, 64 hexadecimal digits. */
      hash: z.string(),
      /** Its place in the chain; null for counties. */
      offset: z.number().int().nullable(),
    })
    .nullable(),
  /** The newest entry that is kept: its time, for counties its minute; null before the first. */
  keptUntil: instant.nullable(),
});
export type AuditChainAnswer = z.infer<typeof auditChainAnswer>;
