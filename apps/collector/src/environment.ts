import { loadConfig, parseDuration, wholeNumber } from '@lianfang/platform/config';
import { elasticsearchEnvironment, readElasticsearchLink } from '@lianfang/platform/elasticsearch';
import { kafkaEnvironment, readKafkaLink } from '@lianfang/platform/kafka';
import { serviceEnvironment } from '@lianfang/platform/service';
import { z } from 'zod';
import { keepEnvironment } from './retention/keep-settings';

/** A topic to read, and how far behind the log its events may be. */
export interface TopicSettings {
  readonly topic: string;
  /** The lateness window in milliseconds. */
  readonly latenessMs: number;
}

const TOPICS_RULE = 'must list topics as name:window, with commas between, such as threat-events:7d';

const topics = z
  .string()
  .default('threat-events:7d')
  .transform((text, context): TopicSettings[] =>
    text.split(',').flatMap((item) => {
      const [topic = '', window = ''] = item.split(':');
      const latenessMs = parseDuration(window);
      if (/^[\w.-]{1,200}$/.test(topic) && latenessMs !== undefined) return [{ topic, latenessMs }];
      context.addIssue({ code: 'custom', message: TOPICS_RULE });
      return [];
    }),
  );

const schema = z.object({
  ...serviceEnvironment,
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  /** Path of the directory file; read again when it changes. */
  LIANFANG_DIRECTORY: z.string('must be the path of the directory file'),
  /** Path of the country table: CSV, or a MaxMind-format file. */
  LIANFANG_COUNTRIES: z.string('must be the path of the country table'),
  /**
   * Path of the sensor file, the registry of who writes, for whom, where and how; read again when it changes. None: no sensor
   * is registered, all may speak for all, and a time without zone is UTC.
   */
  LIANFANG_SENSORS: z.string().optional(),
  /** Path of the file of shared indicators; read again when it changes. None: evidence says nothing of indicators. */
  LIANFANG_INDICATORS: z.string().optional(),
  /**
   * The normaliser that new chunks are pinned to. `auto` stays with what the pins in the store name, so that an upgrade can be
   * taken back; `newest` switches this release's own on; or a version by its number.
   */
  LIANFANG_NORMALISER: z
    .string()
    .regex(/^(?:auto|newest|\d{1,4})$/, 'must be auto, newest, or the number of a version that this release carries')
    .default('auto'),
  LIANFANG_TOPICS: topics,
  LIANFANG_TOPIC_PREFIX: z.string().default(''),
  LIANFANG_INDEX_PREFIX: z.string().default('lianfang'),
  /** The consumer group: collectors of one group share the partitions. */
  LIANFANG_GROUP: z.string().default('lianfang-collector'),
  /** Bytes of a record's value; a larger one is rejected before it is parsed. */
  LIANFANG_RECORD_BYTES: wholeNumber({ min: 1_024, max: 16_777_216, default: 262_144 }),
  /** Offsets within which a repeated event is a duplicate. */
  LIANFANG_DUPLICATE_WINDOW: wholeNumber({ min: 0, max: 4_194_304, default: 65_536 }),
  /** Cells of one kind of rows in one chunk; the rest goes to a visible overflow cell. */
  LIANFANG_CELL_LIMIT: wholeNumber({ min: 1_000, max: 1_000_000, default: 100_000 }),
  /** Keys of all top lists of one chunk; the events of further ones go to a visible overflow. */
  LIANFANG_TOP_LIST_KEYS: wholeNumber({ min: 1_000, max: 1_000_000, default: 65_536 }),
  /** Whole events kept for drill-down, of one minute, agency and rule. */
  LIANFANG_EVIDENCE_PER_GROUP: wholeNumber({ min: 1, max: 1_000, default: 20 }),
  /** Whole events kept of one chunk in all; 0 keeps none. */
  LIANFANG_EVIDENCE_PER_CHUNK: wholeNumber({ min: 0, max: 50_000, default: 2_000 }),
  /** Bytes of the whole events kept of one chunk. */
  LIANFANG_EVIDENCE_BYTES: wholeNumber({ min: 65_536, max: 67_108_864, default: 8_388_608 }),
  /** Milliseconds after which a member that says nothing is taken for dead and its partitions are given away. */
  LIANFANG_SESSION_MS: wholeNumber({ min: 1_000, max: 300_000, default: 10_000 }),
  /** Milliseconds between two flushes of counted rows. */
  LIANFANG_FLUSH_MS: wholeNumber({ min: 100, max: 60_000, default: 1_000 }),
  /** How long everything is kept, `LIANFANG_KEEP_MINUTES` and so on; see the table of retention in the store. */
  ...keepEnvironment,
  /** Milliseconds between two looks at what is past its time. */
  LIANFANG_RETENTION_CHECK_MS: wholeNumber({ min: 500, max: 86_400_000, default: 600_000 }),
});

/** Everything that the collector is told from outside. */
export type Environment = z.infer<typeof schema>;

/** What a rebuild is told from outside; the rest of what decides a count it takes from the pins. */
const rebuildSchema = z.object({
  ...kafkaEnvironment,
  ...elasticsearchEnvironment,
  LIANFANG_TOPICS: topics,
  LIANFANG_INDICATORS: schema.shape.LIANFANG_INDICATORS,
  LIANFANG_TOPIC_PREFIX: schema.shape.LIANFANG_TOPIC_PREFIX,
  LIANFANG_INDEX_PREFIX: schema.shape.LIANFANG_INDEX_PREFIX,
  LIANFANG_GROUP: schema.shape.LIANFANG_GROUP,
});
export type RebuildEnvironment = z.infer<typeof rebuildSchema>;

/** Reads the environment; the only place of this app that does. @throws ConfigError naming what is wrong. */
export function readEnvironment(): Environment {
  return loadConfig(schema, process.env, [readKafkaLink, readElasticsearchLink]);
}

/** The same for a rebuild. */
export function readRebuildEnvironment(): RebuildEnvironment {
  return loadConfig(rebuildSchema, process.env, [readKafkaLink, readElasticsearchLink]);
}
