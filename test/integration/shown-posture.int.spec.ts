import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  indexNames,
  postureAnswer,
  topicNames,
  type CountyView,
  type Posture,
  type SituationView,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogWriter } from '@lianfang/platform/kafka';
import { startService } from '@lianfang/platform/service';
import { createPostureStore } from '@lianfang/store';
import { FakeViewer } from '@lianfang/stream';
import {
  ANALYST,
  eventually,
  ledgerRow,
  plainPosture,
  TAIPEI_MANAGER,
  TestSessions,
  testServers,
  uniquePrefix,
  watermark,
  type TestPerson,
} from '@lianfang/testing';
import { HOUR_MS, hourOf, MINUTE_MS, minuteOf, taipeiDayOf } from '@lianfang/views';
import { WebSocket } from 'ws';
import type { Environment } from '../../apps/gateway/src/environment';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { prepareApplication } from '../../apps/gateway/src/prepare-application';
import { RowFeeder, storedRow } from '../../apps/gateway/src/row-feeder';

const MINUTE = minuteOf(Date.now());
const REACHED = { processed: 9, logEnd: 9, at: Date.now(), logTime: Date.now() };
const OPEN = { openHours: [hourOf(MINUTE)], openDays: [taipeiDayOf(MINUTE)] };
const OTHER = '65000';

