import type { Client } from '@elastic/elasticsearch';
import {
  countyView,
  indexNames,
  situationView,
  type DistinctAnswer,
  type LedgerAnswer,
  type SituationView,
  type TopAnswer,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogAdmin,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { FakeViewer } from '@lianfang/stream';
import { ANALYST, eventually, testServers, uniquePrefix } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { alertOf, makeSourceFile } from './source-file';

const SIZE = 40_000;
const MINUTE = 60_000;
const NEW_TAIPEI = '65000';

describe('sketches and late marks, from the log to the screen', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const file = makeSourceFile(SIZE, Date.now());
  let client: Client;
  let admin: LogAdmin;
  let writer: LogWriter;
  let collector: CollectorProcess;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    await writer.append(topic, file.records);
    collector = startCollector(prefix);
    await untilStored(async () => (await sketched()) > 0, 'a kill must fall into work that has begun');
    await collector.end('SIGKILL');
    collector = startCollector(prefix);
    await untilStored(async () => (await sketched()) >= SIZE, 'every event must reach a sketch');
    gateway = await startGateway(prefix);
  }, 180_000);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await gateway?.end();
    await Promise.all([admin.close(), writer.close(), client.close()]);
  });

  /** Events in the stored sketches, read without our own code. */
  async function sketched(): Promise<number> {
    const index = indexNames(prefix).sketchesChunk;
    await client.indices.refresh({ index: `${index}*`, allow_no_indices: true });
    const found = await client.search<unknown, { events: { value: number } }>({
      index: `${index}*`,
      allow_no_indices: true,
      size: 0,
      aggs: { events: { sum: { field: 'events' } } },
    });
    return found.aggregations?.events.value ?? 0;
  }

  const distinct = (scope = ''): Promise<DistinctAnswer> => gateway.json(`/api/v1/distinct-sources?hours=2${scope}`);
  const top = (of: string, scope = ''): Promise<TopAnswer> => gateway.json(`/api/v1/top?of=${of}&hours=2${scope}`);

  it('counts distinct sources within 2 % after it was killed and had counted again', async () => {
    const answer = await distinct();
    expect(answer.events).toBe(SIZE);
    expect(Math.abs(answer.value - file.bySource.size)).toBeLessThanOrEqual(0.02 * file.bySource.size);
    expect(answer.plusMinus).toBeLessThanOrEqual(0.02 * answer.value);
    const aged = async (): Promise<boolean> => ((await distinct()).asOf ?? 0) > Date.now() - 60_000;
    await eventually(aged, { because: 'the collector says how far its sketches are' });
  });

  it('answers a county from its own sketches alone', async () => {
    const answer = await distinct(`&county=${NEW_TAIPEI}`);
    expect(Math.abs(answer.value - file.newTaipei.size)).toBeLessThanOrEqual(0.02 * file.newTaipei.size);
    const own = (await top('sources', `&county=${NEW_TAIPEI}`)).entries.map(({ key }) => key);
    expect(own.filter((key) => !file.newTaipei.has(key))).toEqual([]);
    expect((await distinct('&county=99999')) as unknown).toMatchObject({ status: 404 });
  });

  it('finds the loudest sources, and bounds each count', async () => {
    const { entries, unnamed } = await top('sources');
    const loudest = [...file.bySource].sort(([, a], [, b]) => b - a).slice(0, 3);
    expect(
      entries
        .slice(0, 3)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(loudest.map(([key]) => key).sort());
    for (const { key, count, overCount } of entries) {
      expect(file.bySource.get(key)).toBeLessThanOrEqual(count);
      expect(file.bySource.get(key)).toBeGreaterThanOrEqual(count - overCount);
    }
    expect(unnamed).toBeLessThan(SIZE);
  });

  it('counts rules and ports exactly while there are few, and keeps hostile names as they are', async () => {
    const rules = await top('rules');
    expect(rules.entries.map(({ count, overCount }) => [count, overCount])).toEqual(Array(5).fill([SIZE / 5, 0]));
    expect(rules.entries[0]?.name).toBe('<script>alert(1)</script> LF TEST');
    const ports = await top('ports');
    const ssh = Math.ceil(SIZE / 3);
    expect(ports.entries).toEqual([
      { key: '443/tcp', count: SIZE - ssh, overCount: 0 },
      { key: '22/tcp', count: ssh, overCount: 0 },
    ]);
  });

  it('marks the minute that late events were added to: by REST, in frames and in the ledger', async () => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/live`, {
      origin: gateway.url,
      headers: { cookie: await gateway.cookie(ANALYST) },
    });
    const viewer = new FakeViewer();
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', view: 'situation' })));
    socket.on('message', (data: Buffer) => viewer.send(data));
    const time = Math.floor(Date.now() / MINUTE) * MINUTE - 9 * MINUTE;
    const late = Array.from({ length: 312 }, (_, index) => ({
      key: `sensor-${index % 16}`,
      value: alertOf({ index: SIZE + index, source: '203.0.113.99', network: 8, time: time + index }),
    }));
    await writer.append(topic, late);
    const marked = await eventually(
      async () => {
        const view = situationView.parse(await gateway.json('/api/v1/overview'));
        return view.revised[String(time)]?.count === 312 ? view.revised : undefined;
      },
      { because: 'the late events are counted in their own minute' },
    );
    expect(marked[String(time)]?.at).toBeGreaterThanOrEqual(time + 9 * MINUTE);
    const framed = (): SituationView => situationView.parse(viewer.state());
    await eventually(() => framed().revised[String(time)]?.count === 312, { because: 'frames say the same' });
    expect(framed().revised).toEqual(marked);
    const county = countyView.parse(await gateway.json(`/api/v1/counties/${NEW_TAIPEI}`));
    expect(county.revised[String(time)]).toEqual(marked[String(time)]);
    // On a slow machine events of the file may have come late, too: the marks name all of them.
    const bothAgree = async (): Promise<boolean> => {
      const { revised } = situationView.parse(await gateway.json('/api/v1/overview'));
      const marks = Object.values(revised).reduce((sum, { count }) => sum + count, 0);
      return marks >= 312 && (await gateway.json<LedgerAnswer>('/api/v1/ledger')).late === marks;
    };
    await eventually(bothAgree, { because: 'the ledger names late records', timeoutMs: 30_000 });
    socket.terminate();
  });
});
