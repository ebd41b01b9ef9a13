import { DirectoryFile, LiveBoard, NormalRanges, RegistryFile, type ServiceLog } from '@lianfang/board';
import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogTail, createKafkaLogWriter, type LogWriter } from '@lianfang/platform/kafka';
import {
  createDirectoryStore,
  createHourHistory,
  createPostureStore,
  createStoredRows,
  installIndexTemplates,
} from '@lianfang/store';
import type { Counter, Registry } from 'prom-client';
import { createAlertingMetrics } from './alerting-metrics';
import type { Environment } from './environment';
import { PostureKeeper } from './posture/posture-keeper';
import type { PostureSink } from './posture/posture-source.port';
import { createPostureSource } from './posture/stored-posture-source';

/** Alerting's parts, joined. */
export interface AssembledAlerting {
  readonly live: LiveBoard;
  readonly postures: PostureKeeper;
  /** @throws when Elasticsearch does not answer. */
  checkElasticsearch(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Joins the parts; nothing is asked before `start` but which directory is in force.
 * @throws FollowedFileError on a bad file.
 */
export async function assembleAlerting(
  environment: Environment,
  registry: Registry,
  log: ServiceLog,
): Promise<AssembledAlerting> {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const topics = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const kafka = createKafka(environment, 'lianfang-alerting', (level, message) => {
    if (level === 'error' || level === 'warn') log.warn(message);
  });
  const metrics = createAlertingMetrics(registry);
  const directory = new DirectoryFile(environment.LIANFANG_DIRECTORY, log, createDirectoryStore(client, names));
  await directory.ask();
  const sensors = new RegistryFile(environment.LIANFANG_SENSORS || undefined, directory, log);
  const stored = createStoredRows(client, names);
  const live = new LiveBoard({
    stored,
    openTail: (onCrash) => createKafkaLogTail(kafka, topics.rowsLive, onCrash),
    log,
    onMessage: (kind) => metrics.liveMessages.inc({ kind }),
  });
  const writer = createKafkaLogWriter(kafka);
  const everyMs = environment.LIANFANG_POSTURE_MS;
  const postures = new PostureKeeper({
    source: createPostureSource({
      client,
      names,
      stored,
      live,
      normals: new NormalRanges(createHourHistory(client, names), log),
      directory,
      registry: sensors,
      everyMs,
      onRows: (count) => metrics.severityRows.set(count),
    }),
    store: createPostureStore(client, names),
    sink: createSink(writer, topics.posture, metrics.published),
    prepare: () => installIndexTemplates(client, names),
    log,
    onJudged: (at) => metrics.judgedAt.set(at / 1_000),
    everyMs,
    now: () => performance.now(),
  });
  return {
    live,
    postures,
    checkElasticsearch: async () => {
      await client.cluster.health({ timeout: '2s' }, { requestTimeout: 2_500 });
    },
    start: () => {
      directory.watch();
      sensors.watch();
      live.start();
      postures.start();
    },
    stop: async () => {
      directory.close();
      sensors.close();
      await Promise.all([live.stop(), postures.stop()]);
      await Promise.allSettled([writer.close(), client.close()]);
    },
  };
}

/** Connects with the first postures: Kafka may be away at the start. */
function createSink(writer: LogWriter, topic: string, published: Counter): PostureSink {
  let isConnected = false;
  return {
    publish: async (postures) => {
      if (!isConnected) await writer.connect();
      isConnected = true;
      await writer.append(
        topic,
        postures.map((each) => ({ key: each.county, value: JSON.stringify(each) })),
      );
      published.inc(postures.length);
    },
  };
}
