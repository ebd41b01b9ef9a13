import {
  indexNames,
  rowId,
  topicNames,
  type LedgerRow,
  type LiveMessage,
  type Row,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import { createElasticsearch, type ElasticsearchSettings } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogWriter, type KafkaSettings } from '@lianfang/platform/kafka';
import { createRowStore, installIndexTemplates } from '@lianfang/store';

/** What a collector writes at once: first stored, then published, the watermark last. */
export interface Feed {
  readonly rows?: readonly VersionedRow[];
  readonly ledger?: readonly LedgerRow[];
  readonly watermark?: Watermark;
}

/** Stands in for a collector in tests: writes rows to Elasticsearch and publishes them on `rows.live`. */
export class RowFeeder {
  private readonly client;
  private readonly names;
  private readonly store;
  private readonly topic: string;
  private readonly topics;
  private readonly admin;
  private readonly writer;

  constructor(
    settings: ElasticsearchSettings & KafkaSettings,
    private readonly prefix: string,
  ) {
    this.client = createElasticsearch(settings);
    this.names = indexNames(prefix);
    this.store = createRowStore(this.client, this.names);
    this.topics = topicNames(prefix);
    this.topic = this.topics.rowsLive;
    const kafka = createKafka(settings, 'row-feeder');
    this.admin = createKafkaLogAdmin(kafka);
    this.writer = createKafkaLogWriter(kafka);
  }

  async open(): Promise<void> {
    await this.admin.connect();
    await this.admin.ensureTopics([
      { topic: this.topic, partitions: 1, settings: {} },
      { topic: this.topics.revocations, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
      { topic: this.topics.audit, partitions: 1, settings: {} },
      { topic: this.topics.auditHeads, partitions: 1, settings: {} },
      { topic: this.topics.posture, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
    ]);
    await this.writer.connect();
    await installIndexTemplates(this.client, this.names);
  }

  /** Stores only: what was there before anybody followed the log. */
  async keep({ rows = [], ledger = [], watermark }: Feed): Promise<void> {
    await this.store.writeRows(rows);
    await this.store.writeLedger(ledger);
    if (watermark) await this.store.writeWatermark(watermark, watermark.at);
  }

  /** Publishes what is stored. */
  async publish({ rows = [], ledger = [], watermark }: Feed): Promise<void> {
    const messages: LiveMessage[] = [
      ...rows.map((row): LiveMessage => ({ type: 'rows', county: row.row.county, rows: [row] })),
      ...ledger.map((row): LiveMessage => ({ type: 'ledger', ledger: row })),
      ...(watermark ? [{ type: 'watermark', watermark } as const] : []),
    ];
    await this.writer.append(
      this.topic,
      messages.map((message) => ({ key: null, value: JSON.stringify(message) })),
    );
  }

  async feed(feed: Feed): Promise<void> {
    await this.keep(feed);
    await this.publish(feed);
  }

  async close(): Promise<void> {
    const indices = Object.keys(await this.client.indices.get({ index: `${this.prefix}-*` }));
    await this.client.indices.delete({ index: indices });
    await this.writer.close();
    await this.admin.close();
    await this.client.close();
  }
}

/** A row of `threat-events/1/0` under its real id. */
export function storedRow(change: Partial<Row> & Pick<Row, 'tier' | 'time' | 'count'>, version: number): VersionedRow {
  const row: Row = {
    topic: 'threat-events',
    epoch: 1,
    partition: 0,
    kind: 'totals',
    county: '63000',
    direction: 'inbound',
    disposition: 'blocked',
    ...(change.tier === 'minute' && { chunk: '0.0' }),
    ...change,
  };
  return { id: rowId(row), version, row };
}
