import { CENTRE_ONLY } from '@lianfang/contract';
import { z } from 'zod';

/**
 * What a revocation names: one session by our name or by the provider's, everything that somebody began before it, or of
 * that only what the provider gave no name of its own.
 */
export const REVOKED = ['session', 'provider-session', 'subject', 'subject-unnamed'] as const;

/** A message of the topic `revocations`: compacted, one for each name, kept until what it ends would have ended anyway. */
export const revocation = z.object({
  /** Always {@link CENTRE_ONLY}: every message says who may see it. */
  county: z.literal(CENTRE_ONLY),
  kind: z.enum(REVOKED),
  issuer: z.string(),
  name: z.string().min(1),
  /** Sessions that began later are not meant; milliseconds since 1970 UTC. */
  at: z.number().int(),
  /** After this no session that it could end is left. */
  until: z.number().int(),
});
export type Revocation = z.infer<typeof revocation>;

/** The key of its message: the later revocation of the same name replaces the earlier. */
export function revocationKey({ kind, issuer, name }: Pick<Revocation, 'kind' | 'issuer' | 'name'>): string {
  return JSON.stringify([kind, issuer, name]);
}
