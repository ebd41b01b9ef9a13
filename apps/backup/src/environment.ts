import { loadConfig, wholeNumber } from '@lianfang/platform/config';
import { elasticsearchEnvironment, readElasticsearchLink } from '@lianfang/platform/elasticsearch';
import { kafkaEnvironment, readKafkaLink } from '@lianfang/platform/kafka';
import { z } from 'zod';

const NAME_RULE = 'must be lower-case letters, digits, dots and hyphens, 100 at most';

const shared = {
  ...elasticsearchEnvironment,
  LIANFANG_INDEX_PREFIX: z.string().default('lianfang'),
  /** Name of the repository in Elasticsearch; one that is registered already, of whatever type, is used as it is. */
  LIANFANG_BACKUP_REPOSITORY: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, NAME_RULE)
    .default('lianfang-backup'),
  /** Folder of the repository where it is not registered yet: below `path.repo` of every node; a relative one is below its first. */
  LIANFANG_BACKUP_LOCATION: z.string().default('lianfang-backup'),
};

const backupSchema = z.object({
  ...shared,
  /** Whole backups that are kept; older ones are removed after each backup. */
  LIANFANG_BACKUP_KEEP: wholeNumber({ min: 1, max: 1_000, default: 14 }),
});
export type BackupEnvironment = z.infer<typeof backupSchema>;

const restoreSchema = z.object({
  ...shared,
  ...kafkaEnvironment,
  LIANFANG_TOPIC_PREFIX: z.string().default(''),
  /** The consumer group of the collectors: while it has members nothing is restored. */
  LIANFANG_GROUP: z.string().default('lianfang-collector'),
});
export type RestoreEnvironment = z.infer<typeof restoreSchema>;

/** Reads the environment of a backup. @throws ConfigError naming what is wrong. */
export function readBackupEnvironment(): BackupEnvironment {
  return loadConfig(backupSchema, process.env, [readElasticsearchLink]);
}

/** The same of a restore. */
export function readRestoreEnvironment(): RestoreEnvironment {
  return loadConfig(restoreSchema, process.env, [readKafkaLink, readElasticsearchLink]);
}
