import type { Logger } from '@nestjs/common';
import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogConsumer,
  createKafkaLogReader,
  createKafkaLogWriter,
} from '@lianfang/platform/kafka';
import {
  createArtifactStore,
  createDirectoryStore,
  createEpochStore,
  createEvidenceStore,
  createPinStore,
  createRevisionStore,
  createRowStore,
  createSensorSignStore,
  createSketchStore,
  installIndexTemplates,
} from '@lianfang/store';
import type { Registry } from 'prom-client';
import { Collector } from './collector';
import { createCollectorMetrics } from './collector-metrics';
import type { CollectorParts } from './collector-parts';
import type { Environment } from './environment';
import { requireLogAppendTime } from './log-append-time';
import { persist } from './persist';
import { withIndicators } from './enriched-evidence';
import { IndicatorFile } from './reference/indicator-file';
import { newPin } from './reference/new-pin';
import { ReferenceData } from './reference/reference-data';
import { namedNormaliser, prevailingNormaliser, StageLibrary } from './reference/stage-library';
import { assembleRetention } from './retention/assemble-retention';

/** A running collector, and how to end it. */
export interface AssembledCollector {
  readonly collector: Collector;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the collector together from real servers. The composition root: nothing else makes its own parts. */
export function assembleCollector(environment: Environment, registry: Registry, log: Logger): AssembledCollector {
  const kafka = createKafka(environment, 'lianfang-collector', (level, message) =>
    level === 'error' ? log.warn(message) : log.debug(message),
  );
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const topics = environment.LIANFANG_TOPICS.map(({ topic }) => environment.LIANFANG_TOPIC_PREFIX + topic);
  const admin = createKafkaLogAdmin(kafka);
  const writer = createKafkaLogWriter(kafka);
  const reader = createKafkaLogReader(kafka);
  const consumer = createKafkaLogConsumer(kafka, {
    group: environment.LIANFANG_TOPIC_PREFIX + environment.LIANFANG_GROUP,
    topics,
    concurrency: 4,
    sessionMs: environment.LIANFANG_SESSION_MS,
    onCrash: (error) => {
      log.error(`The Kafka client gave up: ${error.message}. The process ends, to be started again.`);
      process.kill(process.pid, 'SIGTERM');
    },
  });
  const artifacts = createArtifactStore(client, names);
  const reference = new ReferenceData(referencePaths(environment), artifacts, log, createDirectoryStore(client, names));
  const library = new StageLibrary(reference, environment.LIANFANG_TOPIC_PREFIX);
  const metrics = createCollectorMetrics(registry);
  const indicators = new IndicatorFile(environment.LIANFANG_INDICATORS, log, metrics.indicatorFile);
  const pins = createPinStore(client, names);
  let normaliser = namedNormaliser(environment.LIANFANG_NORMALISER) ?? '';
  const stored = {
    rows: createRowStore(client, names),
    revisions: createRevisionStore(client, names),
    sketches: createSketchStore(client, names),
    signs: createSensorSignStore(client, names),
  };
  const parts: CollectorParts = {
    opening: {
      group: environment.LIANFANG_TOPIC_PREFIX + environment.LIANFANG_GROUP,
      admin,
      reader,
      epochs: createEpochStore(client, names),
      ...stored,
      log,
    },
    pins,
    library,
    destinations: {
      ...stored,
      evidence: withIndicators(createEvidenceStore(client, names), indicators, metrics),
      log: writer,
      rowsLive: topicNames(environment.LIANFANG_TOPIC_PREFIX).rowsLive,
    },
    metrics,
    log,
    pinFor: (source, chunk) => newPin(source, chunk, { environment, reference, normaliser }),
    seek: (place, offset) => consumer.seek(place, offset),
    pause: (place) => consumer.pause(place),
    resume: (place) => consumer.resume(place),
    commit: (place, offset, metadata) => consumer.commit(place, offset, metadata),
  };
  const options = { topics, flushMs: environment.LIANFANG_FLUSH_MS };
  const collector = new Collector(consumer, admin, parts, options);
  const retention = assembleRetention({ environment, client, names, admin, writer, registry, log });
  const ending = new AbortController();
  const persisting = <T>(doing: string, work: () => Promise<T>): Promise<T> =>
    persist(work, { doing, log, signal: ending.signal });
  return {
    collector,
    start: async () => {
      await persisting('Connecting to Kafka', () => admin.connect());
      await writer.connect();
      for (const topic of topics) await requireLogAppendTime(admin, topic);
      await retention.settle();
      await persisting('Installing index templates', () => installIndexTemplates(client, names));
      await Promise.all([reference.start(), indicators.start()]);
      normaliser ||= await persisting('Asking which normaliser is in use', () => prevailingNormaliser(pins, log));
      await collector.start();
      retention.start();
    },
    stop: async () => {
      ending.abort(new Error('the collector is stopping'));
      await retention.stop();
      await collector.stop();
      reference.stop();
      indicators.stop();
      await Promise.allSettled([writer.close(), reader.close(), admin.close(), client.close()]);
    },
  };
}

function referencePaths(environment: Environment): ConstructorParameters<typeof ReferenceData>[0] {
  return {
    directory: environment.LIANFANG_DIRECTORY,
    countries: environment.LIANFANG_COUNTRIES,
    sensors: environment.LIANFANG_SENSORS,
  };
}
