import type { Principal } from '@lianfang/access';
import { fastify, type FastifyInstance } from 'fastify';
import { ProblemError } from '../api/problem-error';
import type { OverQuota } from './quota-book';
import { limitRequests } from './request-limits';

const RATES = { program: 2, person: 3, address: 4 };
const SIGNING_IN = ['/auth/sign-in', '/auth/callback'];
const LOGOUT = '/auth/backchannel-logout';
const PATHS = ['/api/v1/things', '/auth/session', '/metrics', '/health/live', '/page', ...SIGNING_IN, LOGOUT];

function principal(kind: Principal['kind'], subject: string): Principal {
  return { kind, subject, name: subject, roles: [], county: undefined, agency: undefined, assurance: undefined };
}

describe('limitRequests', () => {
  let server: FastifyInstance;
  let over: OverQuota | undefined;

  beforeEach(async () => {
    over = undefined;
    server = fastify();
    await limitRequests(server, {
      rates: RATES,
      quotas: { judge: () => Promise.resolve(over) },
      whoAsks: ({ headers }) => {
        const [kind, subject = ''] = String(headers['x-as'] ?? '').split(' ');
        if (kind === 'away') return Promise.reject(new Error('the provider is away'));
        const known = kind === 'person' || kind === 'machine' ? principal(kind, subject) : undefined;
        return Promise.resolve(known && { principal: known, visit: undefined });
      },
    });
    server.setErrorHandler((error, _request, reply) => {
      const problem = error instanceof ProblemError ? error : undefined;
      return reply
        .code(problem?.status ?? 500)
        .headers(problem?.headers ?? {})
        .send({ detail: problem?.message });
    });
    for (const path of PATHS) server.get(path, () => ({ ok: true }));
  });
  afterEach(() => server.close());

  const ask = (as: string, remoteAddress = '10.0.0.1', url = '/api/v1/things') =>
    server.inject({ url, remoteAddress, headers: { 'x-as': as } });
  const statuses = async (count: number, as: string, address?: string): Promise<number[]> => {
    const seen: number[] = [];
    for (let at = 0; at < count; at += 1) seen.push((await ask(as, address)).statusCode);
    return seen;
  };

  it('counts each program and each person by themselves, behind one address', async () => {
    expect(await statuses(3, 'machine one')).toEqual([200, 200, 429]);
    expect(await statuses(3, 'machine two')).toEqual([200, 200, 429]);
    expect(await statuses(4, 'person one')).toEqual([200, 200, 200, 429]);
  });

  it('counts a program once, whatever address it comes from', async () => {
    expect(await statuses(2, 'machine one', '10.0.0.1')).toEqual([200, 200]);
    expect(await statuses(1, 'machine one', '10.0.0.2')).toEqual([429]);
  });

  it('counts those who are not signed in by address, and by a /64 of the new kind', async () => {
    expect(await statuses(5, '', '10.0.0.9')).toEqual([200, 200, 200, 200, 429]);
    expect(await statuses(1, '', '10.0.0.10')).toEqual([200]);
    expect(await statuses(1, 'away', '10.0.0.9')).toEqual([429]);
    expect(await statuses(4, '', '2001:db8::1')).toEqual([200, 200, 200, 200]);
    expect(await statuses(1, '', '2001:db8::ffff')).toEqual([429]);
  });

  it('says what is left, and when to ask again', async () => {
    const first = await ask('machine one');
    expect(first.headers['ratelimit-policy']).toBe('"program";q=2;w=60');
    expect(first.headers['ratelimit']).toMatch(/^"program";r=1;t=\d+$/);
    await ask('machine one');
    const last = await ask('machine one');
    expect(last.headers['ratelimit']).toMatch(/^"program";r=0;t=\d+$/);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(last.json()).toEqual({ detail: expect.stringMatching(/more than 2 times in a minute. Ask again in \d+ s/) });
  });

  it('does not hold back health and pages, and counts what costs something together', async () => {
    await statuses(5, '', '10.0.0.9');
    for (const url of ['/health/live', '/page']) expect((await ask('', '10.0.0.9', url)).statusCode).toBe(200);
    for (const url of ['/auth/session', '/metrics', '/%61pi/v1/things'])
      expect((await ask('', '10.0.0.9', url)).statusCode).toBe(429);
  });

  it('lets people sign in and sessions end while their address floods the API, and each is limited by itself', async () => {
    const from = async (url: string): Promise<number> => (await ask('', '10.0.0.9', url)).statusCode;
    expect(await statuses(5, '', '10.0.0.9')).toEqual([200, 200, 200, 200, 429]);
    for (const url of [...SIGNING_IN, ...SIGNING_IN]) expect([url, await from(url)]).toEqual([url, 200]);
    for (const url of SIGNING_IN) expect([url, await from(url)]).toEqual([url, 429]);
    // The provider ends the sessions of a whole county at once.
    for (let at = 0; at < 10 * RATES.address; at += 1) expect(await from(LOGOUT)).toBe(200);
    expect(await from(LOGOUT)).toBe(429);
  });

  it('says of the quota of the day when it begins anew', async () => {
    over = { of: 'requests', quota: 10, until: Date.parse('2099-11-24T00:00:00+08:00') };
    const refused = await ask('machine one');
    expect([refused.statusCode, refused.json()]).toEqual([
      429,
      { detail: expect.stringContaining('10 requests of today. It begins anew at 2099-11-23T16:00:00.000Z') },
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await ask('person one')).statusCode).toBe(200);
  });
});
