import { loadConfig, wholeNumber } from '@lianfang/platform/config';
import { elasticsearchEnvironment, readElasticsearchLink } from '@lianfang/platform/elasticsearch';
import { kafkaEnvironment, readKafkaLink } from '@lianfang/platform/kafka';
import { serviceEnvironment } from '@lianfang/platform/service';
import { z } from 'zod';

const schema = z.object({
  ...serviceEnvironment,
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  /** Path of the directory file; read again when it changes. */
  LIANFANG_DIRECTORY: z.string('must be the path of the directory file'),
  /** Path of the sensor file, the same that collectors have; read again when it changes. None: coverage is unknown. */
  LIANFANG_SENSORS: z.string().optional(),
  LIANFANG_TOPIC_PREFIX: z.string().default(''),
  LIANFANG_INDEX_PREFIX: z.string().default('lianfang'),
  /** Milliseconds between two looks at all counties; the instants that are judged are multiples of it. */
  LIANFANG_POSTURE_MS: wholeNumber({ min: 1_000, max: 60_000, default: 10_000 }),
});

/** Everything that alerting is told from outside. */
export type Environment = z.infer<typeof schema>;

/** Reads the environment; the only place of this app that does. @throws ConfigError naming what is wrong. */
export function readEnvironment(): Environment {
  return loadConfig(schema, process.env, [readKafkaLink, readElasticsearchLink]);
}
