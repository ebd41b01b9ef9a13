import { verifyAudit, type AuditVerdict, type KnownHead } from '@lianfang/access';
import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader } from '@lianfang/platform/kafka';
import { createKeptChain } from '@lianfang/store';
import { auditedLog } from '../audit/audited-log';
import { publishedHeads } from '../audit/published-heads';
import type { AuditVerifyEnvironment } from '../environment';

/** Looks at the audit on the servers that are set. It writes nothing. @throws where not all could be looked at */
export async function verifyServers(
  environment: AuditVerifyEnvironment,
  heads: readonly KnownHead[],
): Promise<AuditVerdict> {
  const kafka = createKafka(environment, 'lianfang-audit-verify');
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  const client = createElasticsearch(environment);
  const topics = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  try {
    const published = await publishedHeads({ topic: topics.auditHeads, admin, reader });
    return await verifyAudit({
      chain: createKeptChain(client, indexNames(environment.LIANFANG_INDEX_PREFIX)),
      log: auditedLog(topics.audit, admin, reader),
      heads: [...published, ...heads],
    });
  } finally {
    await Promise.allSettled([admin.close(), reader.close(), client.close()]);
  }
}
