import { err, ok, type Result } from '@lianfang/contract';
import { z } from 'zod';

const secret = z.string().min(32, 'must have at least 32 characters');

const schema = z.object({
  /** Of the gateway, at the token endpoint. */
  gateway: secret,
  /** Of programs, by the name of their client. */
  programs: z.record(z.string(), secret),
  /** Signs the provider's own cookies. */
  cookies: secret,
});
export type ProviderSecrets = z.infer<typeof schema>;

/** Reads the file of secrets (JSON). @returns them, or what is wrong; never what the file holds. */
export function parseSecrets(text: string): Result<ProviderSecrets, string> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return err('its file is not JSON; delete it, and `npm start` makes a new one');
  }
  const parsed = schema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; '));
}
