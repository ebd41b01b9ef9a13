import { topicNames } from '@lianfang/contract';
import { createKafka, createKafkaLogAdmin } from '@lianfang/platform/kafka';

/**
 * Makes the topic that a gateway must have read before it lets anybody in.
 * @param brokers of a Kafka that asks nobody for a name: `127.0.0.1:9092`
 * @param topicPrefix `LIANFANG_TOPIC_PREFIX` of the gateway
 */
export async function makeRevocationTopic(brokers: string, topicPrefix: string): Promise<void> {
  const admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
  await admin.connect();
  try {
    const topic = topicNames(topicPrefix).revocations;
    await admin.ensureTopics([{ topic, partitions: 1, settings: { 'cleanup.policy': 'compact' } }]);
  } finally {
    await admin.close();
  }
}
