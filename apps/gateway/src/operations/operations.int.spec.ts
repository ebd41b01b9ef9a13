import { mkdtempSync, rmSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Client } from '@elastic/elasticsearch';
import {
  alertPage,
  indexNames,
  ledgerAnswer,
  rejectedPage,
  rejectedRecord,
  rowId,
  PURPOSE_HEADER,
  topicNames,
  type AlertPage,
  type LedgerAnswer,
  type RejectedPage,
  type VersionedRow,
} from '@lianfang/contract';
import { deadLetter } from '@lianfang/event';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogReader,
  createKafkaLogWriter,
  type OutgoingRecord,
} from '@lianfang/platform/kafka';
import { startService } from '@lianfang/platform/service';
import {
  eventually,
  LEAD,
  ledgerRow,
  row,
  TestSessions,
  testServers,
  uniquePrefix,
  watermark,
} from '@lianfang/testing';
import { hourOf } from '@lianfang/views';
import type { Environment } from '../environment';
import { GatewayModule } from '../gateway.module';
import { prepareApplication } from '../prepare-application';
import { RowFeeder } from '../row-feeder';

const NOW = Math.floor(Date.now() / 60_000) * 60_000;
const RECORDS = 100;

describe('the ledger check and rejected records on real servers', () => {
  const { brokers, node } = testServers();
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const topic = topicNames(prefix).threatEvents;
  const rejected = `${topic}.rejected`;
  const source = { topic, epoch: 1, partition: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  const sessions = new TestSessions(folder);
  const environment: Environment = {
    HOST: '127.0.0.1',
    PORT: 0,
    LOG_LEVEL: 'fatal',
    KAFKA_BROKERS: brokers,
    KAFKA_TLS: 'off',
    ELASTICSEARCH_NODE: node,
    LIANFANG_DIRECTORY: join(folder, 'directory.yaml'),
    LIANFANG_TOPIC_PREFIX: prefix,
    LIANFANG_INDEX_PREFIX: prefix,
    LIANFANG_GROUP: 'collector',
    LIANFANG_LEDGER_CHECK_MS: 500,
    LIANFANG_AUDIT_CHECK: 86_400_000,
    LIANFANG_ORIGINS: [],
    LIANFANG_VIEWERS: 10,
    ...sessions.settings,
  };
  const feeder = new RowFeeder(environment, prefix);
  const kafka = createKafka(environment, 'test');
  const admin = createKafkaLogAdmin(kafka);
  const writer = createKafkaLogWriter(kafka);
  const reader = createKafkaLogReader(kafka);
  let client: Client;
  let application: NestFastifyApplication;
  let url: string;
  let cookie: string;

  const get = (path: string): Promise<Response> =>
    fetch(`${url}${path}`, { headers: { cookie, [PURPOSE_HEADER]: 'test' } });
  const post = (path: string, body: unknown, headers: Record<string, string> = { origin: url }): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...headers },
      body: JSON.stringify(body),
    });
  const ledger = async (): Promise<LedgerAnswer> => ledgerAnswer.parse(await (await get('/api/v1/ledger')).json());
  const alerts = async (query = ''): Promise<AlertPage> =>
    alertPage.parse(await (await get(`/api/v1/alerts${query}`)).json());
  const list = async (query = ''): Promise<RejectedPage> =>
    rejectedPage.parse(await (await get(`/api/v1/rejected${query}`)).json());

  const minuteRow = (minute: number, count: number, version: number): VersionedRow => {
    const made = row({ ...source, time: NOW - minute * 60_000, count });
    return { id: rowId(made), version, row: made };
  };
  const rows = [minuteRow(1, 40, 80), minuteRow(2, 30, 80)];
  const account = ledgerRow({
    ...source,
    to: RECORDS,
    counted: 70,
    duplicate: 10,
    ignored: 15,
    rejected: 5,
    ignoredByKind: { stats: 12, dns: 3 },
    rejectedByCode: { 'not-json': 5 },
    hours: [hourOf(NOW - 60_000)],
  });
  const ledgerId = `${topic}/1/0/${account.chunk}`;

  function letter(offset: number, value: Buffer | string, code: 'not-json' | 'not-text' = 'not-json'): OutgoingRecord {
    const record = {
      value: Buffer.from(value),
      key: Buffer.from('sensor-\u202e7'),
      headers: { format: Buffer.from('suricata') },
    };
    const place = { ...source, offset, timestamp: NOW };
    const made = deadLetter(record, { code, detail: 'not one JSON document' }, place, 1_000_000);
    return { ...made, headers: made.headers as Record<string, Buffer | string> };
  }

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    cookie = await sessions.cookie({ ...LEAD, strong: true });
    copyFileSync('deploy/local/demonstration/directory.yaml', environment.LIANFANG_DIRECTORY);
    await Promise.all([feeder.open(), admin.connect(), writer.connect()]);
    const settings = { 'message.timestamp.type': 'LogAppendTime' };
    await admin.ensureTopics([
      { topic, partitions: 1, settings },
      { topic: rejected, partitions: 1, settings },
    ]);
    await writer.append(
      topic,
      Array.from({ length: RECORDS }, (_unused, index) => ({ key: null, value: `record ${index}` })),
    );
    await feeder.keep({ rows, ledger: [account] });
    await feeder.keep({ watermark: watermark({ ...source, processed: RECORDS, logEnd: RECORDS, at: Date.now() }) });
    application = await startService({
      module: GatewayModule.forRoot(environment),
      settings: environment,
      prepare: (started) => prepareApplication(started, environment),
    });
    url = (await application.getUrl()).replace('[::1]', '127.0.0.1');
    await eventually(async () => (await get('/api/v1/ledger')).status === 200, { because: 'the first check is made' });
  });

  afterAll(async () => {
    await application?.close();
    await feeder.close();
    await Promise.all([reader.close(), writer.close(), admin.close(), client.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows both sides of the equation, with what the classes consist of', async () => {
    const answer = await ledger();
    expect(answer).toMatchObject({ accounted: 100, processedOffsets: 100, difference: 0, pending: 0, balanced: true });
    expect(answer.sources).toEqual([
      expect.objectContaining({
        source,
        counted: 70,
        events: 70,
        ignoredByKind: { stats: 12, dns: 3 },
        rejectedByCode: { 'not-json': 5 },
        start: 0,
        processed: 100,
        logEnd: 100,
        minutesDifference: 0,
        minutesCompared: 1,
        chunks: 1,
        state: 'current',
      }),
    ]);
  });

  it('opens an alert when a ledger row is changed behind its back, and closes it after the repair', async () => {
    await client.update({ index: names.ledger, id: ledgerId, doc: { duplicate: 3 } });
    const [opened] = await eventually(
      async () => (await alerts('?state=open')).items.length > 0 && (await alerts()).items,
      {
        because: 'two checks in a row see the difference',
      },
    );
    expect(opened).toMatchObject({
      id: `ledger-equation/${topic}/1/0`,
      county: 'centre',
      severity: 'critical',
      closed: null,
      times: 1,
      figures: { accounted: 93, processedOffsets: 100, difference: -7 },
    });
    expect(await ledger()).toMatchObject({ balanced: false, difference: -7 });
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/lianfang_ledger_difference\{[^}]*partition="0"[^}]*\} -7/);
    expect(metrics).toMatch(/lianfang_alerts_open\{[^}]*\} 1/);
    await client.update({ index: names.ledger, id: ledgerId, doc: { duplicate: 10 } });
    await eventually(async () => (await alerts('?state=open')).items.length === 0, {
      because: 'the figures agree again',
    });
    expect((await alerts()).items).toMatchObject([{ id: opened?.id, closed: expect.any(Number) }]);
    expect(await ledger()).toMatchObject({ balanced: true });
  });

  it('opens an alert when a minute row is removed, and closes it when it is back', async () => {
    const gone = rows[1] as VersionedRow;
    const found = await client.search({ index: names.rowsMinute, query: { ids: { values: [gone.id] } } });
    await client.delete({ index: found.hits.hits[0]?._index ?? '', id: gone.id });
    const { items } = await eventually(
      async () => {
        const page = await alerts('?state=open');
        return page.items.length > 0 && page;
      },
      { because: 'two checks in a row see the difference' },
    );
    expect(items).toMatchObject([
      { id: `ledger-minutes/${topic}/1/0`, figures: { events: 70, minutes: 40, difference: -30, chunks: '0.0' } },
    ]);
    expect(await ledger()).toMatchObject({ balanced: false, difference: 0, minutesDifference: -30 });
    await feeder.keep({ rows: [{ ...gone, version: 90 }] });
    await eventually(async () => (await alerts('?state=open')).items.length === 0, { because: 'the row is back' });
    expect((await alerts('?size=1')).cursor).not.toBeNull();
  });

  it('lists alerts page by page, newest first, and refuses a cursor that is not its own', async () => {
    const first = await alerts('?size=1');
    const second = await alerts(`?size=1&cursor=${first.cursor}`);
    expect([...first.items, ...second.items].map(({ kind }) => kind)).toEqual(['ledger-minutes', 'ledger-equation']);
    expect(second.cursor).toBeNull();
    expect((await get('/api/v1/alerts?cursor=bm9uc2Vuc2U')).status).toBe(400);
  });

  it('lists rejected records newest first, each once, and by code', async () => {
    const letters = [letter(3, 'first <b>{{7*7}}</b>'), letter(5, Buffer.from([0, 1, 254, 255]), 'not-text')];
    await writer.append(rejected, [...letters, letter(7, 'third\u0007'), ...letters]);
    const page = await list();
    expect(page.items.map(({ place }) => place.offset)).toEqual([5, 3, 7]);
    expect(page.items[1]).toMatchObject({ preview: 'first <b>{{7*7}}</b>', sensor: 'sensor-⟦U+202E⟧7', resent: null });
    expect(page.cursor).toBeNull();
    expect((await list('?code=not-text')).items).toHaveLength(1);
    expect((await list('?topic=elsewhere')).items).toEqual([]);
    const first = await list('?size=1');
    const rest = await list(`?size=10&cursor=${first.cursor}`);
    // The older copy of the first is a repeat that only a reader of both pages can know.
    expect([...first.items, ...rest.items].map(({ place }) => place.offset)).toEqual([5, 3, 7, 5]);
  });

  it('opens one: text with what does not print named, bytes in hexadecimal, the whole as a download', async () => {
    const { items } = await list();
    const [bytes, , text] = items;
    expect(rejectedRecord.parse(await (await get(`/api/v1/rejected/${text?.id}`)).json())).toMatchObject({
      form: 'text',
      shown: 'third⟦U+0007⟧',
      headers: [{ name: 'format', value: 'suricata' }],
    });
    const hex = rejectedRecord.parse(await (await get(`/api/v1/rejected/${bytes?.id}`)).json());
    expect(hex).toMatchObject({ form: 'hex', shown: expect.stringMatching(/^000000 {2}00 01 fe ff/) });
    const value = await get(`/api/v1/rejected/${bytes?.id}/value`);
    expect(value.headers.get('content-type')).toBe('application/octet-stream');
    expect(value.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
    expect(value.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await value.arrayBuffer())).toEqual(Buffer.from([0, 1, 254, 255]));
  });

  it.each(['nonsense', '__consumer_offsets.0.0', 'elsewhere.0.0'])('has no record %s', async (id) => {
    expect((await get(`/api/v1/rejected/${id}`)).status).toBe(404);
  });

  it('lets nobody write but its own pages, in JSON', async () => {
    const { items } = await list();
    const path = `/api/v1/rejected/${items[0]?.id}/resend`;
    expect((await post(path, {}, {})).status).toBe(403);
    expect((await post(path, {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await post(path, {}, { origin: url, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(path, { force: 'yes' })).status).toBe(400);
    for (const body of [null, [], 1]) expect((await post('/api/v1/rejected/resend', body)).status).toBe(400);
    expect((await fetch(`${url}/api/v1/rejected/resend`, { method: 'PUT' })).headers.get('allow')).toBe('POST');
  });

  it('sends a record again as it came, once, and again only by force', async () => {
    const { items } = await list('?code=not-text');
    const path = `/api/v1/rejected/${items[0]?.id}/resend`;
    const answers = await Promise.all([post(path, {}), post(path, {})]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [sent] = await reader.read({ topic, partition: 0, from: RECORDS, to: RECORDS + 10 }, 10_000);
    expect(sent).toMatchObject({ offset: RECORDS, value: Buffer.from([0, 1, 254, 255]) });
    expect(sent?.key?.toString()).toBe('sensor-\u202e7');
    expect(sent?.headers['format']?.toString()).toBe('suricata');
    expect(sent?.headers['resent-from']?.toString()).toBe(`${topic}/1/0/5`);
    expect((await list('?code=not-text')).items[0]?.resent).toMatchObject({ state: 'sent', offset: RECORDS, times: 1 });
    expect(await (await post(path, { force: true })).json()).toMatchObject({ state: 'sent', offset: 101, times: 2 });
  });

  it('sends all that a filter finds again, each at most once', async () => {
    expect(await (await post('/api/v1/rejected/resend', {})).json()).toMatchObject({ sent: 2, sentBefore: 1 });
    expect(await (await post('/api/v1/rejected/resend', {})).json()).toMatchObject({ sent: 0, sentBefore: 3 });
  });

  it('says what became of a record once the partition has passed it', async () => {
    await writer.append(rejected, [letter(101, Buffer.from([0, 1, 254, 255]), 'not-text')]);
    const to = 104;
    const more = { ...account, to, counted: 72, rejected: 7 };
    await feeder.keep({ rows: [minuteRow(3, 2, to)], ledger: [more] });
    await feeder.keep({ watermark: watermark({ ...source, processed: to, logEnd: to, at: Date.now() }) });
    await eventually(
      async () => {
        const states = (await list()).items.map(({ place, resent }) => [place.offset, resent?.state]);
        expect(states).toEqual([
          [101, undefined],
          [5, 'rejected-again'],
          [3, 'accepted'],
          [7, 'accepted'],
        ]);
        return true;
      },
      { because: 'the check has seen the progress' },
    );
  });
});
