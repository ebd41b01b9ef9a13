import type { LedgerAnswer, RejectedItem, RejectedPage, RejectedRecord, Resent } from '@lianfang/contract';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogAdmin,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { startCollector, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { alertOf } from './source-file';

/** Events may be this far ahead of the log. */
const AHEAD_MS = 5 * 60_000;
/** Time enough for the record to be refused before its time comes. */
const EARLY_MS = 8_000;
const GARBAGE = '{"timestamp": broken <script>{{7*7}}</script>';

describe('rejected records, from the sensor to a second try', () => {
  const { brokers } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const eventTime = Date.now() + AHEAD_MS + EARLY_MS;
  let admin: LogAdmin;
  let writer: LogWriter;
  let collector: CollectorProcess;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: 1, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    const good = alertOf({ index: 1, source: '203.0.113.1', network: 8, time: Date.now() });
    const early = alertOf({ index: 2, source: '203.0.113.2', network: 8, time: eventTime });
    await writer.append(topic, [
      { key: 'sensor-1', value: good },
      { key: 'sensor-2', value: early, headers: { format: 'suricata' } },
      { key: 'sensor-3', value: GARBAGE },
    ]);
    collector = startCollector(prefix);
    gateway = await startGateway(prefix);
  }, 120_000);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await gateway?.end();
    await Promise.all([admin.close(), writer.close()]);
  });

  const ledger = (): Promise<LedgerAnswer> => gateway.json('/api/v1/ledger');
  const list = async (): Promise<readonly RejectedItem[]> =>
    (await gateway.json<RejectedPage>('/api/v1/rejected')).items;
  const byCode = async (code: string): Promise<RejectedItem> => {
    const found = (await list()).find((item) => item.code === code && item.place.offset < 3);
    if (!found) throw new Error(`There is no letter with the code ${code}.`);
    return found;
  };
  const until = (look: () => Promise<boolean | undefined>, because: string): Promise<unknown> =>
    eventually(look, { because, timeoutMs: 60_000, everyMs: 250 });

  async function resend(code: string): Promise<Resent> {
    const { id } = await byCode(code);
    const answer = await gateway.post(`/api/v1/rejected/${id}/resend`, {});
    expect(answer.status).toBe(200);
    return (await answer.json()) as Resent;
  }

  it('lists what was refused, and opens it as it came', async () => {
    await until(async () => (await ledger()).rejected === 2, 'the collector refuses two records');
    expect(await ledger()).toMatchObject({
      counted: 1,
      rejectedByCode: { 'too-early': 1, 'not-json': 1 },
      accounted: 3,
      processedOffsets: 3,
      difference: 0,
      balanced: true,
    });
    const { id } = await byCode('not-json');
    const record = await gateway.json<RejectedRecord>(`/api/v1/rejected/${id}`);
    expect(record).toMatchObject({ form: 'text', shown: GARBAGE, sensor: 'sensor-3', place: { topic, offset: 2 } });
  });

  it('counts a record that came too early once its time has come, and refuses garbage again', async () => {
    await until(async () => Date.now() > eventTime - AHEAD_MS + 500, 'its time comes');
    expect(await resend('too-early')).toMatchObject({ state: 'sent', offset: 3, times: 1 });
    expect(await resend('not-json')).toMatchObject({ state: 'sent', offset: 4 });
    await until(async () => (await ledger()).processedOffsets === 5, 'both are processed');
    expect(await ledger()).toMatchObject({ counted: 2, rejected: 3, accounted: 5, balanced: true });
    await until(async () => (await byCode('too-early')).resent?.state === 'accepted', 'the check saw the progress');
    expect(await byCode('not-json')).toMatchObject({
      resent: { state: 'rejected-again', code: 'not-json', offset: 4 },
    });
  });

  it('never alarms while all this happens', async () => {
    expect(await gateway.json('/api/v1/alerts')).toMatchObject({ items: [], open: 0 });
  });
});
