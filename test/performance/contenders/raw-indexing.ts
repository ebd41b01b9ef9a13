// The peer that indexes each event as it is: eachBatch, bulks with ids that Elasticsearch makes, several under way at a
// time. Never shipped.
import { writeFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';
import { installCompressionCodecs } from '../../../libs/platform/kafka/src/compression-codecs';

const setting = (name: string): string => process.env[name] ?? '';
const wanted = Number(setting('PEER_RECORDS'));
const index = setting('PEER_INDEX');
const isText = setting('PEER_LOAD') === 'cef';
const DOCUMENTS_A_BULK = 5_000;
/** More made it no faster on two cores. */
const MOST_UNDER_WAY = 3;

const client = new Client({ node: setting('ELASTICSEARCH_NODE'), requestTimeout: 120_000 });
const underWay = new Set<Promise<void>>();
let waiting: string[] = [];
let taken = 0;
let written = 0;

/** A line of CEF is no document: it becomes the one field that log shippers put it in. */
function documentOf(message: KafkaMessage): string {
  const text = message.value?.toString() ?? '';
  if (!isText) return text;
  return JSON.stringify({ '@timestamp': Number(/\brt=(\d+)/.exec(text)?.[1]), message: text });
}

async function write(documents: readonly string[]): Promise<void> {
  const operations = documents.flatMap((document) => ['{"index":{}}', document]);
  const answer = await client.bulk({ index, operations });
  if (answer.errors) {
    const refused = answer.items.find((item) => item.index?.error);
    throw new Error(`a document was refused: ${JSON.stringify(refused)}`);
  }
  written += documents.length;
}

async function take(messages: readonly KafkaMessage[]): Promise<void> {
  for (const message of messages) {
    if (taken === wanted) return;
    taken += 1;
    waiting.push(documentOf(message));
    if (waiting.length >= DOCUMENTS_A_BULK || taken === wanted) await send();
  }
}

async function send(): Promise<void> {
  const bulk = write(waiting).finally(() => underWay.delete(bulk));
  underWay.add(bulk);
  waiting = [];
  if (underWay.size >= MOST_UNDER_WAY) await Promise.race(underWay);
  if (taken === wanted) await finish();
}

async function finish(): Promise<void> {
  await Promise.all(underWay);
  const { user, system } = process.cpuUsage();
  const end = { at: performance.timeOrigin + performance.now(), cpuMicros: user + system };
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  writeFileSync(setting('PEER_RESULT'), JSON.stringify({ end, peakRssMb, seen: written }));
  process.exit(0);
}

process.on('unhandledRejection', (problem) => {
  process.stderr.write(`${String(problem)}\n`);
  process.exit(1);
});

installCompressionCodecs();
const kafka = new Kafka({ clientId: 'peer', brokers: [setting('PEER_BROKER')], logLevel: logLevel.ERROR });
const consumer = kafka.consumer({
  groupId: setting('PEER_GROUP'),
  maxBytesPerPartition: 2 * 1024 * 1024,
  maxWaitTimeInMs: 250,
});
await consumer.connect();
await consumer.subscribe({ topic: setting('PEER_TOPIC'), fromBeginning: true });
await consumer.run({
  eachBatch: async ({ batch, heartbeat }) => {
    await take(batch.messages);
    await heartbeat();
  },
});
