import { z } from 'zod';
import { CENTRE_ONLY } from './system-alert';

/** In place of one county: the data of every county. Each of them sees the entry. */
export const EVERY_COUNTY = 'every';

/**
 * What an entry of the audit says that somebody did.
 * - `signed-in`, `signed-out`, `sign-in-refused`: at the provider and with us
 * - `refused`: asked for something that none of their roles may, or without a sign-in that is strong enough
 * - `read`: saw data; grouped by person, view, county and purpose in 15 minutes, but for single events
 * - `exported`: took data out
 * - `changed`: wrote something
 */
export const AUDIT_ACTIONS = [
  'signed-in',
  'signed-out',
  'sign-in-refused',
  'refused',
  'read',
  'exported',
  'changed',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Longest purpose that somebody may give, characters. */
export const LONGEST_PURPOSE = 200;
/** Shortest: 演練 is one, `x` is none. */
export const SHORTEST_PURPOSE = 2;

const countyCode = z.string().regex(/^\d{5}$/);
const instant = z.number().int();

/** Who did it, as they were then. */
export const auditActor = z.object({
  kind: z.enum(['person', 'machine', 'nobody']),
  /** The provider's name for them; shown to auditors only. */
  subject: z.string().nullable(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  /** Five digits; null for people of the centre. */
  county: countyCode.nullable(),
});
export type AuditActor = z.infer<typeof auditActor>;

/** One entry: a message of the topic `audit`, written before what it tells of is answered. */
export const auditEntry = z.object({
  /** Random: a message that a retry wrote twice is told from a second deed. */
  id: z.uuid(),
  /** When, by the gateway's clock; milliseconds since 1970 UTC. */
  at: instant,
  actor: auditActor,
  action: z.enum(AUDIT_ACTIONS),
  /** Whose data: one county, {@link EVERY_COUNTY}, or {@link CENTRE_ONLY} where it is no county's. */
  county: z.union([countyCode, z.literal(EVERY_COUNTY), z.literal(CENTRE_ONLY)]),
  /** The capability by which it was done, as `libs/access` names it: `evidence.read`. */
  capability: z.string().nullable(),
  /** The route or view, without what stands in its place of an id: `GET /api/v1/evidence/{id}`, `live county`. */
  what: z.string(),
  /** Which one thing, where it is one: an event's id. Never its contents. */
  thing: z.string().nullable(),
  /** Why, where the role must say so. */
  purpose: z.string().max(LONGEST_PURPOSE).nullable(),
  /** The sealed investigation in which it was done; its county sees it when the seal ends. */
  investigation: z.string().nullable(),
  /** Names the request in the gateway's log; null where it was none of the API's. */
  requestId: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** An entry as it is kept: where the log has it, and how it hangs on the one before. */
export const chainedEntry = z.object({
  /** In the topic `audit`, whose one partition gives the order. */
  offset: z.number().int().nonnegative(),
  /** Hash of the entry before; 64 zeros for the first. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The message as it stands in the log, to the byte: what the hash is made of. */
  value: z.string(),
});
export type ChainedEntry = z.infer<typeof chainedEntry>;

/** How far the chain reached at an instant; published outside, so that cutting the tail is found too. */
export const auditHead = z.object({ offset: z.number().int(), hash: z.string(), at: instant });
export type AuditHead = z.infer<typeof auditHead>;
