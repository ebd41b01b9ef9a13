import { readFileSync } from 'node:fs';
import { Kafka, logLevel, type KafkaConfig, type LogEntry } from 'kafkajs';
import { z } from 'zod';
import { installCompressionCodecs } from './compression-codecs';
import { installFraming, pooledSockets } from './fetch/install-framing';

/** Environment variables of a connection to Kafka; spread it into an app's schema. */
export const kafkaEnvironment = {
  /** `host:port`, several with commas between. */
  KAFKA_BROKERS: z
    .string('must name the brokers as host:port, with commas between')
    .regex(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, 'must name the brokers as host:port, with commas between'),
  KAFKA_TLS: z.enum(['on', 'off'], 'must be on or off').default('off'),
  /** Path of a PEM file with the certificate authority of the brokers. */
  KAFKA_CA_FILE: z.string().optional(),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'], 'must be plain, scram-sha-256 or scram-sha-512')
    .optional(),
  KAFKA_USERNAME: z.string().optional(),
  KAFKA_PASSWORD: z.string().optional(),
};

export type KafkaSettings = z.infer<z.ZodObject<typeof kafkaEnvironment>>;

/** Where the client's own log lines go. */
export type KafkaLog = (level: 'error' | 'warn' | 'info' | 'debug', message: string) => void;

/** A Kafka client for the settings; nothing is connected yet. */
export function createKafka(settings: KafkaSettings, clientId: string, log: KafkaLog = () => undefined): Kafka {
  installCompressionCodecs();
  installFraming();
  const config: KafkaConfig = {
    clientId,
    brokers: settings.KAFKA_BROKERS.split(','),
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => log(levelName(entry), `${entry.namespace}: ${entry.log.message}`),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    // Kafka may be away for long; callers decide when to give up.
    socketFactory: pooledSockets,
    retry: { initialRetryTime: 200, maxRetryTime: 5_000, retries: 8 },
  };
  if (settings.KAFKA_TLS === 'on') {
    config.ssl = settings.KAFKA_CA_FILE ? { ca: [readFileSync(settings.KAFKA_CA_FILE)] } : true;
  }
  if (settings.KAFKA_SASL_MECHANISM) config.sasl = saslOptions(settings);
  return new Kafka(config);
}

function saslOptions(settings: KafkaSettings): NonNullable<KafkaConfig['sasl']> {
  const account = { username: settings.KAFKA_USERNAME ?? '', password: settings.KAFKA_PASSWORD ?? '' };
  if (settings.KAFKA_SASL_MECHANISM === 'plain') return { mechanism: 'plain', ...account };
  if (settings.KAFKA_SASL_MECHANISM === 'scram-sha-256') return { mechanism: 'scram-sha-256', ...account };
  return { mechanism: 'scram-sha-512', ...account };
}

function levelName(entry: LogEntry): 'error' | 'warn' | 'info' | 'debug' {
  if (entry.level === logLevel.ERROR) return 'error';
  if (entry.level === logLevel.WARN) return 'warn';
  return entry.level === logLevel.INFO ? 'info' : 'debug';
}
