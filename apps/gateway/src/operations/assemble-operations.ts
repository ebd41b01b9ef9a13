import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogReader,
  createKafkaLogWriter,
  type LogAdmin,
} from '@lianfang/platform/kafka';
import {
  createAlertStore,
  createLedgerAudit,
  createResentStore,
  installIndexTemplates,
  type AlertStore,
} from '@lianfang/store';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment';
import { LedgerCheck } from '../ledger/ledger-check';
import { createCheckFailures, registerLedgerMetrics } from '../ledger/ledger-metrics';
import { LedgerWatch } from '../ledger/ledger-watch';
import { LetterBox } from '../rejected/letter-box';
import { RejectedDesk } from '../rejected/rejected-desk';
import { ResendDesk } from '../rejected/resend-desk';
import { ResentNotes } from '../rejected/resent-notes';
import type { ServiceLog } from '../service-log';

/** What the operations page is served from. It shares nothing with the figures, so that it can move out of the gateway. */
export interface AssembledOperations {
  readonly watch: LedgerWatch;
  readonly alerts: AlertStore;
  readonly desk: RejectedDesk;
  readonly resending: ResendDesk;
  start(): void;
  stop(): Promise<void>;
}

/** Joins the parts; nothing is connected before `start`. */
export function assembleOperations(environment: Environment, metrics: Registry, log: ServiceLog): AssembledOperations {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const kafka = createKafka(environment, 'lianfang-operations');
  const admin = connecting(createKafkaLogAdmin(kafka));
  const reader = createKafkaLogReader(kafka);
  const writer = createKafkaLogWriter(kafka);
  const alerts = createAlertStore(client, names);
  const every = environment.LIANFANG_LEDGER_CHECK_MS;
  const group = environment.LIANFANG_TOPIC_PREFIX + environment.LIANFANG_GROUP;
  const failures = createCheckFailures(metrics);
  const watch = new LedgerWatch({
    check: new LedgerCheck({ audit: createLedgerAudit(client, names), admin, group, every }),
    alerts,
    prepare: () => installIndexTemplates(client, names),
    log,
    every,
    onFailure: () => failures.inc(),
  });
  registerLedgerMetrics(metrics, watch);
  const sources = () => (watch.latest?.sources ?? []).filter(({ state }) => state === 'current');
  const { threatEvents } = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const topics = (): string[] => [...new Set([threatEvents, ...sources().map(({ source }) => source.topic)])];
  const box = new LetterBox({ admin, reader, topics });
  const store = createResentStore(client, names);
  const processed = (topic: string, partition: number): number | undefined =>
    sources().find(({ source }) => source.topic === topic && source.partition === partition)?.processed;
  const desk = new RejectedDesk(box, new ResentNotes({ store, box, processed }));
  return {
    watch,
    alerts,
    desk,
    resending: new ResendDesk({ desk, box, store, writer, log }),
    start: () => watch.start(),
    stop: async () => {
      await watch.stop();
      await Promise.allSettled([reader.close(), writer.close(), admin.close(), client.close()]);
    },
  };
}

/** Connects at the first question, and again after a failure: the broker may be away when the gateway starts. */
function connecting(admin: LogAdmin): LogAdmin {
  let connected: Promise<void> | undefined;
  const connect = (): Promise<void> => {
    connected ??= admin.connect();
    connected.catch(() => (connected = undefined));
    return connected;
  };
  return {
    ...admin,
    connect,
    topics: async () => {
      await connect();
      return admin.topics();
    },
    bounds: async (topic) => {
      await connect();
      return admin.bounds(topic);
    },
    commits: async (group, topic) => {
      await connect();
      return admin.commits(group, topic);
    },
  };
}
