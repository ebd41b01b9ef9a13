import { readFileSync } from 'node:fs';
import { ConfigError, loadConfig, wholeNumber } from '@lianfang/platform/config';
import { z } from 'zod';
import { parsePeople, type DemonstrationPeople } from './people';
import { parseSecrets, type ProviderSecrets } from './provider-secrets';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);
const LOOPBACK_RULE =
  'must be an address of this machine such as http://127.0.0.1:8080: this provider asks nobody for a password';

const schema = z.object({
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine(
      (host) => LOOPBACK_HOSTS.has(host),
      'must be 127.0.0.1, ::1 or localhost: this provider asks nobody for a password',
    ),
  PORT: wholeNumber({ min: 0, max: 65_535, default: 0 }),
  NODE_ENV: z
    .string()
    .refine((mode) => mode !== 'production', 'must not be production: use a real identity provider')
    .optional(),
  /** Where browsers reach the gateway, which hands `/identity` on to here. */
  LIANFANG_PUBLIC_URL: z
    .url('must be an address such as http://127.0.0.1:8080')
    .refine((text) => LOOPBACK.has(new URL(text).hostname), LOOPBACK_RULE),
  /** Path of the file of people. */
  LIANFANG_PEOPLE: z.string('must be the path of the file of people'),
  /** Path of the file with the secrets of the gateway and of programs; `npm start` makes it. */
  LIANFANG_IDENTITY_SECRETS: z.string('must be the path of the file of secrets'),
});

/** Everything that the provider is told from outside. */
export interface Environment {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: URL;
  readonly people: DemonstrationPeople;
  readonly secrets: ProviderSecrets;
}

/** The only place of this app that reads the environment. @throws ConfigError naming what is wrong, in production always. */
export function readEnvironment(): Environment {
  const settings = loadConfig(schema, process.env);
  const people = parsePeople(read('LIANFANG_PEOPLE', settings.LIANFANG_PEOPLE));
  if (!people.ok) throw new ConfigError(people.error.map((reason) => `LIANFANG_PEOPLE: ${reason}`));
  const secrets = parseSecrets(read('LIANFANG_IDENTITY_SECRETS', settings.LIANFANG_IDENTITY_SECRETS));
  if (!secrets.ok) throw new ConfigError([`LIANFANG_IDENTITY_SECRETS: ${secrets.error}`]);
  return {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: new URL(settings.LIANFANG_PUBLIC_URL),
    people: people.value,
    secrets: secrets.value,
  };
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`${name}: must be the path of a file that this user may read`]);
  }
}
