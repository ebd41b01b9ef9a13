import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { situationView, totalView, type BreakdownAnswer, type SeriesAnswer, type TotalView } from '@lianfang/contract';
import { startService } from '@lianfang/platform/service';
import { FakeViewer } from '@lianfang/stream';
import { ANALYST, eventually, ledgerRow, TestSessions, testServers, uniquePrefix, watermark } from '@lianfang/testing';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf, taipeiDayOf } from '@lianfang/views';
import { WebSocket } from 'ws';
import type { Environment } from './environment';
import { GatewayModule } from './gateway.module';
import { prepareApplication } from './prepare-application';
import { RowFeeder, storedRow } from './row-feeder';

const NOW = minuteOf(Date.now());
const HOUR = hourOf(NOW);
/** A day that is surely over, and the day before it, in the same series range. */
const DAY = taipeiDayOf(NOW) - 2 * DAY_MS;

/** Of 100 events, 30 are in a closed day, 20 in a closed hour of an open day, 50 in the open hour. */
const CLOSED_DAY = [
  storedRow({ tier: 'day', time: DAY, count: 25 }, 100),
  storedRow({ tier: 'day', time: DAY, county: 'unlocated', direction: 'unlocated', count: 5 }, 100),
  storedRow({ tier: 'hour', time: DAY + 5 * HOUR_MS, count: 25 }, 100),
  storedRow({ tier: 'hour', time: DAY + 9 * HOUR_MS, county: 'unlocated', direction: 'unlocated', count: 5 }, 100),
  storedRow({ tier: 'minute', time: DAY + 5 * HOUR_MS + 7 * MINUTE_MS, count: 25 }, 30),
  storedRow({ tier: 'minute', time: DAY + 9 * HOUR_MS, county: 'unlocated', direction: 'unlocated', count: 5 }, 30),
];
const CLOSED_HOUR = DAY + DAY_MS + 3 * HOUR_MS;
const OPEN_DAY = [
  storedRow({ tier: 'hour', time: CLOSED_HOUR, county: '65000', disposition: 'allowed', count: 20 }, 100),
  storedRow({ tier: 'minute', time: CLOSED_HOUR, county: '65000', disposition: 'allowed', count: 20 }, 50),
  storedRow({ tier: 'hour', time: HOUR, count: 11 }, 60),
  storedRow({ tier: 'minute', time: NOW, count: 50 }, 100),
];
const OPEN = { openHours: [HOUR], openDays: [DAY + DAY_MS, taipeiDayOf(HOUR)] };
const REACHED = { processed: 100, logEnd: 100, at: Date.now(), logTime: Date.now() };
const LEDGER = ledgerRow({ to: 100, counted: 100 });

function environmentOf(prefix: string, folder: string, sessions: TestSessions): Environment {
  const { brokers, node } = testServers();
  return {
    HOST: '127.0.0.1',
    PORT: 0,
    LOG_LEVEL: 'fatal',
    KAFKA_BROKERS: brokers,
    KAFKA_TLS: 'off',
    ELASTICSEARCH_NODE: node,
    LIANFANG_DIRECTORY: join(folder, 'directory.yaml'),
    LIANFANG_DASHBOARD: folder,
    LIANFANG_TOPIC_PREFIX: prefix,
    LIANFANG_INDEX_PREFIX: prefix,
    LIANFANG_GROUP: 'lianfang-collector',
    LIANFANG_LEDGER_CHECK_MS: 1_000,
    LIANFANG_AUDIT_CHECK: 86_400_000,
    LIANFANG_ORIGINS: ['https://wall.example'],
    LIANFANG_VIEWERS: 100,
    ...sessions.settings,
  };
}

