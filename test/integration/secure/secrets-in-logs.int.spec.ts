import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, identityFiles } from '@lianfang/local';
import { eventually, makeGatewayTopics, testServers, uniquePrefix } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { CookieJar } from '../cookie-jar';
import { prepareEmptySystem } from '../prepare-empty-system';
import { CertificateAuthority } from './certificates';
import { startProgram, type Program } from './start-program';
import { TlsProxy } from './tls-proxy';

const TEST_MS = 120_000;
const DEMONSTRATION = 'deploy/local/demonstration';
const PASSWORD = 'Pw8-of-the-store-Ge';
const BASIC = Buffer.from(`gateway:${PASSWORD}`).toString('base64');
/** Parameters of addresses on the way to a session and out of it. */
const ON_THE_WAY = ['code', 'state', 'nonce', 'code_challenge', 'id_token_hint', 'logout_token'];
const FORGED = 'forged-line';

/** A browser that remembers every secret that it was handed. */
class RememberingJar extends CookieJar {
  readonly secrets = new Set<string>();

  override async fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const answer = await super.fetch(url, init);
    for (const line of answer.headers.getSetCookie()) {
      const value = line.slice(line.indexOf('=') + 1, line.indexOf(';'));
      if (line.startsWith('__Host-')) this.remember(value);
    }
    this.rememberAddress(answer.headers.get('location') ?? '', url);
    return answer;
  }

  rememberAddress(address: string, base: string): void {
    const { searchParams } = new URL(address, base);
    for (const name of ON_THE_WAY) this.remember(searchParams.get(name) ?? '');
  }

  private remember(value: string): void {
    if (value !== '') this.secrets.add(value);
  }
}

