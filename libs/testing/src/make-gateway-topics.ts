import { topicNames } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin } from '@lianfang/platform/kafka';

/**
 * Makes the topics that a gateway can't work without: what ended sessions, the audit, and postures.
 * @param brokers of a Kafka that asks nobody for a name: `127.0.0.1:9092`
 * @param topicPrefix `LIANFANG_TOPIC_PREFIX` of the gateway
 */
export async function makeGatewayTopics(brokers: string, topicPrefix: string): Promise<void> {
  await makeRevocationTopic(brokers, topicPrefix);
  const { audit, auditHeads, posture } = topicNames(topicPrefix);
  await make(brokers, [audit, auditHeads], { 'retention.ms': '-1' });
  await make(brokers, [posture], { 'cleanup.policy': 'compact' });
}

/** The one of them without which nobody is let in: as on a system whose audit can't be written. */
export async function makeRevocationTopic(brokers: string, topicPrefix: string): Promise<void> {
  await make(brokers, [topicNames(topicPrefix).revocations], { 'cleanup.policy': 'compact' });
}

async function make(brokers: string, topics: readonly string[], settings: Record<string, string>): Promise<void> {
  const admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
  await admin.connect();
  try {
    await admin.ensureTopics(topics.map((topic) => ({ topic, partitions: 1, settings })));
  } finally {
    await admin.close();
  }
}
