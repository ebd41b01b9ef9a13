// The naive peer: what most people would write first. It reads one message at a time, adds one to an Elasticsearch
// document for each event (get, add, index), and lets the client commit by itself. It shares our stages, so that only
// the way of delivering differs, and each partition has documents of its own, so that without a fault it is exact.
// Never shipped.
import { readFileSync } from 'node:fs';
import { Client } from '@elastic/elasticsearch';
import { DuplicateWindow, judgeTime } from '@lianfang/aggregate';
import { decode } from '@lianfang/event';
import { createCountryTable, createLocator, parseDirectory } from '@lianfang/locate';
import { createNormaliser } from '@lianfang/normalise';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';

const setting = (name: string): string => process.env[name] ?? '';
const limits = { ahead: Number(setting('PEER_AHEAD')), behind: Number(setting('PEER_BEHIND')) };
const maxBytes = Number(setting('PEER_RECORD_BYTES'));
const width = Number(setting('PEER_WINDOW'));
const index = setting('PEER_INDEX');
const MINUTE_MS = 60_000;

const client = new Client({ node: setting('ELASTICSEARCH_NODE'), requestTimeout: 10_000 });
const normaliser = createNormaliser();
const directory = parseDirectory(readFileSync(setting('LIANFANG_DIRECTORY'), 'utf8'));
const countries = createCountryTable(readFileSync(setting('LIANFANG_COUNTRIES')));
if (!directory.ok || !countries.ok) throw new Error('The reference files of the peer are wrong.');
const locator = createLocator(directory.value, countries.value);
const windows = new Map<number, DuplicateWindow>();

function cellOf(partition: number, message: KafkaMessage): Record<string, unknown> | undefined {
  const decoded = decode(message, { maxBytes });
  if (!decoded.ok) return undefined;
  const reading = normaliser.read(decoded.value.text, decoded.value.format);
  if (!reading.ok || reading.value.kind === 'ignored') return undefined;
  const { event } = reading.value;
  if (judgeTime(event.time, Number(message.timestamp), limits)) return undefined;
  const sensor = decoded.value.sensorKey ?? event.observer ?? 'unknown';
  const known = windows.get(partition) ?? new DuplicateWindow(width);
  windows.set(partition, known);
  if (known.see(Number(message.offset), sensor, event)) return undefined;
  const { county, direction } = locator.locate(event);
  return {
    partition,
    minute: event.time - (event.time % MINUTE_MS),
    county,
    direction,
    disposition: event.disposition,
  };
}

async function add(cell: Record<string, unknown>): Promise<void> {
  const id = Object.values(cell).join('|');
  const found = await client.get<{ count: number }>({ index, id }, { ignore: [404] });
  const count = (found._source?.count ?? 0) + 1;
  await client.index({ index, id, document: { ...cell, count } });
}

const kafka = new Kafka({
  clientId: 'peer',
  brokers: setting('KAFKA_BROKERS').split(','),
  logLevel: logLevel.ERROR,
});
const session = Number(setting('LIANFANG_SESSION_MS'));
const consumer = kafka.consumer({
  groupId: setting('PEER_GROUP'),
  sessionTimeout: session,
  rebalanceTimeout: session,
  heartbeatInterval: Math.min(1_000, session / 5),
});
process.once('SIGTERM', () => void consumer.disconnect().finally(() => process.exit(0)));
consumer.on(consumer.events.CRASH, ({ payload }) => {
  if (!payload.restart) process.exit(1);
});
await client.indices.create({ index }, { ignore: [400] });
await consumer.connect();
await consumer.subscribe({ topics: [setting('PEER_TOPIC')], fromBeginning: true });
await consumer.run({
  autoCommit: true,
  autoCommitInterval: 1_000,
  partitionsConsumedConcurrently: 8,
  eachMessage: async ({ partition, message }) => {
    const cell = cellOf(partition, message);
    if (cell) await add(cell);
  },
});
