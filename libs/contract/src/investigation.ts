import { z } from 'zod';

const instant = z.number().int();

/** Who did it, as the provider named them then. */
const party = z.object({ subject: z.string(), name: z.string() });
export type InvestigationParty = z.infer<typeof party>;

const judgement = z.object({
  at: instant,
  by: party,
  decision: z.enum(['approve', 'refuse']),
  reason: z.string().nullable(),
});

/**
 * A sealed investigation as it is kept: what people did, and when. What time does to it is not written down but follows
 * from the clock (`libs/access`), so that nothing has to run for a seal to end.
 */
export const investigation = z.object({
  id: z.uuid(),
  /** Whose data it is about: five digits. It is for the centre's leads and auditors alone. */
  county: z.string().regex(/^\d{5}$/),
  reason: z.string(),
  asked: z.object({ at: instant, by: party }),
  /** Undecided then, it lapses; milliseconds since 1970 UTC, as all instants here. */
  decideBy: instant,
  /** Time ends it then. */
  until: instant,
  decided: judgement.nullable(),
  /** By somebody, before its time. */
  ended: z.object({ at: instant, by: party, reason: z.string().nullable() }).nullable(),
  /** From then on its county sees everything, as far as is known now: a step may bring it nearer or, up to `until`, put it off. */
  sealedUntil: instant,
});
export type Investigation = z.infer<typeof investigation>;
