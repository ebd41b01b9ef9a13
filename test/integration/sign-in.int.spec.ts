import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PURPOSE_HEADER, PURPOSE_NEEDED, sessionAnswer, type SessionAnswer } from '@lianfang/contract';
import { freePorts, identityFiles } from '@lianfang/local';
import { eventually, uniquePrefix } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { CookieJar } from './cookie-jar';
import { startGateway, type GatewayProcess } from './gateway-process';
import { prepareEmptySystem } from './prepare-empty-system';
import { startProgram, type Program } from './secure/start-program';

const DEMONSTRATION = 'deploy/local/demonstration';
const SESSION = '__Host-lianfang';
const MANAGER = 'wang-shufen';
/** Within which every gateway must know that a session has ended. */
const EVERYWHERE_MS = 5_000;

/** A socket as a browser opens it. */
class Socket {
  readonly opened: Promise<boolean>;
  readonly closed: Promise<number>;
  private readonly socket: WebSocket;

  constructor(url: string, cookie: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/live`, { origin: url, headers: { cookie } });
    this.opened = new Promise((resolve) => {
      this.socket.on('open', () => resolve(true));
      this.socket.on('error', () => resolve(false));
    });
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
  }
}

describe('signing in with the development provider, at two gateways', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-sign-in-'));
  const roles = join(folder, 'roles.yaml');
  const prefix = uniquePrefix();
  let provider: Program;
  let one: GatewayProcess;
  let other: GatewayProcess;

  beforeAll(async () => {
    await prepareEmptySystem(prefix);
    copyFileSync(`${DEMONSTRATION}/roles.yaml`, roles);
    const files = identityFiles(folder);
    const [providerPort = 0, gatewayPort = 0] = await freePorts(2);
    const address = `http://127.0.0.1:${gatewayPort}`;
    provider = startProgram('identity', {
      PORT: String(providerPort),
      LIANFANG_PUBLIC_URL: address,
      LIANFANG_PEOPLE: `${DEMONSTRATION}/people.yaml`,
      LIANFANG_IDENTITY_SECRETS: files.secrets,
    });
    const settings = {
      LIANFANG_PUBLIC_URL: address,
      LIANFANG_OIDC_ISSUER: `${address}/identity`,
      LIANFANG_OIDC_CLIENT_ID: 'lianfang-gateway',
      LIANFANG_OIDC_CLIENT_SECRET: readFileSync(files.gatewaySecret, 'utf8').trim(),
      LIANFANG_OIDC_SCOPE: 'openid profile lianfang',
      LIANFANG_OIDC_STRONG_ACR: 'urn:lianfang:acr:two-factor',
      LIANFANG_ROLES: roles,
      LIANFANG_SESSION_KEYS_FILE: files.sessionKeys,
      LIANFANG_IDENTITY_PROXY: `http://127.0.0.1:${providerPort}`,
    };
    [one, other] = await Promise.all([
      startGateway(prefix, { ...settings, PORT: String(gatewayPort) }),
      startGateway(prefix, settings),
    ]);
  }, 120_000);

  afterAll(async () => {
    await Promise.all([one?.end(), other?.end(), provider?.end()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Goes to the sign-in page and chooses a person. */
  async function signIn(
    subject: string,
    query = '',
    jar = new CookieJar(),
  ): Promise<{ jar: CookieJar; landed: string }> {
    const page = await jar.visit(`${one.url}/auth/sign-in?return=/operations${query}`);
    // The provider still knows them.
    if (!page.text.includes('name="subject"')) return { jar, landed: page.url };
    const { url } = await jar.submit(page, { subject });
    return { jar, landed: url };
  }

  const who = (gateway: GatewayProcess, jar: CookieJar): Promise<Response> => jar.fetch(`${gateway.url}/auth/session`);

  async function session(gateway: GatewayProcess, jar: CookieJar): Promise<SessionAnswer> {
    return sessionAnswer.parse(await (await who(gateway, jar)).json());
  }

  /** Opens a socket at both gateways. */
  async function watched(jar: CookieJar): Promise<readonly Socket[]> {
    const sockets = [one, other].map(({ url }) => new Socket(url, jar.header));
    expect(await Promise.all(sockets.map(({ opened }) => opened))).toEqual([true, true]);
    return sockets;
  }

  async function bothClose(sockets: readonly Socket[], code: number): Promise<void> {
    const from = Date.now();
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([code, code]);
    expect(Date.now() - from).toBeLessThan(EVERYWHERE_MS);
  }

  it('lets nobody in without it, and the browser keeps nothing that it could read', async () => {
    expect((await fetch(`${one.url}/api/v1/overview`)).status).toBe(401);
    expect(await new Socket(one.url, '').opened).toBe(false);
    const { jar, landed } = await signIn(MANAGER);
    expect(landed).toBe(`${one.url}/operations`);
    expect(jar.has(SESSION)).toBe(true);
    expect(jar.has(`${SESSION}-sign-in`)).toBe(false);
    expect(jar.header).not.toMatch(/63000|shufen/);
    expect(await session(one, jar)).toMatchObject({ name: '王淑芬', roles: ['county-manager'], county: '63000' });
  });

  it('begins where the provider will send the browser back to', async () => {
    const named = one.url.replace('127.0.0.1', 'localhost');
    const answer = await fetch(`${named}/auth/sign-in?return=/operations`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`${one.url}/auth/sign-in?return=/operations`);
  });

  it('serves them at any gateway', async () => {
    const { jar } = await signIn(MANAGER);
    expect(await session(other, jar)).toMatchObject({ county: '63000' });
    expect((await jar.fetch(`${other.url}/api/v1/counties/63000`)).status).not.toBe(404);
    expect((await jar.fetch(`${other.url}/api/v1/counties/64000`)).status).toBe(404);
  });

  it('ends a session at both and at the provider when somebody signs out', async () => {
    const { jar } = await signIn(MANAGER);
    const sockets = await watched(jar);
    const kept = jar.header;
    const answer = await jar.fetch(`${one.url}/auth/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: one.url },
      body: '{}',
    });
    const { next } = (await answer.json()) as { next: string };
    await bothClose(sockets, 4401);
    expect(jar.has(SESSION)).toBe(false);
    for (const { url } of [one, other])
      expect((await fetch(`${url}/auth/session`, { headers: { cookie: kept } })).status).toBe(401);
    await jar.submit(await jar.visit(next));
    // The provider asks again who one is.
    expect((await jar.visit(`${one.url}/auth/sign-in`)).text).toContain('name="subject"');
  });

  it('ends the session before it when somebody signs in anew, also a stronger one, and puts it back for nobody', async () => {
    const { jar } = await signIn(MANAGER);
    const sockets = await watched(jar);
    const before = jar.header;
    await signIn(MANAGER, '&strong=true', jar);
    await bothClose(sockets, 4401);
    for (const { url } of [one, other])
      expect((await fetch(`${url}/auth/session`, { headers: { cookie: before } })).status).toBe(401);
    expect(await session(other, jar)).toMatchObject({ name: '王淑芬' });
  });

  it('keeps who was signed in where a sign-in is not completed, and where they wanted to go', async () => {
    const { jar } = await signIn(MANAGER);
    await jar.fetch(`${one.url}/auth/sign-in?return=/operations`);
    const answer = await jar.fetch(`${one.url}/auth/callback?error=access_denied&state=x`);
    expect(answer.headers.get('location')).toBe('/sign-in?refused=provider&return=%2Foperations');
    expect((await who(one, jar)).status).toBe(200);
  });

  it('leaves nobody signed in where the next person has no role', async () => {
    const { jar } = await signIn(MANAGER);
    const before = jar.header;
    const text = readFileSync(roles, 'utf8');
    writeFileSync(roles, text.replace('    county-managers: county-manager\n', ''));
    await eventually(async () => (await who(one, jar)).status === 401, { because: 'the role is taken away' });
    const { landed } = await signIn(MANAGER, '', jar);
    expect([landed, jar.has(SESSION)]).toEqual([`${one.url}/sign-in?refused=no-role&return=%2Foperations`, false]);
    writeFileSync(roles, text);
    await eventually(async () => (await who(other, (await signIn(MANAGER)).jar)).status === 200, {
      because: 'the role is given back',
      everyMs: 500,
    });
    expect((await fetch(`${other.url}/auth/session`, { headers: { cookie: before } })).status).toBe(401);
  });

  it('ends it at both when the provider says so', async () => {
    const { jar } = await signIn(MANAGER);
    const stranger = await signIn('lin-yichun');
    const sockets = await watched(jar);
    await jar.submit(await jar.visit(`${one.url}/identity/session/end`));
    await bothClose(sockets, 4401);
    expect((await who(other, jar)).status).toBe(401);
    expect((await who(other, stranger.jar)).status).toBe(200);
  });

  it.each([
    ['in production', { NODE_ENV: 'production' }, /NODE_ENV.*must not be production/],
    ['where others reach it', { HOST: '0.0.0.0' }, /HOST.*must be 127.0.0.1/],
    [
      'for others than this machine',
      { LIANFANG_PUBLIC_URL: 'http://soc.example' },
      /LIANFANG_PUBLIC_URL.*this machine/,
    ],
  ])('has a provider without passwords that does not run %s', async (_case, wrong, reason) => {
    const refused = startProgram('identity', {
      LIANFANG_PUBLIC_URL: 'http://127.0.0.1:8080',
      LIANFANG_PEOPLE: `${DEMONSTRATION}/people.yaml`,
      LIANFANG_IDENTITY_SECRETS: identityFiles(folder).secrets,
      ...wrong,
    });
    await eventually(() => refused.ended() !== null, { because: 'it ends by itself', timeoutMs: 10_000 });
    expect([refused.ended(), refused.log()]).toEqual([1, expect.stringMatching(reason)]);
  });

  it('takes no logout token that the provider did not sign', async () => {
    const forged = [{ alg: 'none' }, { iss: `${one.url}/identity`, aud: 'lianfang-gateway', sub: MANAGER }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const body = new URLSearchParams({ logout_token: `${forged}.` });
    expect((await fetch(`${one.url}/auth/backchannel-logout`, { method: 'POST', body })).status).toBe(400);
  });

  it('closes sockets when a role changes, and the new one holds at once', async () => {
    const { jar } = await signIn(MANAGER);
    const sockets = await watched(jar);
    const text = readFileSync(roles, 'utf8');
    writeFileSync(roles, text.replace('county-managers: county-manager', 'county-managers: county-member'));
    await bothClose(sockets, 4403);
    expect(await session(other, jar)).toMatchObject({ roles: ['county-member'] });
    writeFileSync(roles, text.replace('    county-managers: county-manager\n', ''));
    await eventually(async () => (await who(other, jar)).status === 401, { because: 'the role is taken away' });
    writeFileSync(roles, text);
    for (const gateway of [one, other])
      await eventually(async () => (await who(gateway, jar)).status === 200, { because: 'the role is given back' });
  });

  it('asks for a stronger sign-in before a record is saved, and for none to read it', async () => {
    const { jar } = await signIn('lin-yichun');
    const value = `/api/v1/rejected/none.1.0.1/value`;
    const weak = await jar.fetch(one.url + value);
    expect([weak.status, await weak.json()]).toEqual([
      403,
      expect.objectContaining({ title: expect.stringMatching(/stronger/) }),
    ]);
    const strong = await signIn('lin-yichun', '&strong=true');
    const unsaid = await strong.jar.fetch(one.url + value);
    expect([unsaid.status, await unsaid.json()]).toEqual([403, expect.objectContaining({ title: PURPOSE_NEEDED })]);
    const said = await strong.jar.fetch(one.url + value, { headers: { [PURPOSE_HEADER]: 'test' } });
    expect(said.status).toBe(404);
  });

  it('refuses a token in the address, a foreign page, and a write from one', async () => {
    const { jar } = await signIn(MANAGER);
    const refused = (path: string, origin: string): Promise<number> =>
      new Promise((resolve) => {
        const socket = new WebSocket(one.url.replace('http', 'ws') + path, { origin, headers: { cookie: jar.header } });
        socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
        socket.on('open', () => resolve(101));
        socket.on('error', () => undefined);
      });
    expect(await refused('/live?access_token=x', one.url)).toBe(400);
    expect(await refused('/live', 'https://elsewhere.example')).toBe(403);
    const write = await jar.fetch(`${one.url}/auth/sign-out`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
      body: '{}',
    });
    expect(write.status).toBe(403);
    expect((await who(one, jar)).status).toBe(200);
  });
});
