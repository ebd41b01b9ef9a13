import { z } from 'zod';

const instant = z.number().int();

/** What the cookie of somebody who signed in holds, sealed: any gateway that has the keys serves them. */
export const session = z.object({
  /** Ours, random; names the session in revocations and in the audit. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  issuer: z.string(),
  subject: z.string(),
  /** The provider's own name for the session (`sid`), by which it ends it. */
  providerSession: z.string().optional(),
  /** The claims that the mapping reads, as the provider said them: a changed mapping changes what they mean. */
  claims: z.record(z.string(), z.unknown()),
  /** When it began; milliseconds since 1970 UTC, as both below. */
  begun: instant,
  /** When the person was last seen doing something. */
  seen: instant,
  /** When the person proved who they are (`auth_time`), 0 where nobody said; absent in older cookies. */
  authTime: instant.optional(),
  /** Shown to the provider at sign-out; absent where it is too long for a cookie. */
  idToken: z.string().optional(),
});
export type Session = z.infer<typeof session>;

/** How long a session may last, milliseconds. */
export interface SessionLimits {
  /** Without being seen. */
  readonly idle: number;
  /** In all. */
  readonly absolute: number;
}

/** When a session ends by itself. */
export function endOf({ begun, seen }: Session, limits: SessionLimits): number {
  return Math.min(begun + limits.absolute, seen + limits.idle);
}