/** Opens a socket that follows a view as a browser does. */
function watch(
  url: string,
  view: string,
  cookie: string,
): { viewer: FakeViewer; socket: WebSocket; closed: Promise<number> } {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/live`, { origin: url, headers: { cookie } });
  const viewer = new FakeViewer();
  socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', view })));
  socket.on('message', (data: Buffer) => viewer.send(data));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return { viewer, socket, closed };
}

describe('the gateway on real servers', () => {
  const prefix = uniquePrefix();
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  const sessions = new TestSessions(folder);
  const environment = environmentOf(prefix, folder, sessions);
  const feeder = new RowFeeder(environment, prefix);
  let application: NestFastifyApplication;
  let url: string;
  let cookie: string;

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${path}`, { headers: { cookie, ...headers } });
  const json = async (path: string): Promise<never> => (await get(path)).json() as never;
  const total = async (): Promise<number> => totalView.parse(await json('/api/v1/total')).total;
  const series = (interval: string, more = ''): Promise<SeriesAnswer> =>
    json(
      `/api/v1/series?interval=${interval}&from=${new Date(DAY).toISOString()}&to=${new Date(NOW + HOUR_MS).toISOString()}${more}`,
    );

  beforeAll(async () => {
    cookie = await sessions.cookie(ANALYST);
    copyFileSync('deploy/local/demonstration/directory.yaml', environment.LIANFANG_DIRECTORY);
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
    writeFileSync(join(folder, 'main-ABCDEFGH.js'), 'export {};'.repeat(300));
    await feeder.open();
    await feeder.keep({ rows: [...CLOSED_DAY, ...OPEN_DAY], ledger: [LEDGER] });
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
    await application?.close();
    await feeder.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('adds up day, hour and minute rows, each period once', async () => {
    const view: TotalView = await json('/api/v1/total');
    expect(view).toMatchObject({
      total: 100,
      byDisposition: { blocked: 80, allowed: 20, detected: 0 },
      byDirection: { inbound: 95, outbound: 0, internal: 0, unlocated: 5 },
    });
  });

  it.each(['minute', 'hour', 'day'])('answers a time range by %s from the same figures', async (interval) => {
    const answer = await series(interval);
    expect(answer.total).toEqual({ blocked: 80, allowed: 20, detected: 0 });
    const { minute, hour, day } = answer.rows;
    expect([minute > 0, hour > 0, day > 0]).toEqual([true, interval !== 'minute', interval === 'day']);
  });

  it('names Taipei days by their start and keeps to a county', async () => {
    const answer = await series('day', '&county=unlocated');
    expect(answer.points).toEqual([{ time: new Date(DAY).toISOString(), blocked: 5, allowed: 0, detected: 0 }]);
  });

  it('chooses an interval that a screen can afford', async () => {
    expect(await series('auto')).toMatchObject({ interval: 'hour', total: { blocked: 80, allowed: 20 } });
  });

  it('answers what the events were, the same however the range is cut', async () => {
    const ask = (from: number, to: number, more: string): Promise<BreakdownAnswer> =>
      json(`/api/v1/breakdown?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}&${more}`);
    const end = NOW + HOUR_MS;
    const whole = await ask(DAY, end, 'by=county');
    expect(whole).toMatchObject({
      items: [
        { key: '63000', blocked: 75, allowed: 0, detected: 0 },
        { key: '65000', blocked: 0, allowed: 20, detected: 0 },
        { key: 'unlocated', blocked: 5, allowed: 0, detected: 0 },
      ],
      total: { blocked: 80, allowed: 20, detected: 0 },
    });
    const border = DAY + 5 * HOUR_MS + 7 * MINUTE_MS;
    const parts = [await ask(DAY - MINUTE_MS, border, 'by=county'), await ask(border, end, 'by=county')];
    expect(parts.map(({ total }) => total.blocked + total.allowed)).toEqual([0, 100]);
    expect(await ask(DAY, end, 'by=agency')).toMatchObject({ items: [], unassigned: { blocked: 80, allowed: 20 } });
    expect((await ask(DAY, end, 'by=county&county=65000')).items.map(({ key }) => key)).toEqual(['65000']);
    expect((await get(`/api/v1/breakdown?by=rule&from=${whole.from}&to=${whole.to}`)).status).toBe(400);
    expect((await get(`/api/v1/breakdown?by=county&county=00000&from=${whole.from}&to=${whole.to}`)).status).toBe(404);
  });

  it('shows the nation and every county of the directory', async () => {
    const view = situationView.parse(await json('/api/v1/overview'));
    expect(Object.keys(view.counties)).toHaveLength(22);
    expect(view.counties['63000']).toMatchObject({ blockedToday: 50, lastHour: { blocked: 50 }, silent: false });
    expect(view.counties['10002']).toMatchObject({ blockedToday: 0, silent: true, lastEventMinute: null });
    expect(view).toMatchObject({ ledger: { counted: 100, balanced: true }, demonstration: false });
    expect(Object.keys(view.minutes)).toHaveLength(61);
  });

  it('shows one county, and none that does not exist', async () => {
    expect(await json('/api/v1/counties/63000')).toMatchObject({ county: '63000', figures: { blockedToday: 50 } });
    const missing = await get('/api/v1/counties/99999');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-type')).toContain('application/problem+json');
    expect(await missing.json()).toMatchObject({ status: 404, requestId: missing.headers.get('x-request-id') });
  });

  it('accounts for every offset of each source', async () => {
    await eventually(async () => (await get('/api/v1/ledger')).status === 200, { because: 'the ledger is checked' });
    expect(await json('/api/v1/ledger')).toMatchObject({
      counted: 100,
      processedOffsets: 100,
      difference: 0,
      sources: [{ source: { topic: 'threat-events', epoch: 1, partition: 0 }, counted: 100, balanced: true }],
    });
  });

  it('says what to ask for when a range is too long, and when a question is wrong', async () => {
    const long = await get('/api/v1/series?interval=minute&from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z');
    expect([long.status, await long.json()]).toEqual([
      400,
      expect.objectContaining({ detail: expect.stringContaining('31 days') }),
    ]);
    expect((await get('/api/v1/series?interval=week')).status).toBe(400);
  });

  it('sends a snapshot and then deltas that follow what is published, the same as REST', async () => {
    const { viewer, socket } = watch(url, 'total', cookie);
    await eventually(() => viewer.received.length > 0, { because: 'a snapshot answers the subscription' });
    const before = await total();
    const rows = [storedRow({ tier: 'minute', time: NOW, count: 57 }, 107)];
    const mark = watermark({ ...REACHED, ...OPEN, processed: 107, logEnd: 107, at: Date.now() });
    await feeder.feed({ rows, ledger: [{ ...LEDGER, to: 107, counted: 107 }], watermark: mark });
    await eventually(() => (viewer.state() as TotalView).total === before + 7, { because: 'the rows are published' });
    expect(viewer.frames()[0]?.type).toBe('snapshot');
    expect(totalView.parse(viewer.state()).total).toBe(await total());
    socket.close();
  });

  it('changes nothing when live rows are replayed', async () => {
    const before = await total();
    await feeder.publish({
      rows: [...OPEN_DAY, ...CLOSED_DAY],
      ledger: [LEDGER],
      watermark: watermark({ ...REACHED, ...OPEN }),
    });
    const rows = [storedRow({ tier: 'minute', time: NOW, county: '65000', count: 1 }, 108)];
    const mark = watermark({ ...REACHED, ...OPEN, processed: 108, logEnd: 108, at: Date.now() });
    await feeder.feed({ rows, ledger: [{ ...LEDGER, to: 108, counted: 108 }], watermark: mark });
    await eventually(async () => (await total()) === before + 1, { because: 'what comes after the replay counts' });
  });

  it('reads an old hour from its minutes when a late event opens it again', async () => {
    const before = await total();
    const late = DAY + 5 * HOUR_MS;
    const rows = [storedRow({ tier: 'minute', time: late + 9 * MINUTE_MS, chunk: '0.1', count: 3 }, 111)];
    const open = { openHours: [HOUR, late], openDays: [DAY, ...OPEN.openDays] };
    const mark = watermark({ ...REACHED, ...open, processed: 111, logEnd: 111, at: Date.now() });
    await feeder.feed({ rows, ledger: [{ ...LEDGER, to: 111, counted: 111 }], watermark: mark });
    await eventually(async () => (await total()) === before + 3, { because: 'the hour was loaded from its minutes' });
    expect((await series('day')).total.blocked + 20).toBe(await total());
  });

  it('is live while the collector speaks', async () => {
    const view = totalView.parse(await json('/api/v1/total'));
    expect(view.freshness.state).toBe('live');
    expect(view.freshness.asOf).toBeGreaterThan(REACHED.at - 1);
  });

  it('describes itself for people and for programs, without anything from outside', async () => {
    const document: { paths: object } = await json('/api/openapi.json');
    expect(Object.keys(document.paths).length).toBeGreaterThan(6);
    const page = await (await get('/api/docs')).text();
    expect(page).not.toMatch(/(?:src|href)=["']?https?:/);
    expect((await get('/api/docs/swagger-ui-bundle.js')).status).toBe(200);
  });

  it('serves the dashboard: hashed files for ever, pages anew, and no inline script', async () => {
    const page = await get('/explore/anything');
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>page')]);
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    const file = await get('/main-ABCDEFGH.js', { 'accept-encoding': 'br' });
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-encoding')).toBe('br');
    expect((await get('/missing-ABCDEFGH.js')).status).toBe(404);
  });

  it('reads the directory again when the file changes, and keeps the old one when it is bad', async () => {
    const { hash } = (await json('/api/v1/directory')) as { hash: string };
    writeFileSync(environment.LIANFANG_DIRECTORY, 'counties: 7\n');
    expect(await json('/api/v1/directory')).toMatchObject({ hash });
    copyFileSync('deploy/local/demonstration/directory.yaml', environment.LIANFANG_DIRECTORY);
    writeFileSync(environment.LIANFANG_DIRECTORY, '\n# changed\n', { flag: 'a' });
    await eventually(async () => ((await json('/api/v1/directory')) as { hash: string }).hash !== hash, {
      because: 'the file changed',
    });
  });

  it('counts viewers and frames', async () => {
    expect(await (await get('/metrics')).text()).toMatch(/lianfang_gateway_frames_total\{[^}]*\} [1-9]/);
  });

  it('refuses pages of other origins and messages that are too long', async () => {
    const foreign = new WebSocket(`${url.replace('http', 'ws')}/live`, {
      origin: 'https://elsewhere.example',
      headers: { cookie },
    });
    const refusal = new Promise<number>((resolve) =>
      foreign.on('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0)),
    );
    foreign.on('error', () => undefined);
    expect(await refusal).toBe(403);
    const { socket, closed } = watch(url, 'total', cookie);
    socket.on('open', () => socket.send('x'.repeat(5_000)));
    expect(await closed).toBe(1009);
  });

  it('tells viewers that it goes away when it stops', async () => {
    const { viewer, closed } = watch(url, 'situation', cookie);
    await eventually(() => viewer.received.length > 0, { because: 'a snapshot answers the subscription' });
    await application.close();
    expect(await closed).toBe(1001);
  });
});
