import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin } from '@lianfang/platform/kafka';
import { installIndexTemplates } from '@lianfang/store';
import { testServers } from '@lianfang/testing';

/** What collectors would have made before a gateway asks for it: templates and topics, with nothing in them. */
export async function prepareEmptySystem(prefix: string): Promise<void> {
  const { brokers, node } = testServers();
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  await installIndexTemplates(client, indexNames(prefix));
  await client.close();
  const admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
  await admin.connect();
  const { rowsLive, threatEvents } = topicNames(`${prefix}.`);
  const topics = [rowsLive, threatEvents, `${threatEvents}.rejected`];
  await admin.ensureTopics(topics.map((topic) => ({ topic, partitions: 1, settings: {} })));
  await admin.close();
}
