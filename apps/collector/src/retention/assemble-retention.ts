import type { Client } from '@elastic/elasticsearch';
import { topicNames, type IndexNames } from '@lianfang/contract';
import type { LogAdmin, LogWriter } from '@lianfang/platform/kafka';
import { createRetentionStore, createRowStore, createSketchStore, readLogSources } from '@lianfang/store';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment';
import type { ServiceLog } from '../service-log';
import { keepWishes } from './keep-settings';
import { RetentionKeeper } from './retention-keeper';
import { createRetentionMetrics } from './retention-metrics';

/** What the collector has already. */
export interface RetentionNeeds {
  readonly environment: Environment;
  readonly client: Client;
  readonly names: IndexNames;
  readonly admin: LogAdmin;
  readonly writer: LogWriter;
  readonly registry: Registry;
  readonly log: ServiceLog;
}

/** Joins the parts of retention. */
export function assembleRetention(needs: RetentionNeeds): RetentionKeeper {
  const { environment, client, names, admin, writer, registry, log } = needs;
  const prefix = environment.LIANFANG_TOPIC_PREFIX;
  return new RetentionKeeper({
    store: createRetentionStore(client, names),
    sources: () => readLogSources(client, names),
    admin,
    topics: environment.LIANFANG_TOPICS.map((settings) => ({ ...settings, topic: prefix + settings.topic })),
    wishes: keepWishes(environment),
    orphans: {
      rows: createRowStore(client, names),
      sketches: createSketchStore(client, names),
      log: writer,
      rowsLive: topicNames(prefix).rowsLive,
      report: (problem) => log.error(problem),
    },
    metrics: createRetentionMetrics(registry),
    log,
    every: environment.LIANFANG_RETENTION_CHECK_MS,
    wallClock: () => Date.now(),
  });
}
