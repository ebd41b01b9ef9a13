import { z } from 'zod';

/** `GET /auth/session`: who one is signed in as. */
export const sessionAnswer = z.object({
  name: z.string(),
  roles: z.array(z.string()),
  /** Five digits; null for people of the centre. */
  county: z.string().nullable(),
  agency: z.string().nullable(),
  /**
   * What they may do, by the names of the table of capabilities; screens follow these and no role. Some take a stronger
   * sign-in: then the question is refused with 403 until there was one.
   */
  capabilities: z.array(z.string()),
  /** When the session ends unless one is seen again; milliseconds since 1970 UTC. */
  endsAt: z.number().int(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

/**
 * Header of a question that a timer of the page asked, and no person (any value): it is answered, and a session does not
 * live on by it. Without it a screen that nobody touches would never sign out.
 */
export const UNATTENDED_HEADER = 'lianfang-unattended';

/** Close codes of the live socket, for the page behind it: sign in again; or come back, and see what you may see now. */
export const SESSION_ENDED = 4401;
export const RIGHTS_CHANGED = 4403;

/** Title of the problem (403) where the role suffices and the sign-in is not strong enough. */
export const STRONGER_SIGN_IN = 'A stronger sign-in is needed';

/** The answer to `POST /auth/sign-out`. */
export const signOutAnswer = z.object({
  /** Where the browser goes on to sign out at the provider too; null where it offers no such page. */
  next: z.string().nullable(),
});