/** What alerting says on its topic reaches the people whom it is about, and the centre, and nobody else. */
describe('posture, from its topic to the screens', () => {
  const prefix = uniquePrefix();
  const { brokers, node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-posture-'));
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
    LIANFANG_GROUP: 'lianfang-collector',
    LIANFANG_LEDGER_CHECK_MS: 600_000,
    LIANFANG_AUDIT_CHECK: 86_400_000,
    LIANFANG_ORIGINS: [],
    LIANFANG_VIEWERS: 100,
    ...sessions.settings,
  };
  const feeder = new RowFeeder(environment, prefix);
  const writer = createKafkaLogWriter(createKafka(environment, 'posture-spec'));
  const client = createElasticsearch(environment);
  const store = createPostureStore(client, indexNames(prefix));
  const sockets: WebSocket[] = [];
  let application: NestFastifyApplication | undefined;
  let url = '';

  const get = async (path: string, person: TestPerson = ANALYST): Promise<Response> =>
    fetch(url + path, { headers: { cookie: await sessions.cookie(person) } });
  const answer = async (path: string, person?: TestPerson) =>
    postureAnswer.parse(await (await get(path, person)).json());
  const say = (...values: readonly (Posture | string)[]): Promise<unknown> =>
    writer.append(
      topicNames(prefix).posture,
      values.map((value) =>
        typeof value === 'string' ? { key: 'nobody', value } : { key: value.county, value: JSON.stringify(value) },
      ),
    );

  async function watch(view: string, person: TestPerson): Promise<FakeViewer> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, {
      origin: url,
      headers: { cookie: await sessions.cookie(person) },
    });
    sockets.push(socket);
    const viewer = new FakeViewer();
    socket.on('message', (data: Buffer) => viewer.send(data));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', view })));
    await eventually(() => viewer.received.length > 0, { because: `${view} is answered` });
    return viewer;
  }

  beforeAll(async () => {
    copyFileSync('deploy/local/demonstration/directory.yaml', environment.LIANFANG_DIRECTORY);
    await feeder.open();
    await writer.connect();
    await feeder.keep({
      rows: [storedRow({ tier: 'minute', time: MINUTE, count: 9 }, 9)],
      ledger: [ledgerRow({ to: 9, counted: 9 })],
    });
    await feeder.keep({ watermark: watermark({ ...REACHED, ...OPEN }) });
    application = await startService({
      module: GatewayModule.forRoot(environment),
      settings: environment,
      prepare: (started) => prepareApplication(started, environment),
    });
    url = (await application.getUrl()).replace('[::1]', '127.0.0.1');
    await eventually(async () => (await get('/health/ready')).status === 200, { because: 'the board is loaded' });
  });

  afterAll(async () => {
    for (const socket of sockets) socket.terminate();
    await application?.close();
    await writer.close();
    await client.close();
    await feeder.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows everything else while alerting has said nothing', async () => {
    expect((await answer('/api/v1/posture')).items).toEqual([]);
    const situation = (await (await get('/api/v1/overview')).json()) as SituationView;
    expect(situation.counties['63000']).toMatchObject({ posture: null, blockedToday: 9 });
  });

  it('shows what is said whole to its county, in one line to the centre, and to no other county', async () => {
    const [county, situation] = [await watch('county:63000', TAIPEI_MANAGER), await watch('situation', ANALYST)];
    const mine = plainPosture({ county: '63000', at: MINUTE });
    await say(
      'not json',
      mine,
      plainPosture({ county: OTHER, at: MINUTE, score: 33 }),
      plainPosture({ county: '99999' }),
    );
    const inCounty = (): unknown => (county.state() as CountyView).posture;
    await eventually(() => inCounty() !== undefined, { because: 'the county sees it' });
    await eventually(() => (situation.state() as SituationView).counties[OTHER]?.posture?.score === 33, {
      because: 'the centre sees both',
    });
    // Frames leave out what is null; parsing puts it back.
    expect(postureAnswer.shape.items.element.parse(inCounty())).toEqual(mine);
    expect((situation.state() as SituationView).counties['63000']?.posture).toMatchObject({
      at: MINUTE,
      score: 81,
      first: 'compromise',
    });
    // In quotes: an instant in milliseconds may hold the same digits.
    expect(JSON.stringify(county.frames())).not.toContain(JSON.stringify(OTHER));
    expect((await answer('/api/v1/posture', TAIPEI_MANAGER)).items).toEqual([mine]);
    expect((await answer('/api/v1/posture')).items.map(({ county: code }) => code)).toEqual(['63000', OTHER]);
    expect((await get(`/api/v1/posture?county=${OTHER}`, TAIPEI_MANAGER)).status).toBe(404);
    const { items } = await answer(`/api/v1/posture?county=${OTHER}`);
    expect(items).toMatchObject([{ score: 33 }]);
  });

  it('sends nothing of a posture that has not changed, and keeps the newest', async () => {
    const county = await watch('county:63000', TAIPEI_MANAGER);
    const scoreNow = (): number | null | undefined => (county.state() as CountyView).posture?.score;
    await eventually(() => county.received.length > 2, { because: 'two frames come after the first' });
    const patches = county.frames().flatMap((frame) => (frame.type === 'delta' ? [frame.patch as object] : []));
    expect(patches.length).toBeGreaterThan(1);
    expect(patches.filter((patch) => 'posture' in patch || 'figures' in patch)).toEqual([]);
    await say(
      plainPosture({ county: '63000', at: MINUTE + MINUTE_MS, score: 55 }),
      plainPosture({ county: '63000', at: MINUTE - MINUTE_MS, score: 11 }),
    );
    await eventually(() => scoreNow() === 55, { because: 'the newest is shown' });
    expect((await answer('/api/v1/posture', TAIPEI_MANAGER)).items).toMatchObject([{ score: 55 }]);
  });

  it('reads the past of a county', async () => {
    const hours = [3, 2].map((back) => MINUTE - back * HOUR_MS);
    await store.write(hours.map((at, index) => plainPosture({ county: '63000', at, score: 60 + index })));
    await store.write([plainPosture({ county: OTHER, at: hours[0] ?? 0, score: 5 })]);
    const range = `from=${new Date(MINUTE - 4 * HOUR_MS).toISOString()}&to=${new Date(MINUTE).toISOString()}`;
    const found = await get(`/api/v1/posture/history?county=63000&${range}`, TAIPEI_MANAGER);
    expect(await found.json()).toEqual({
      county: '63000',
      items: hours.map((at, index) => ({ at, score: 60 + index, formula: 1 })),
    });
    const foreign = await get(`/api/v1/posture/history?county=${OTHER}&${range}`, TAIPEI_MANAGER);
    expect(foreign.status).toBe(404);
  });

  it('counts what came, and says how old the newest is', async () => {
    const metrics = await (await get('/metrics')).text();
    expect(metrics).toMatch(/lianfang_gateway_posture_messages_total\{[^}]*kind="refused"[^}]*\} 1\n/);
    expect(metrics).toMatch(/lianfang_gateway_posture_messages_total\{[^}]*kind="stranger"[^}]*\} 1\n/);
    expect(metrics).toMatch(/lianfang_gateway_posture_age_seconds(\{[^}]*\})? -?\d/);
  });
});
