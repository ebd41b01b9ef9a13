import { z } from 'zod';
import { CENTRE_ONLY } from './system-alert';

/** What is kept of a write that came with a key: the lock while it runs, then its answer. */
export const firstAnswer = z.object({
  /** Whose write it is: five digits, or {@link CENTRE_ONLY}. Nobody but who wrote is ever shown it. */
  county: z.string().regex(new RegExp(String.raw`^(\d{5}|${CENTRE_ONLY})$`)),
  /** SHA-256 of what was asked, address and body. */
  asked: z.string(),
  state: z.enum(['running', 'done']),
  /** Names the run that holds the lock. */
  owner: z.string(),
  /** While it runs: until when the lock holds unless it is renewed; milliseconds since 1970 UTC. */
  until: z.number().int(),
  begun: z.number().int(),
  /** The answer as JSON text; null while it runs. */
  answer: z.string().nullable(),
});
export type FirstAnswer = z.infer<typeof firstAnswer>;
