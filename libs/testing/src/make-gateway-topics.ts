import { topicNames } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin } from '@lianfang/platform/kafka';

/**
 * Makes the topics that a gateway can't work without: what ended sessions, and the audit.
 * @param brokers of a Kafka that asks nobody for a name: `127.0.0.1:9092`
 * @param topicPrefix `LIANFANG_TOPIC_PREFIX` of the gateway
 */
export async function makeGatewayTopics(brokers: string, topicPrefix: string): Promise<void> {
  const admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
  await admin.connect();
  try {
    const { revocations, audit, auditHeads } = topicNames(topicPrefix);
    await admin.ensureTopics([
      { topic: revocations, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
      { topic: audit, partitions: 1, settings: { 'retention.ms': '-1' } },
      { topic: auditHeads, partitions: 1, settings: { 'retention.ms': '-1' } },
    ]);
  } finally {
    await admin.close();
  }
}
