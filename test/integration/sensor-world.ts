import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { indexNames, type LedgerAnswer, type SensorItem, type SensorPage } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogReader,
  createKafkaLogWriter,
  type LogRecord,
} from '@lianfang/platform/kafka';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { buildCollector, HURRIED } from '../faults/build/collector-build';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { alertOf } from './source-file';
import { allStored } from './stored-documents';

const LOAD_EVERY_MS = 100;
const ROOT = resolve(import.meta.dirname, '../..');

/** A record of its own flow. @param network second part of the attacked address 10.N.3.4. */
export interface Sent {
  readonly key: string;
  readonly value: string;
}

/** A topic of one partition, a sensor file that can be replaced, a collector with chunks of 8 s, and a gateway. */
export class SensorWorld {
  readonly prefix = uniquePrefix();
  readonly names = indexNames(this.prefix);
  readonly topic = `${this.prefix}.threat-events`;
  readonly client: Client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  private readonly kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  private readonly admin = createKafkaLogAdmin(this.kafka);
  private readonly writer = createKafkaLogWriter(this.kafka);
  private readonly reader = createKafkaLogReader(this.kafka);
  private readonly folder = mkdtempSync(join(tmpdir(), 'lianfang-sensors-'));
  private index = 0;
  private isClosed = false;
  collector: CollectorProcess | undefined;
  gateway: GatewayProcess | undefined;
  programs: { readonly collector: string; readonly rebuild: string } = { collector: '', rebuild: '' };

  async open(sensors: string): Promise<void> {
    const chunks = HURRIED.filter(({ file }) => file.includes('chunk-clock'));
    const rebuild = { name: 'rebuild', entry: 'apps/collector/src/rebuild/main.ts', changes: chunks };
    this.programs = {
      collector: await buildCollector({ root: ROOT, name: 'hurried', changes: HURRIED }),
      rebuild: await buildCollector({ root: ROOT, ...rebuild }),
    };
    this.replaceSensors(sensors);
    await Promise.all([this.admin.connect(), this.writer.connect()]);
    await this.admin.ensureTopics([
      { topic: this.topic, partitions: 1, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${this.topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${this.prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    this.startCollector();
    this.gateway = await startGateway(this.prefix, {
      LIANFANG_SENSORS: this.file('sensors.yaml'),
      LIANFANG_LEDGER_CHECK_MS: '500',
    });
  }

  startCollector(): void {
    const settings = { LIANFANG_SENSORS: this.file('sensors.yaml') };
    this.collector = startCollector(this.prefix, settings, this.programs.collector);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.collector?.end('SIGKILL');
    await this.gateway?.end();
    await Promise.all([this.admin.close(), this.writer.close(), this.reader.close(), this.client.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Path of a file of this world. */
  file(name: string, content?: string): string {
    const path = join(this.folder, name);
    if (content !== undefined) writeFileSync(path, content);
    return path;
  }

  replaceSensors(content: string): void {
    this.file('sensors.yaml', content);
  }

  alerts(key: string, network: number, count: number): Sent[] {
    return Array.from({ length: count }, () => {
      this.index += 1;
      return { key, value: alertOf({ index: this.index, source: '203.0.113.9', network, time: Date.now() }) };
    });
  }

  heartbeat(key: string): Sent {
    return { key, value: JSON.stringify({ timestamp: new Date().toISOString(), event_type: 'stats', stats: {} }) };
  }

  send(records: readonly Sent[]): Promise<void> {
    return this.writer.append(this.topic, records);
  }

  /** Appends all the time. @param made the records of each turn. */
  async loadUntil(isOver: () => boolean, made: (turn: number) => readonly Sent[]): Promise<void> {
    for (let turn = 0; !isOver() && !this.isClosed; turn += 1) {
      await this.send(made(turn));
      await pause(LOAD_EVERY_MS);
    }
  }

  rest<T>(path: string): Promise<T> {
    if (!this.gateway) throw new Error('The gateway was not started.');
    return this.gateway.json<T>(path);
  }

  ledger(): Promise<LedgerAnswer> {
    return this.rest('/api/v1/ledger');
  }

  async sensor(id: string): Promise<SensorItem | undefined> {
    return (await this.rest<SensorPage>('/api/v1/sensors')).items.find((item) => item.id === id);
  }

  /** Sends rejected records with this reason again. */
  async resend(code: string): Promise<unknown> {
    return (await this.gateway?.post('/api/v1/rejected/resend', { code }))?.json();
  }

  /** Hashes of sensor files, each with the chunks that are pinned to it. */
  async pinned(): Promise<ReadonlyMap<string, string[]>> {
    const pins = await allStored(this.client, this.names.pin);
    const byHash = Map.groupBy(pins, ({ source }) => String(source['sensors']));
    return new Map([...byHash].map(([hash, own]) => [hash, own.map(({ source }) => String(source['chunk']))]));
  }

  /** Signs as Elasticsearch has them, by sensor. */
  async signs(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
    const stored = await allStored(this.client, this.names.sensorSigns).catch(() => []);
    return new Map(stored.map(({ source }) => [String(source['sensor']), source]));
  }

  /** Events of the minute rows, by county. */
  async counted(): Promise<Readonly<Record<string, number>>> {
    const rows = (await allStored(this.client, this.names.rowsMinute)).filter(
      ({ source }) => source['kind'] === 'totals',
    );
    const counts: Record<string, number> = {};
    for (const { source } of rows) {
      const county = String(source['county']);
      counts[county] = (counts[county] ?? 0) + Number(source['count']);
    }
    return counts;
  }

  /** The whole log as the broker has it now. */
  async log(): Promise<LogRecord[]> {
    const [{ end } = { end: 0 }] = await this.admin.bounds(this.topic);
    const records: LogRecord[] = [];
    while (records.length < end) {
      const range = { topic: this.topic, partition: 0, from: records.length, to: end };
      records.push(...(await this.reader.read(range, 8_000_000)));
    }
    return records;
  }

  /** Waits until everything in the log is accounted for, and the gateway says so. */
  async settled(): Promise<LedgerAnswer> {
    const end = (await this.log()).length;
    return untilStored(async () => {
      const answer = await this.ledger();
      return answer.accounted >= end && answer.processedOffsets >= end && answer;
    }, 'everything is accounted for');
  }
}
