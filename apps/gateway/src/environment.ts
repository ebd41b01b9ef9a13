import { loadConfig, wholeNumber } from '@lianfang/platform/config';
import { elasticsearchEnvironment, readElasticsearchLink } from '@lianfang/platform/elasticsearch';
import { kafkaEnvironment, readKafkaLink } from '@lianfang/platform/kafka';
import { serviceEnvironment } from '@lianfang/platform/service';
import { z } from 'zod';
import { machineEnvironment, readServerTls } from './machine/machine-environment';
import { duration, readSessionLink, sessionEnvironment } from './session/session-environment';

const ORIGINS_RULE = 'must list origins such as https://soc.example.gov.tw, with commas between';

const origins = z
  .string()
  .default('')
  .transform((text, context): string[] =>
    text.split(',').flatMap((item) => {
      const origin = item.trim();
      if (origin === '') return [];
      if (URL.canParse(origin) && new URL(origin).origin === origin) return [origin];
      context.addIssue({ code: 'custom', message: ORIGINS_RULE });
      return [];
    }),
  );

const schema = z.object({
  ...serviceEnvironment,
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  /** Path of the directory file; read again when it changes. */
  LIANFANG_DIRECTORY: z.string('must be the path of the directory file'),
  /** Path of the sensor file, the same that collectors have; read again when it changes. None: no sensor is registered. */
  LIANFANG_SENSORS: z.string().optional(),
  /** Folder of the built dashboard; without it only the API is served. */
  LIANFANG_DASHBOARD: z.string().optional(),
  ...sessionEnvironment,
  ...machineEnvironment,
  LIANFANG_TOPIC_PREFIX: z.string().default(''),
  LIANFANG_INDEX_PREFIX: z.string().default('lianfang'),
  /** The consumer group of the collectors: what they committed is one side of the ledger's equation. */
  LIANFANG_GROUP: z.string().default('lianfang-collector'),
  /** Milliseconds between two checks of the ledger. */
  LIANFANG_LEDGER_CHECK_MS: wholeNumber({ min: 500, max: 600_000, default: 10_000 }),
  /** How often the chain of the audit is checked from its beginning. */
  LIANFANG_AUDIT_CHECK: duration({ min: '1s', max: '7d', default: '24h' }),
  /** Origins beside our own host whose pages may open the live socket and send rejected records again. */
  LIANFANG_ORIGINS: origins,
  /** Sockets at a time; a further one is refused. */
  LIANFANG_VIEWERS: wholeNumber({ min: 1, max: 100_000, default: 15_000 }),
});

/** What a check of the audit is told from outside. */
const auditVerifySchema = z.object({
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  LIANFANG_TOPIC_PREFIX: schema.shape.LIANFANG_TOPIC_PREFIX,
  LIANFANG_INDEX_PREFIX: schema.shape.LIANFANG_INDEX_PREFIX,
});
export type AuditVerifyEnvironment = z.infer<typeof auditVerifySchema>;

/** Everything that the gateway is told from outside. */
export type Environment = z.infer<typeof schema>;

/** Reads the environment; the only place of this app that does. @throws ConfigError naming what is wrong. */
export function readEnvironment(): Environment {
  return loadConfig(schema, process.env, [readKafkaLink, readElasticsearchLink, readSessionLink, readServerTls]);
}

/** The same for a check of the audit. */
export function readAuditVerifyEnvironment(): AuditVerifyEnvironment {
  return loadConfig(auditVerifySchema, process.env, [readKafkaLink, readElasticsearchLink]);
}
