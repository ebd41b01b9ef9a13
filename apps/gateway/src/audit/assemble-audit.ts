import { verifyAudit } from '@lianfang/access';
import { indexNames, topicNames, type AuditHead } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader, createKafkaLogWriter } from '@lianfang/platform/kafka';
import {
  createAlertStore,
  createAuditStore,
  createKeptChain,
  installIndexTemplates,
  type AuditStore,
} from '@lianfang/store';
import type { Registry } from 'prom-client';
import type { Environment } from '../environment';
import type { ServiceLog } from '../service-log';
import { within } from '../topics/within';
import { AuditCheck, type CheckedChain } from './audit-check';
import { AuditHeads } from './audit-heads';
import { AuditKeeper } from './audit-keeper';
import { AuditLog } from './audit-log';
import { registerAuditMetrics } from './audit-metrics';
import { AuditOutbox } from './audit-outbox';
import { AuditStall } from './audit-stall';
import { auditedLog } from './audited-log';
import { publishedHeads } from './published-heads';

/** Kafka may be away: then nobody waits for a farewell. */
const STOPPING_MS = 3_000;
const CLOSING_MS = 2_000;

/** The audit, joined. */
export interface AssembledAudit {
  readonly log: AuditLog;
  readonly store: AuditStore;
  readonly head: () => AuditHead | undefined;
  readonly checked: () => CheckedChain | undefined;
  readonly keptUntil: () => number | undefined;
  start(): void;
  stop(): Promise<void>;
}

/** Joins the parts; nothing is connected before `start`. */
export function assembleAudit(environment: Environment, metrics: Registry, log: ServiceLog): AssembledAudit {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const topics = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const kafka = createKafka(environment, 'lianfang-audit');
  const writer = createKafkaLogWriter(kafka);
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  const now = (): number => Date.now();
  const store = createAuditStore(client, names);
  const outbox = new AuditOutbox({ topic: topics.audit, writer, log });
  const audited = auditedLog(topics.audit, admin, reader);
  const keeper = new AuditKeeper({
    audited,
    prepare: () => installIndexTemplates(client, names),
    store,
    log,
  });
  const heads = new AuditHeads({ topic: topics.auditHeads, admin, reader, writer, keeper, log, now });
  const check = new AuditCheck({
    topic: topics.audit,
    verify: async () =>
      verifyAudit({
        chain: createKeptChain(client, names),
        log: audited,
        heads: await publishedHeads({ topic: topics.auditHeads, admin, reader }),
      }),
    alerts: createAlertStore(client, names),
    log,
    every: environment.LIANFANG_AUDIT_CHECK,
    now,
  });
  const stall = new AuditStall({ keeper, check, log, now });
  registerAuditMetrics(metrics, { outbox, keeper, check, now });
  return {
    log: new AuditLog({ topic: topics.audit, writer, outbox, now }),
    store,
    head: () => heads.latest,
    checked: () => check.latest,
    keptUntil: () => keeper.keptUntil,
    start: () => {
      keeper.start();
      heads.start();
      check.start();
      stall.start();
    },
    stop: async () => {
      const stopping = Promise.all([keeper.stop(), heads.stop(), check.stop(), stall.stop(), outbox.stop()]);
      await within(stopping, STOPPING_MS).catch(() => undefined);
      const closing = Promise.allSettled([writer.close(), admin.close(), reader.close(), client.close()]);
      await within(closing, CLOSING_MS).catch(() => undefined);
    },
  };
}
