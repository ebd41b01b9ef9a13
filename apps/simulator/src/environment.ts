import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadConfig, wholeNumber } from '@lianfang/platform/config';
import { elasticsearchEnvironment, readElasticsearchLink } from '@lianfang/platform/elasticsearch';
import { kafkaEnvironment, readKafkaLink } from '@lianfang/platform/kafka';
import { z } from 'zod';
import type { TrafficFiles } from './read-traffic';

const base = {
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'must be fatal, error, warn, info, debug or trace')
    .default('info'),
  /** Path of a directory file; the demonstration's without it. */
  LIANFANG_DIRECTORY: z.string().optional(),
  /** Path of a country table in CSV; the demonstration's without it. */
  LIANFANG_COUNTRIES: z.string().optional(),
};

const index = { LIANFANG_INDEX_PREFIX: z.string().default('lianfang') };

const liveSchema = z.object({
  ...base,
  ...index,
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  /** Without it nothing is known of a past, and none is finished. */
  ELASTICSEARCH_NODE: elasticsearchEnvironment.ELASTICSEARCH_NODE.optional(),
  LIANFANG_TOPIC_PREFIX: z.string().default(''),
  HOST: z.string().default('127.0.0.1'),
  /** Port for `GET /health/ready`; 0 for none. */
  PORT: wholeNumber({ min: 0, max: 65_535, default: 0 }),
});

const pastSchema = z.object({ ...base, ...index, ...elasticsearchEnvironment });

export type LiveEnvironment = z.infer<typeof liveSchema>;
export type PastEnvironment = z.infer<typeof pastSchema>;
export type BaseEnvironment = z.infer<z.ZodObject<typeof base>>;

/** The only place of this app that reads the environment. Each throws ConfigError naming what is wrong. */
export const readEnvironment = {
  generate: (): BaseEnvironment => loadConfig(z.object(base), process.env),
  live: (): LiveEnvironment => loadConfig(liveSchema, process.env, [readKafkaLink, readElasticsearchLink]),
  past: (): PastEnvironment => loadConfig(pastSchema, process.env, [readElasticsearchLink]),
};

const DEMONSTRATION = join('deploy', 'local', 'demonstration');

/**
 * The files that traffic is made from.
 * @param programFolder where the running program is: the demonstration is found above it.
 */
export function trafficFiles(environment: BaseEnvironment, programFolder: string): TrafficFiles {
  const folder = demonstrationFolder(programFolder);
  return {
    directory: environment.LIANFANG_DIRECTORY ?? join(folder, 'directory.yaml'),
    countries: environment.LIANFANG_COUNTRIES ?? join(folder, 'countries.csv'),
  };
}

function demonstrationFolder(from: string): string {
  const here = join(from, DEMONSTRATION);
  return existsSync(here) || dirname(from) === from ? here : demonstrationFolder(dirname(from));
}
