import { readFileSync } from 'node:fs';
import { ConfigError, parseDuration } from '@lianfang/platform/config';
import { Secret } from '@lianfang/platform/tls';
import { z } from 'zod';
import { readSealKeys, type SealKey } from '@lianfang/platform/seal';
import { isLoopbackName } from './other-loopback-name';

/** A duration as a setting: `30m`. @returns milliseconds */
export function duration(bounds: { min: string; max: string; default: string }): z.ZodType<number, unknown> {
  const [min = 0, max = 0] = [parseDuration(bounds.min), parseDuration(bounds.max)];
  const rule = `must be a duration from ${bounds.min} to ${bounds.max}, such as ${bounds.default}`;
  return z
    .string(rule)
    .default(bounds.default)
    .transform((text) => parseDuration(text) ?? Number.NaN)
    .refine((length) => length >= min && length <= max, rule);
}

const names = z
  .string()
  .default('')
  .transform((text) => text.split(' ').filter((name) => name !== ''));

/** Environment variables of signing in; spread it into the gateway's schema. */
export const sessionEnvironment = {
  /** Where browsers reach the gateway: `https://soc.example.gov.tw`, without a path. */
  LIANFANG_PUBLIC_URL: z
    .url('must be where browsers reach the gateway, such as https://soc.example.gov.tw')
    .refine((text) => new URL(text).pathname === '/', 'must be without a path'),
  /** Issuer of the OpenID Connect provider; its discovery document is below it. */
  LIANFANG_OIDC_ISSUER: z.url('must be the issuer of the OpenID Connect provider'),
  LIANFANG_OIDC_CLIENT_ID: z.string('must be the name by which the provider knows the gateway'),
  LIANFANG_OIDC_CLIENT_SECRET: z.string().optional(),
  /** Path of a file that holds the secret, in place of `LIANFANG_OIDC_CLIENT_SECRET`. */
  LIANFANG_OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  /** What is asked for at sign-in: as much as the claims of roles and county need. */
  LIANFANG_OIDC_SCOPE: z
    .string()
    .default('openid profile')
    .refine((text) => text.split(' ').includes('openid'), 'must contain openid'),
  /** Values of `acr` that are a strong sign-in, with blanks between; the first is asked for. */
  LIANFANG_OIDC_STRONG_ACR: names,
  /** A strong sign-in suffices for so long. */
  LIANFANG_STRONG_AGE: duration({ min: '1m', max: '12h', default: '15m' }),
  /** What access tokens of programs name as their audience. */
  LIANFANG_API_AUDIENCE: z.string().default('urn:lianfang:api'),
  /** Path of the file that says which claim is which role. */
  LIANFANG_ROLES: z.string('must be the path of the file of roles'),
  /** Path of the file with the keys that seal cookies, the same for every gateway. */
  LIANFANG_SESSION_KEYS_FILE: z.string('must be the path of the file with the keys of sessions'),
  /** A session ends after so long without being seen. */
  LIANFANG_SESSION_IDLE: duration({ min: '1m', max: '24h', default: '30m' }),
  /** A session ends after so long in any case. */
  LIANFANG_SESSION_ABSOLUTE: duration({ min: '5m', max: '72h', default: '12h' }),
  /** For development only: the provider that `/identity` is handed on to. */
  LIANFANG_IDENTITY_PROXY: z.url().optional(),
  NODE_ENV: z.string().optional(),
};

type SessionSettings = z.infer<z.ZodObject<typeof sessionEnvironment>>;

/** The settings as they are used. */
export interface SessionLink {
  readonly clientSecret: () => string;
  readonly keys: readonly SealKey[];
}

/** @throws ConfigError where settings contradict each other or a file can't be used. */
export function readSessionLink(settings: SessionSettings): SessionLink {
  const { LIANFANG_PUBLIC_URL: publicUrl, LIANFANG_OIDC_ISSUER: issuer } = settings;
  if (settings.NODE_ENV === 'production') {
    if (settings.LIANFANG_IDENTITY_PROXY !== undefined)
      throw new ConfigError([
        'LIANFANG_IDENTITY_PROXY: must not be set in production: anybody could sign in as anybody',
      ]);
    for (const [name, url] of Object.entries({ LIANFANG_PUBLIC_URL: publicUrl, LIANFANG_OIDC_ISSUER: issuer }))
      if (!url.startsWith('https:')) throw new ConfigError([`${name}: must begin with https in production`]);
  }
  checkThisMachine(settings);
  if (settings.LIANFANG_SESSION_IDLE > settings.LIANFANG_SESSION_ABSOLUTE)
    throw new ConfigError(['LIANFANG_SESSION_IDLE: must not be longer than LIANFANG_SESSION_ABSOLUTE']);
  const secret = Secret.from({
    name: 'LIANFANG_OIDC_CLIENT_SECRET',
    value: settings.LIANFANG_OIDC_CLIENT_SECRET,
    file: settings.LIANFANG_OIDC_CLIENT_SECRET_FILE,
  });
  if (!secret) throw new ConfigError(['LIANFANG_OIDC_CLIENT_SECRET, …_FILE: one of them must be set']);
  return { clientSecret: () => secret.current(), keys: keysOf(settings) };
}

/** What anybody on the way could read or change, and a provider without passwords, are for one machine alone. */
function checkThisMachine(settings: SessionSettings): void {
  const { LIANFANG_PUBLIC_URL, LIANFANG_OIDC_ISSUER, LIANFANG_IDENTITY_PROXY } = settings;
  const isProxied = LIANFANG_IDENTITY_PROXY !== undefined;
  if (!isProxied && !LIANFANG_OIDC_ISSUER.startsWith('http:')) return;
  const because = isProxied ? 'with LIANFANG_IDENTITY_PROXY' : 'with an issuer without TLS';
  for (const [name, url] of Object.entries({ LIANFANG_OIDC_ISSUER, LIANFANG_PUBLIC_URL }))
    if (!isLoopbackName(new URL(url).hostname))
      throw new ConfigError([`${name}: must be an address of this machine ${because}; use a provider with https`]);
}

function keysOf({ LIANFANG_SESSION_KEYS_FILE: path }: SessionSettings): readonly SealKey[] {
  const keys = readSealKeys(readFile('LIANFANG_SESSION_KEYS_FILE', path));
  if (keys.ok) return keys.value;
  throw new ConfigError([`LIANFANG_SESSION_KEYS_FILE: ${keys.error}; make one with \`openssl rand -base64 32\``]);
}

function readFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`${name}: must be the path of a file that this user may read`]);
  }
}
