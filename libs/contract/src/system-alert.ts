import { z } from 'zod';
import { rowSource } from './row';
import { SEVERITIES } from './taxonomy';

/** In place of a county: nothing of any county, and for the centre only. */
export const CENTRE_ONLY = 'centre';

/**
 * What a system alert can be about.
 * - `ledger-equation`: the ledger rows do not add up to the offsets processed.
 * - `ledger-minutes`: the minute rows do not add up to what the ledger says was counted.
 * - `audit-chain`: an entry of the audit was removed, changed or moved, or its end was cut.
 */
export const SYSTEM_ALERT_KINDS = ['ledger-equation', 'ledger-minutes', 'audit-chain'] as const;
export type SystemAlertKind = (typeof SYSTEM_ALERT_KINDS)[number];

const instant = z.number().int();

/**
 * Something is wrong with the system itself. One record per kind and source, whoever sees it: it is opened, kept as
 * long as the reason lasts, closed when the reason is gone, and opened again when it comes back.
 */
export const systemAlert = z.object({
  /** `kind/topic/epoch/partition`. */
  id: z.string(),
  kind: z.enum(SYSTEM_ALERT_KINDS),
  severity: z.enum(SEVERITIES),
  /** Always {@link CENTRE_ONLY}: every record says who may see it. */
  county: z.literal(CENTRE_ONLY),
  source: rowSource,
  /** Start of the present (or last) time that it was open; milliseconds since 1970 UTC, as all instants here. */
  opened: instant,
  /** When the reason was last seen. */
  lastSeen: instant,
  /** When the reason was found gone; null while the alert is open. */
  closed: instant.nullable(),
  /** How often it was opened. */
  times: z.number().int().positive(),
  /** What was compared when the reason was last seen. */
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Key of the words that screens show: `alert.ledger-equation`. */
  words: z.string(),
});
export type SystemAlert = z.infer<typeof systemAlert>;

/** `GET /api/v1/alerts`: newest first. */
export const alertPage = z.object({
  items: z.array(systemAlert),
  /** Open alerts in all, whatever the page shows. */
  open: z.number().int().nonnegative(),
  /** Give it as `cursor` for the next page; null after the last. */
  cursor: z.string().nullable(),
});
export type AlertPage = z.infer<typeof alertPage>;

export const alertQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('all'),
  size: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
});
export type AlertQuery = z.infer<typeof alertQuery>;
