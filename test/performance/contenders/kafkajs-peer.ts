// The peers on kafkajs, as people write them: read all partitions from their beginning, parse, count in a Map. They get
// the fetch settings that our collector uses. Never shipped.
import { writeFileSync } from 'node:fs';
import { Kafka, logLevel, type Consumer, type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { installCompressionCodecs } from '../../../libs/platform/kafka/src/compression-codecs';
import { keyReaders, type LoadName } from './count-keys';

const setting = (name: string): string => process.env[name] ?? '';
const total = Number(setting('PEER_RECORDS'));
const keyOf = keyReaders[setting('PEER_LOAD') as LoadName];
const counts = new Map<string, number>();
let seen = 0;

function count(message: KafkaMessage): void {
  const key = keyOf(message.value?.toString() ?? '');
  if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
}

function tell(records: number): void {
  seen += records;
  if (seen < total) return;
  const { user, system } = process.cpuUsage();
  const end = { at: performance.timeOrigin + performance.now(), cpuMicros: user + system };
  const { maxRSS } = process.resourceUsage();
  writeFileSync(
    setting('PEER_RESULT'),
    JSON.stringify({ end, peakRssMb: Math.round(maxRSS / 1024), seen, counts: [...counts] }),
  );
  process.exit(0);
}

const ways: Readonly<Record<string, (consumer: Consumer) => Promise<void>>> = {
  'each-message': (consumer) =>
    consumer.run({
      eachMessage: async ({ message }) => {
        count(message);
        tell(1);
      },
    }),
  'each-batch': (consumer) =>
    consumer.run({
      eachBatch: async ({ batch, heartbeat }: EachBatchPayload) => {
        for (const message of batch.messages) count(message);
        await heartbeat();
        tell(batch.messages.length);
      },
    }),
  'no-work': (consumer) =>
    consumer.run({
      eachBatch: async ({ batch }: EachBatchPayload) => {
        tell(batch.messages.length);
      },
    }),
};

installCompressionCodecs();
const kafka = new Kafka({ clientId: 'peer', brokers: [setting('PEER_BROKER')], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({
  groupId: setting('PEER_GROUP'),
  maxBytesPerPartition: 2 * 1024 * 1024,
  maxWaitTimeInMs: 250,
});
await consumer.connect();
await consumer.subscribe({ topic: setting('PEER_TOPIC'), fromBeginning: true });
await ways[setting('PEER_WAY')]?.(consumer);