describe('the log of a gateway that says as much as it can', () => {
  const { brokers, node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-log-'));
  const prefix = uniquePrefix();
  const jar = new RememberingJar();
  const programs: Program[] = [];
  let store: TlsProxy;
  let gateway: Program;
  let url: string;
  let fixed: readonly string[];

  beforeAll(async () => {
    const authority = new CertificateAuthority(join(folder, 'authority'), 'Lianfang test authority');
    store = await TlsProxy.start(node, authority.issue('elasticsearch'));
    store.accepted = new Set([`Basic ${BASIC}`]);
    await makeGatewayTopics(brokers, `${prefix}.`);
    await prepareEmptySystem(prefix);
    const files = identityFiles(folder);
    const [providerPort = 0, port = 0] = await freePorts(2);
    url = `http://127.0.0.1:${port}`;
    const secret = readFileSync(files.gatewaySecret, 'utf8').trim();
    fixed = [PASSWORD, BASIC, secret, ...[files.smokeSecret, files.sessionKeys].map(read)];
    const provider = startProgram('identity', {
      PORT: String(providerPort),
      LIANFANG_PUBLIC_URL: url,
      LIANFANG_PEOPLE: `${DEMONSTRATION}/people.yaml`,
      LIANFANG_IDENTITY_SECRETS: files.secrets,
    });
    gateway = startProgram('gateway', {
      PORT: String(port),
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: store.node,
      ELASTICSEARCH_CA_FILE: authority.file,
      ELASTICSEARCH_USERNAME: 'gateway',
      ELASTICSEARCH_PASSWORD: PASSWORD,
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      LIANFANG_PUBLIC_URL: url,
      LIANFANG_OIDC_ISSUER: `${url}/identity`,
      LIANFANG_OIDC_CLIENT_ID: 'lianfang-gateway',
      LIANFANG_OIDC_CLIENT_SECRET: secret,
      LIANFANG_OIDC_SCOPE: 'openid profile lianfang',
      LIANFANG_ROLES: `${DEMONSTRATION}/roles.yaml`,
      LIANFANG_SESSION_KEYS_FILE: files.sessionKeys,
      LIANFANG_IDENTITY_PROXY: `http://127.0.0.1:${providerPort}`,
    });
    programs.push(gateway, provider);
    await eventually(async () => (await fetch(`${url}/health/ready`)).status === 200, {
      because: 'the gateway loads its figures',
      timeoutMs: 45_000,
      everyMs: 250,
    }).catch((problem: unknown) => {
      throw new Error(gateway.log().slice(-2_000), { cause: problem });
    });
  }, TEST_MS);

  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL');
    store?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = (file: string): string => readFileSync(file, 'utf8').trim();
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(url + path, { headers })).status;
  /** Each line of the log as what it is. */
  const lines = (): readonly Record<string, unknown>[] =>
    gateway
      .log()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const found = (secrets: Iterable<string>): string[] => {
    const log = gateway.log();
    // A beginning would be enough to look for the rest.
    return [...secrets].filter((secret) => secret.length >= 8 && log.includes(secret.slice(0, 24)));
  };

  /** A program's token, by its secret. */
  async function token(): Promise<string> {
    const smoke = fixed[3] ?? '';
    const answer = await fetch(`${url}/identity/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`lianfang-smoke:${smoke}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: 'urn:lianfang:api',
        scope: 'lianfang',
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  /** In, wrong, out. */
  async function goThrough(): Promise<readonly string[]> {
    const page = await jar.visit(`${url}/auth/sign-in?return=/operations`);
    await jar.submit(page, { subject: 'lin-yichun' });
    const cookie = jar.header;
    expect(await status('/api/v1/total', { cookie })).toBe(200);
    expect(await status('/api/v1/total', { cookie: `${cookie}broken` })).toBe(401);
    await status('/auth/callback?code=a-code-of-nobody&state=a-state-of-nobody');
    const access = await token();
    expect(await status('/api/v1/total', { authorization: `Bearer ${access}` })).toBe(200);
    expect(await status('/api/v1/total', { authorization: `Bearer ${access}x` })).toBe(401);
    expect(await status('/api/v1/total', { authorization: `Basic ${access}` })).toBe(401);
    await status(`/api/v1/total?access_token=${access}`, { cookie });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live?access_token=${access}`);
    await new Promise((resolve) => socket.on('error', resolve));
    const form = new URLSearchParams({ logout_token: access });
    expect((await fetch(`${url}/auth/backchannel-logout`, { method: 'POST', body: form })).status).toBe(400);
    store.accepted = new Set();
    const range = `from=${new Date(Date.now() - 3_600_000).toISOString()}&to=${new Date().toISOString()}`;
    expect(await status(`/api/v1/breakdown?by=agency&${range}`, { cookie })).toBe(503);
    const answer = await jar.fetch(`${url}/auth/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: '{}',
    });
    const { next } = (await answer.json()) as { next: string };
    jar.rememberAddress(next, url);
    await jar.submit(await jar.visit(next));
    return [access, 'a-code-of-nobody', 'a-state-of-nobody'];
  }

  it(
    'holds none of the secrets that were used, whatever went right or wrong',
    async () => {
      const used = [...fixed, ...(await goThrough()), ...jar.secrets];
      // A session, a sign-in under way, a code, a state, a nonce, a challenge, an ID token.
      expect(jar.secrets.size).toBeGreaterThanOrEqual(7);
      await eventually(() => gateway.log().includes('/auth/sign-out'), { because: 'the log has come to the end' });
      expect(lines().length).toBeGreaterThan(20);
      expect(found(used)).toEqual([]);
    },
    TEST_MS,
  );

  it('has each entry on a line of its own, whatever stands in a request', async () => {
    const line = `{"level":60,"msg":"${FORGED}"}`;
    const hostile = [`\n${line}\n`, `\r\n${line}`, `\u2028${line}`, `\u001b[2J${line}`];
    for (const text of hostile) {
      await status(`/api/v1/${encodeURIComponent(text)}?county=${encodeURIComponent(text)}`);
      await jar.visit(`${url}/auth/callback?error=${encodeURIComponent(text)}&state=x`);
    }
    // What Node's own client would not send.
    const agent = `curl\t"${FORGED}","level":60`;
    await new Promise((resolve) => request(`${url}/api/v1/total`, { headers: { 'user-agent': agent } }, resolve).end());
    await eventually(() => gateway.log().includes('curl'), { because: 'the last request is in the log' });
    const entries = lines();
    expect(entries.filter(({ msg }) => msg === FORGED)).toEqual([]);
    for (const character of ['\u001b', '\u2028', '\r']) expect(gateway.log()).not.toContain(character);
    const shown = entries.map(({ req }) => (req as { headers?: Record<string, string> } | undefined)?.headers);
    expect(shown.some((headers) => headers?.['user-agent'] === agent)).toBe(true);
  });

  it('says of each request when, where, what and how it ended', () => {
    const [entry] = lines()
      .filter(({ msg, res }) => msg !== undefined && res !== undefined)
      .slice(-1);
    expect(entry).toMatchObject({
      level: expect.any(Number) as number,
      time: expect.any(Number) as number,
      name: 'gateway',
      hostname: expect.any(String) as string,
      req: {
        id: expect.any(String) as string,
        method: 'GET',
        url: expect.any(String) as string,
        remoteAddress: '127.0.0.1',
      },
      res: { statusCode: expect.any(Number) as number },
      responseTime: expect.any(Number) as number,
    });
  });
});
