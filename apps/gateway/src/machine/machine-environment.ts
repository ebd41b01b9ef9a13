import { ConfigError, wholeNumber } from '@lianfang/platform/config';
import { ServerTlsFiles } from '@lianfang/platform/tls';
import { z } from 'zod';

const GIBIBYTE = 1024 ** 3;

/** Environment variables of programs and of everybody's limits; spread it into the gateway's schema. */
export const machineEnvironment = {
  /** Requests a minute of one program, at this gateway. */
  LIANFANG_RATE_PROGRAM: wholeNumber({ min: 1, max: 1_000_000, default: 600 }),
  /** Requests a minute of one person, on all their screens, at this gateway. */
  LIANFANG_RATE_PERSON: wholeNumber({ min: 1, max: 1_000_000, default: 1_200 }),
  /**
   * Requests a minute of those who are not signed in, from one address (IPv6: a /64), which a county's people share: so many
   * for signing in, ten times as many for the provider's logout, and so many for the rest.
   */
  LIANFANG_RATE_ADDRESS: wholeNumber({ min: 1, max: 1_000_000, default: 3_000 }),
  /** Requests of one program in a day of Taipei, at all gateways together. */
  LIANFANG_QUOTA_REQUESTS: wholeNumber({ min: 1, max: 1_000_000_000, default: 200_000 }),
  /** Bytes of answers to one program in a day of Taipei, before they are compressed. */
  LIANFANG_QUOTA_BYTES: wholeNumber({ min: 1_024, max: 1_024 * 1_024 * GIBIBYTE, default: 20 * GIBIBYTE }),
  /** Path of a file with quotas of programs by name; read again when it changes. None: all have the same. */
  LIANFANG_QUOTAS: z.string().optional(),
  /** Days that the counts of transmissions are kept. */
  LIANFANG_KEEP_TRANSMISSIONS: wholeNumber({ min: 31, max: 3_650, default: 400 }),
  /** Path of the gateway's certificate, with those between it and its authority: it speaks TLS itself. PEM. */
  LIANFANG_TLS_CERT_FILE: z.string().optional(),
  LIANFANG_TLS_KEY_FILE: z.string().optional(),
  /** Path of the authorities that sign certificates of programs; without it nobody is asked for one. PEM. */
  LIANFANG_TLS_CA_FILE: z.string().optional(),
  /** `required`: only tokens that are bound to a certificate are taken from programs. */
  LIANFANG_BOUND_TOKENS: z.enum(['required', 'optional'], 'must be required or optional').default('optional'),
};

type MachineSettings = z.infer<z.ZodObject<typeof machineEnvironment>>;

/** @returns what the gateway speaks TLS with; undefined where it does not. @throws ConfigError */
export function readServerTls(settings: MachineSettings): ServerTlsFiles | undefined {
  const { LIANFANG_TLS_CERT_FILE: cert, LIANFANG_TLS_KEY_FILE: key, LIANFANG_TLS_CA_FILE: ca } = settings;
  if ((cert === undefined) !== (key === undefined))
    throw new ConfigError(['LIANFANG_TLS_CERT_FILE, LIANFANG_TLS_KEY_FILE: must be set together']);
  if (ca !== undefined && cert === undefined)
    throw new ConfigError(['LIANFANG_TLS_CA_FILE: must not be set without LIANFANG_TLS_CERT_FILE']);
  if (settings.LIANFANG_BOUND_TOKENS === 'required' && ca === undefined)
    throw new ConfigError([
      'LIANFANG_BOUND_TOKENS: can be required only with LIANFANG_TLS_CA_FILE, else no program gets in',
    ]);
  return cert === undefined || key === undefined
    ? undefined
    : new ServerTlsFiles({ prefix: 'LIANFANG_TLS', cert, key, ca });
}
