import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import {
  auditPage,
  indexNames,
  problem,
  topicNames,
  transmissionPage,
  type RejectedPage,
  type Transmission,
  type TransmissionPage,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader, createKafkaLogWriter } from '@lianfang/platform/kafka';
import { installIndexTemplates } from '@lianfang/store';
import { ANALYST, eventually, LEAD, TAIPEI_MANAGER, testServers, uniquePrefix } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { TokenIssuer } from '../walls/token-issuer';
import { startGateway, type GatewayProcess } from './gateway-process';
import { createUnreadLog, KAOHSIUNG, letterOf, TAIPEI } from './unread-log';

const HOUR = Math.floor(Date.now() / 3_600_000) * 3_600_000;
const PER_MINUTE = 30;
const PER_DAY = 6;
const iso = (time: number): string => new Date(time).toISOString();
/** Two hours that are over: their figures stand. */
const RANGE = `from=${iso(HOUR - 3 * 3_600_000)}&to=${iso(HOUR - 3_600_000)}`;
const SERIES = `/api/v1/series?interval=hour&${RANGE}`;
const COUNTS = `/api/v1/transmissions?from=${iso(HOUR - 3_600_000)}&to=${iso(HOUR + 7_200_000)}`;

describe('programs at two gateways', () => {
  const { brokers, node } = testServers();
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const topics = topicNames(`${prefix}.`);
  const rejected = `${topics.threatEvents}.rejected`;
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-machine-'));
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const admin = createKafkaLogAdmin(kafka);
  const writer = createKafkaLogWriter(kafka);
  const reader = createKafkaLogReader(kafka);
  let client: Client;
  let issuer: TokenIssuer;
  let one: GatewayProcess;
  let other: GatewayProcess;
  let settings: Record<string, string>;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    await installIndexTemplates(client, names);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics(
      [topics.rowsLive, topics.threatEvents, rejected].map((topic) => ({ topic, partitions: 1, settings: {} })),
    );
    await createUnreadLog(client, names, topics.threatEvents);
    await writer.append(
      rejected,
      [0, 1, 2, 3].map((offset) => letterOf(topics.threatEvents, offset)),
    );
    writeFileSync(join(folder, 'quotas.yaml'), `clients:\n  small: { requests: ${PER_DAY} }\n`);
    issuer = await TokenIssuer.start();
    settings = {
      LIANFANG_OIDC_ISSUER: issuer.issuer,
      LIANFANG_RATE_PROGRAM: String(PER_MINUTE),
      LIANFANG_QUOTAS: join(folder, 'quotas.yaml'),
      LIANFANG_LEDGER_CHECK_MS: '500',
    };
    [one, other] = await Promise.all([startGateway(prefix, settings), startGateway(prefix, settings)]);
    await eventually(async () => (await one.json<RejectedPage>('/api/v1/rejected')).items.length === 4, {
      because: 'the ledger is checked',
    });
  }, 120_000);

  afterAll(async () => {
    await Promise.all([one?.end(), other?.end(), issuer?.stop()]);
    await Promise.all([admin.close(), writer.close(), reader.close(), client.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A program of a county asks. */
  async function ask(
    program: string,
    path: string,
    {
      gateway = one,
      county = TAIPEI,
      headers = {},
    }: { gateway?: GatewayProcess; county?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const authorization = await issuer.authorization({ groups: ['machine-client'], county, client: program });
    return fetch(gateway.url + path, { headers: { authorization, ...headers } });
  }

  async function problemOf(answer: Response) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const read = problem.parse(await answer.json());
    expect(read.status).toBe(answer.status);
    return read;
  }

  const page = async (answer: Response): Promise<TransmissionPage> => transmissionPage.parse(await answer.json());
  const countsOf = (items: readonly Transmission[], dataset: string) =>
    Object.fromEntries(items.filter((each) => each.dataset === dataset).map((each) => [each.result, each.requests]));

  describe('limits', () => {
    it('count each program by itself behind one address, and hold back nobody else', async () => {
      const token = await issuer.authorization({ groups: ['machine-client'], county: TAIPEI, client: 'eager' });
      const statuses: number[] = [];
      let last: Response | undefined;
      for (let at = 0; at <= PER_MINUTE; at += 1) {
        last = await fetch(`${one.url}/api/v1/directory`, { headers: { authorization: token } });
        statuses.push(last.status);
        if (at === 0) {
          expect(last.headers.get('ratelimit-policy')).toBe(`"program";q=${PER_MINUTE};w=60`);
          expect(last.headers.get('ratelimit')).toMatch(new RegExp(`^"program";r=${PER_MINUTE - 1};t=\\d+$`));
        }
      }
      expect(statuses).toEqual([...Array.from({ length: PER_MINUTE }, () => 200), 429]);
      if (!last) throw new Error('nothing was asked');
      expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await problemOf(last)).detail).toMatch(/more than 30 times in a minute. Ask again in \d+ s/);
      expect((await ask('calm', '/api/v1/directory')).status).toBe(200);
      expect((await one.get('/api/v1/directory', TAIPEI_MANAGER)).status).toBe(200);
      expect((await fetch(`${one.url}/health/live`, { headers: { authorization: token } })).status).toBe(200);
      const socket = new WebSocket(`${one.url.replace('http', 'ws')}/live`, { headers: { authorization: token } });
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      socket.terminate();
    });

    it('of a day hold over both gateways, for a program by its name, and say when it begins anew', async () => {
      const gateways = [one, other];
      for (let at = 0; at < PER_DAY; at += 1) {
        const gateway = gateways[at % 2] ?? one;
        expect((await ask('small', '/api/v1/directory', { gateway })).status).toBe(200);
      }
      const refused = await eventually(
        async () => {
          const answer = await ask('small', '/api/v1/directory');
          return answer.status === 429 ? answer : undefined;
        },
        { because: 'one gateway hears what the other gave', timeoutMs: 30_000, everyMs: 1_000 },
      );
      expect((await problemOf(refused)).detail).toMatch(
        /6 requests of today. It begins anew at \d{4}-\d\d-\d\dT16:00:00/,
      );
      expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(86_400);
    });
  });

  describe('tags', () => {
    it('spare a program what it has, and are of use to no other and to no browser', async () => {
      const first = await ask('reader', SERIES);
      const tag = first.headers.get('etag') ?? '';
      expect(tag).toMatch(/^W\/"[\w-]+"$/);
      expect(first.headers.get('cache-control')).toBe('private, no-cache');
      expect(first.headers.get('vary')).toContain('authorization');
      const again = await ask('reader', SERIES, { gateway: other, headers: { 'if-none-match': tag } });
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
      const elsewhere = await ask('reader-64', SERIES, { county: KAOHSIUNG, headers: { 'if-none-match': tag } });
      expect(elsewhere.status).toBe(200);
      expect(elsewhere.headers.get('etag')).not.toBe(tag);
      const person = await one.get(SERIES, TAIPEI_MANAGER);
      expect([person.headers.get('etag'), person.headers.get('cache-control')]).toEqual([null, 'no-store']);
      const nobody = await fetch(one.url + SERIES, { headers: { 'if-none-match': tag } });
      expect(nobody.status).toBe(401);
    });

    it('say the same of another county as of one that is not there', async () => {
      const answers = [KAOHSIUNG, '99999'].map(async (county) => {
        const answer = await ask('reader', `/api/v1/counties/${county}`, { headers: { 'if-none-match': '*' } });
        return [answer.status, answer.headers.get('etag'), answer.headers.get('cache-control')];
      });
      expect(await Promise.all(answers)).toEqual([
        [404, null, 'no-store'],
        [404, null, 'no-store'],
      ]);
    });
  });

  describe('keys of writes', () => {
    const send = async (gateway: GatewayProcess, key: string, path: string, body: unknown = {}): Promise<Response> =>
      fetch(gateway.url + path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: gateway.url,
          cookie: await gateway.cookie(LEAD),
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
    const resendPath = async (offset: number): Promise<string> => {
      const { items } = await one.json<RejectedPage>('/api/v1/rejected');
      const found = items.find(({ place }) => place.offset === offset);
      if (!found) throw new Error(`There is no letter ${offset}.`);
      return `/api/v1/rejected/${found.id}/resend`;
    };
    const inLog = async (value: string): Promise<number> => {
      const topic = topics.threatEvents;
      const [bounds] = await admin.bounds(topic);
      const to = bounds?.end ?? 0;
      const records = to === 0 ? [] : await reader.read({ topic, partition: 0, from: 0, to }, 10_000);
      return records.filter((each) => each.value?.toString() === value).length;
    };

    it('do a write once, whichever gateway it is sent to again', async () => {
      const path = await resendPath(0);
      const first = await send(one, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', path, { force: true });
      const answer: unknown = await first.json();
      expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null]);
      for (const gateway of [other, one]) {
        const again = await send(gateway, '8e03978e-40d5-43dd-bc93-6894a57f9324', path, { force: true });
        expect([again.status, again.headers.get('idempotency-replayed'), await again.json()]).toEqual([
          200,
          'true',
          answer,
        ]);
      }
      expect(await inLog('garbage 0')).toBe(1);
      const without = await other.post(path, { force: true });
      expect(without.status).toBe(200);
      expect(await inLog('garbage 0')).toBe(2);
    });

    it('are for one thing alone', async () => {
      const path = await resendPath(1);
      expect((await send(one, 'k1', path)).status).toBe(200);
      expect((await problemOf(await send(other, 'k1', path, { force: true }))).status).toBe(422);
      expect((await problemOf(await send(other, 'k1', await resendPath(2)))).status).toBe(422);
      expect((await problemOf(await send(other, 'with blanks in it', path))).status).toBe(400);
      expect(await inLog('garbage 1')).toBe(1);
    });

    it('give a refusal again as well', async () => {
      const path = await resendPath(1);
      const refusals = [await send(one, 'k2', path), await send(other, 'k2', path)];
      expect(refusals.map(({ status }) => status)).toEqual([409, 409]);
      expect(refusals[1]?.headers.get('idempotency-replayed')).toBe('true');
      const [first, again] = await Promise.all(refusals.map(problemOf));
      expect(again?.detail).toBe(first?.detail);
    });

    it('let one of several through that come at once, at both gateways', async () => {
      const path = await resendPath(3);
      const answers = await Promise.all(
        [one, other, one, other, one, other].map((gateway) => send(gateway, 'k3', path, { force: true })),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
      expect(statuses).toContain(200);
      expect(await inLog('garbage 3')).toBe(1);
    });

    it('do not block for ever after a gateway that ended in between', async () => {
      const path = await resendPath(2);
      expect((await send(one, 'k4', path, { force: true })).status).toBe(200);
      const index = names.firstAnswers;
      await client.indices.refresh({ index });
      const { hits } = await client.search<{ begun: number }>({ index, size: 100, sort: [{ begun: 'desc' }] });
      const last = hits.hits[0];
      // As one leaves it that is killed while it writes.
      const left = (until: number) =>
        client.update({
          index: last?._index ?? '',
          id: last?._id ?? '',
          doc: { state: 'running', answer: null, until },
        });
      await left(Date.now() + 600_000);
      const busy = await send(other, 'k4', path, { force: true });
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([409, '2']);
      await left(Date.now() - 1);
      const done = await send(other, 'k4', path, { force: true });
      expect([done.status, done.headers.get('idempotency-replayed')]).toEqual([200, null]);
    });
  });

  it('answers every error as application/problem+json', async () => {
    const cookie = await one.cookie(LEAD);
    const json = { 'content-type': 'application/json', origin: one.url, cookie };
    const post = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(`${one.url}/api/v1/rejected/resend`, { method: 'POST', headers, body });
    const answers: [number, Promise<Response>][] = [
      [404, ask('reader', '/api/v1/nothing')],
      [400, ask('reader', '/api/v1/%zz')],
      [400, ask('reader', `${SERIES}&unknown=1`)],
      [401, fetch(`${one.url}/api/v1/directory`)],
      [403, ask('reader', '/api/v1/total')],
      [405, fetch(`${one.url}/api/v1/directory`, { method: 'DELETE' })],
      [400, post(json, '{"code":')],
      [413, post(json, JSON.stringify({ code: 'x'.repeat(100_000) }))],
      [415, post({ ...json, 'content-type': 'text/plain' }, '{}')],
      [415, post({ ...json, 'content-type': 'application/xml' }, '<a/>')],
    ];
    for (const [status, asked] of answers) expect((await problemOf(await asked)).status).toBe(status);
  });

  describe('counts', () => {
    it('say who was given what, once, to the program, its county and the centre', async () => {
      const series = await Promise.all([ask('counted', SERIES), ask('counted', SERIES, { gateway: other })]);
      const bytes = (await Promise.all(series.map((each) => each.text()))).reduce(
        (sum, text) => sum + Buffer.byteLength(text),
        0,
      );
      await ask('counted', SERIES, { headers: { 'if-none-match': series[0]?.headers.get('etag') ?? '' } });
      await ask('counted', '/api/v1/total');
      const own = await eventually(
        async () => {
          const read = await page(await ask('counted', COUNTS));
          const found = countsOf(read.items, 'GET /api/v1/series');
          return found['ok'] === 2 && found['not-modified'] === 1 ? read : undefined;
        },
        { because: 'both gateways have written', timeoutMs: 20_000, everyMs: 1_000 },
      );
      expect(own.items.every(({ client: who, county }) => who === 'counted' && county === TAIPEI)).toBe(true);
      expect(own.items).toContainEqual({
        hour: HOUR,
        client: 'counted',
        county: TAIPEI,
        dataset: 'GET /api/v1/series',
        result: 'ok',
        requests: 2,
        records: 2,
        bytes,
      });
      expect(countsOf(own.items, 'GET /api/v1/total')).toEqual({ refused: 1 });
      const seenBy = async (person: typeof ANALYST): Promise<string[]> => {
        const { items } = await page(await one.get(COUNTS, person));
        return [...new Set(items.map(({ client: who }) => who))];
      };
      await ask('of-kaohsiung', SERIES, { county: KAOHSIUNG });
      await eventually(async () => (await seenBy(ANALYST)).includes('of-kaohsiung'), { because: 'it is written' });
      const told = async () => auditPage.parse(await one.json('/api/v1/audit', TAIPEI_MANAGER)).items;
      const isTold = async () => (await told()).some(({ what }) => what === 'GET /api/v1/transmissions');
      await eventually(isTold, { because: 'the county sees that the centre looked', timeoutMs: 30_000 });
      expect(await seenBy(TAIPEI_MANAGER)).toEqual(expect.arrayContaining(['counted', 'eager', 'small']));
      expect(await seenBy(TAIPEI_MANAGER)).not.toContain('of-kaohsiung');
      expect(await seenBy({ roles: ['county-manager'], county: KAOHSIUNG })).toEqual(
        expect.arrayContaining(['of-kaohsiung']),
      );
      expect(await seenBy({ roles: ['county-manager'], county: KAOHSIUNG })).not.toContain('counted');
      expect(await seenBy({ roles: ['county-manager'], county: '65000' })).toEqual([]);
    });

    it('say how many live frames a program was sent', async () => {
      const authorization = await issuer.authorization({
        groups: ['machine-client'],
        county: TAIPEI,
        client: 'viewer',
      });
      const socket = new WebSocket(`${one.url.replace('http', 'ws')}/live`, { headers: { authorization } });
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      const frame = new Promise<Buffer>((resolve) => socket.once('message', resolve));
      socket.send(JSON.stringify({ type: 'subscribe', view: `county:${TAIPEI}` }));
      const { length } = await frame;
      await eventually(
        async () => {
          const { items } = await page(await ask('viewer', COUNTS));
          const live = items.find(({ dataset }) => dataset === `/live county:${TAIPEI}`);
          return live !== undefined && live.requests >= 1 && live.bytes >= length;
        },
        { because: 'frames are counted', timeoutMs: 20_000, everyMs: 1_000 },
      );
      socket.terminate();
    });

    it('come page by page, each line once, with the sum of all', async () => {
      const whole = await page(await one.get(`${COUNTS}&size=1000`, ANALYST));
      const lines: string[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null && pages < 200; pages += 1) {
        const next: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const read: TransmissionPage = await page(await one.get(`${COUNTS}&size=3${next}`, ANALYST));
        lines.push(...read.items.map((each) => `${each.client} ${each.dataset} ${each.result}`));
        cursor = read.cursor;
      }
      expect(new Set(lines).size).toBe(lines.length);
      expect(lines.length).toBeGreaterThanOrEqual(whole.items.length);
      expect(whole.total.requests).toBe(whole.items.reduce((sum, { requests }) => sum + requests, 0));
      expect((await problemOf(await one.get(`${COUNTS}&cursor=nonsense`, ANALYST))).status).toBe(400);
    });

    it('are not lost where a gateway stops, and not doubled where another starts', async () => {
      await ask('leaving', SERIES, { gateway: other });
      await other.end();
      other = await startGateway(prefix, settings);
      await ask('leaving', SERIES, { gateway: other });
      const sum = async (): Promise<number | undefined> => {
        const { items } = await page(await one.get(`${COUNTS}&size=1000`, ANALYST));
        return countsOf(
          items.filter(({ client: who }) => who === 'leaving'),
          'GET /api/v1/series',
        )['ok'];
      };
      await eventually(async () => (await sum()) === 2, { because: 'both runs are added up', timeoutMs: 20_000 });
    }, 60_000);
  });
});
