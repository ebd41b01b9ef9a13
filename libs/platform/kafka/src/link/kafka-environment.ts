import { ConfigError } from '@lianfang/platform/config';
import { Secret, TlsFiles } from '@lianfang/platform/tls';
import { z } from 'zod';

const BROKERS_RULE = 'must name the brokers as host:port, with commas between';

/** Environment variables of a connection to Kafka; spread it into an app's schema. */
export const kafkaEnvironment = {
  /** `host:port`, several with commas between. */
  KAFKA_BROKERS: z.string(BROKERS_RULE).regex(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, BROKERS_RULE),
  KAFKA_TLS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  /** Path of a PEM file with the certificate authorities of the brokers; without it those that Node knows. */
  KAFKA_CA_FILE: z.string().optional(),
  /** Paths of PEM files with our own certificate and its key, where brokers ask for one. */
  KAFKA_CERT_FILE: z.string().optional(),
  KAFKA_KEY_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512')
    .optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
  /** Path of a file that holds the password, in place of `KAFKA_PASSWORD`. */
  KAFKA_PASSWORD_FILE: z.string().optional(),
};

export type KafkaSettings = z.infer<z.ZodObject<typeof kafkaEnvironment>>;

/** How to sign in. */
export interface Account {
  readonly mechanism: NonNullable<KafkaSettings['KAFKA_SASL_MECHANISM']>;
  readonly username: string;
  readonly password: Secret;
}

/** What of the settings is more than an address: undefined is without. */
export interface KafkaLink {
  readonly tls: TlsFiles | undefined;
  readonly account: Account | undefined;
}

/** @throws ConfigError where settings contradict each other or a file can't be used. */
export function readKafkaLink(settings: KafkaSettings): KafkaLink {
  return { tls: tlsOf(settings), account: accountOf(settings) };
}

function tlsOf({ KAFKA_TLS, KAFKA_CA_FILE, KAFKA_CERT_FILE, KAFKA_KEY_FILE }: KafkaSettings): TlsFiles | undefined {
  if (KAFKA_TLS === 'on') {
    return new TlsFiles({ prefix: 'KAFKA', ca: KAFKA_CA_FILE, cert: KAFKA_CERT_FILE, key: KAFKA_KEY_FILE });
  }
  if (KAFKA_CA_FILE ?? KAFKA_CERT_FILE ?? KAFKA_KEY_FILE) {
    throw new ConfigError([
      'KAFKA_TLS: must be on, because files for TLS are named (KAFKA_CA_FILE, …_CERT_FILE, …_KEY_FILE)',
    ]);
  }
  return undefined;
}

function accountOf(settings: KafkaSettings): Account | undefined {
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_USERNAME: username } = settings;
  const password = Secret.from({
    name: 'KAFKA_PASSWORD',
    value: settings.KAFKA_PASSWORD,
    file: settings.KAFKA_PASSWORD_FILE,
  });
  if (mechanism !== undefined && username !== undefined && password !== undefined) {
    return { mechanism, username, password };
  }
  if (mechanism === undefined && username === undefined && password === undefined) return undefined;
  const given = {
    KAFKA_SASL_MECHANISM: mechanism,
    KAFKA_USERNAME: username,
    'KAFKA_PASSWORD or KAFKA_PASSWORD_FILE': password,
  };
  const missing = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : []));
  throw new ConfigError(
    missing.map((name) => `${name}: must be set too: a sign-in needs mechanism, name and password`),
  );
}
