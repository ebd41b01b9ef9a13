import type { Client } from '@elastic/elasticsearch';
import {
  indexNames,
  rowId,
  type AlertPage,
  type LedgerAnswer,
  type Row,
  type SeriesAnswer,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogAdmin,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { createEpochStore, createRowStore, installIndexTemplates } from '@lianfang/store';
import { eventually, ledgerRow, row, testServers, uniquePrefix, watermark } from '@lianfang/testing';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { makeTierFile } from './tier-file';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEEP = {
  LIANFANG_TOPICS: 'threat-events:1d',
  LIANFANG_KEEP_MINUTES: '3d',
  LIANFANG_KEEP_CHUNK_SKETCHES: '3d',
  LIANFANG_KEEP_REVISIONS: '3d',
  LIANFANG_RETENTION_CHECK_MS: '1000',
};

/**
 * A topic was counted for ten days, then deleted and made again. Of its first life 3 events are in an hour that was
 * rolled up, 4 in one that was still open when the topic was deleted, and 5 are of yesterday.
 */
describe('retention, from the configuration to the page of the ledger', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const names = indexNames(prefix);
  const now = Date.now();
  const today = Math.floor(now / DAY) * DAY;
  const [rolled, open, yesterday] = [today - 10 * DAY + 3 * HOUR, today - 9 * DAY + 5 * HOUR, today - DAY + 7 * HOUR];
  const taipeiDay = (time: number): number => Math.floor((time + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const life = { topic, epoch: 1, partition: 0 };
  const file = makeTierFile([now - 2_000, now - 1_000]);
  let client: Client;
  let admin: LogAdmin;
  let writer: LogWriter;
  let collector: CollectorProcess;
  let gateway: GatewayProcess;

  function made(change: Partial<Row>): VersionedRow {
    const { chunk, ...rest } = row({ ...life, ...change });
    const one: Row = rest.tier === 'minute' ? { ...rest, chunk } : rest;
    return { id: rowId(one), version: 12, row: one };
  }

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    const settings = { 'message.timestamp.type': 'LogAppendTime', 'retention.ms': String(DAY) };
    await admin.ensureTopics([
      { topic, partitions: 1, settings },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    await installIndexTemplates(client, names);
    const store = createRowStore(client, names);
    await store.writeRows([
      made({ time: rolled, count: 3 }),
      made({ tier: 'hour', time: rolled, count: 3 }),
      made({ tier: 'day', time: taipeiDay(rolled), count: 3 }),
      made({ time: open, count: 4 }),
      made({ time: yesterday, chunk: '0.1', count: 5 }),
      made({ tier: 'hour', time: yesterday, count: 5 }),
      made({ tier: 'day', time: taipeiDay(yesterday), count: 5 }),
    ]);
    await store.writeLedger([
      ledgerRow({ ...life, from: 0, to: 7, counted: 7, hours: [rolled, open] }),
      ledgerRow({ ...life, chunk: '0.1', from: 7, to: 12, counted: 5, hours: [yesterday] }),
    ]);
    const still = { start: 0, processed: 12, logEnd: 12, logTime: yesterday, eventTime: yesterday };
    await store.writeWatermark(watermark({ ...life, ...still, openHours: [open], openDays: [taipeiDay(open)] }));
    await createEpochStore(client, names).write({ topic, partition: 0, epoch: 2, start: 0, fingerprint: null });
    await writer.append(topic, file.records);
  }, 120_000);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await gateway?.end();
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await Promise.all([admin.close(), writer.close(), client.close()]);
  });

  const minuteIndices = async (): Promise<string[]> =>
    Object.keys(await client.indices.get({ index: `${names.rowsMinute}-*` })).map((name) => name.slice(-10));
  const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '.');

  it('does not start when minutes would be dropped that the log may still bring events of', async () => {
    collector = startCollector(prefix, { ...KEEP, LIANFANG_KEEP_MINUTES: '2d' });
    await eventually(() => collector.log().includes('LF-RETENTION'), { because: 'it is refused', timeoutMs: 60_000 });
    expect(collector.log()).toMatch(
      /LIANFANG_KEEP_MINUTES is 2d, but topic [^ ]+ may bring events that are 3d old again/,
    );
    expect(collector.log()).toContain('Set it to 3d or more, or shorten retention.ms of the topic.');
    await collector.end('SIGKILL');
    expect(await minuteIndices()).toEqual([rolled, open, yesterday].map(dateOf));
  });

  it('makes the hour that was left open, then drops both days, and nothing that is younger', async () => {
    collector = startCollector(prefix, KEEP);
    await untilStored(
      async () => JSON.stringify(await minuteIndices()) === JSON.stringify([yesterday, now].map(dateOf)),
      'minutes are dropped once all that is made of them is made',
    );
    expect(collector.log()).toMatch(/Dropped [^ ]+ \(minutes are kept for 3d\): 1 documents/);
    await client.indices.refresh({ index: names.rowsHour });
    const hours = await client.search<Row>({ index: names.rowsHour, query: { term: { time: open } } });
    expect(hours.hits.hits.map(({ _source }) => [_source?.epoch, _source?.count])).toEqual([[1, 4]]);
    const mark = await client.get<Watermark>({ index: `${names.watermark}-v1`, id: `${topic}/1/0` });
    expect([mark._source?.openHours, mark._source?.openDays]).toEqual([[], []]);
  });

  it('shows the same figures as before, and refuses to answer by minute what is no longer there', async () => {
    gateway = await startGateway(prefix, { LIANFANG_LEDGER_CHECK_MS: '1000' });
    const range = `from=${new Date(today - 12 * DAY).toISOString()}&to=${new Date(now + DAY).toISOString()}`;
    for (const interval of ['hour', 'day', 'auto']) {
      const answer = await gateway.json<SeriesAnswer>(`/api/v1/series?interval=${interval}&${range}`);
      expect(answer.total.blocked + answer.total.allowed).toBe(12 + file.records.length);
      expect(answer.interval).not.toBe('minute');
    }
    expect(await gateway.json(`/api/v1/series?interval=minute&${range}`)).toMatchObject({
      status: 400,
      detail: expect.stringMatching(/Rows by minute are no longer kept before .*T00:00:00.000Z/),
    });
  });

  it('knows on the page of the ledger what was dropped, and still finds a row that is really missing', async () => {
    const balanced = async (): Promise<boolean> => (await gateway.json<LedgerAnswer>('/api/v1/ledger')).balanced;
    const alerts = async (): Promise<string[]> =>
      (await gateway.json<AlertPage>('/api/v1/alerts?state=open')).items.map(({ kind }) => kind);
    await eventually(balanced, { because: 'dropped minutes are no difference', timeoutMs: 60_000 });
    expect(await alerts()).toEqual([]);
    // A hand in Elasticsearch: the day is gone, and nobody wrote that it would be.
    await client.indices.delete({ index: `${names.rowsMinute}-v1-${dateOf(yesterday)}` });
    await eventually(async () => (await alerts()).includes('ledger-minutes'), {
      because: 'five events are in the ledger and in no minute',
      timeoutMs: 60_000,
    });
    expect(await balanced()).toBe(false);
  });
});
