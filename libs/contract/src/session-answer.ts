import { z } from 'zod';

/** `GET /auth/session`: who one is signed in as. */
export const sessionAnswer = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  /** Five digits; null for people of the centre. */
  county: z.string().nullable(),
  agency: z.string().nullable(),
  /** When the session ends unless one is seen again; milliseconds since 1970 UTC. */
  endsAt: z.number().int(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;
