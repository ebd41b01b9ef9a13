// The client is CommonJS: Node finds only some of its names as named imports, the default import has them all.
import kafkajs, { type Kafka, type Message } from 'kafkajs';
import type { LogWriter, OutgoingRecord } from './log-writer.port';

const { CompressionTypes, Partitioners } = kafkajs;

/** Stays below the broker's default limit of 1 MiB a request batch. */
const MAX_BATCH_BYTES = 900 * 1024;

/** A {@link LogWriter} on kafkajs: acks=all, gzip, batches below the broker's message limit. */
export function createKafkaLogWriter(kafka: Kafka): LogWriter {
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    // The partition of a key is the same as with a Java producer.
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  return {
    connect: () => producer.connect(),
    append: async (topic, records) => {
      for (const messages of inBatches(records)) {
        await producer.send({
          topic,
          acks: -1,
          compression: CompressionTypes.GZIP,
          messages: messages.map(toMessage),
        });
      }
    },
    appendOne: async (topic, record) => {
      const [place] = await producer.send({
        topic,
        acks: -1,
        compression: CompressionTypes.GZIP,
        messages: [toMessage(record)],
      });
      if (place?.baseOffset === undefined)
        throw new Error('LF-KAFKA-PLACE: the broker told no offset. Look at its log.');
      return { partition: place.partition, offset: Number(place.baseOffset) };
    },
    close: () => producer.disconnect(),
  };
}

function toMessage(record: OutgoingRecord): Message {
  return { ...record, headers: { ...record.headers } };
}

function* inBatches(records: readonly OutgoingRecord[]): Generator<OutgoingRecord[]> {
  let batch: OutgoingRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = (record.value?.length ?? 0) + (record.key?.length ?? 0);
    if (batch.length > 0 && bytes + size > MAX_BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
