import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { serveIdentity } from './serve-identity';

describe('serveIdentity', () => {
  let upstream: Server;
  let heard: IncomingHttpHeaders = {};
  const gateway = fastify();

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      heard = request.headers;
      response.end('provider');
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    await serveIdentity(gateway, `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`);
  });

  afterAll(async () => {
    await gateway.close();
    await new Promise((resolve) => upstream.close(resolve));
  });

  const hand = (headers: Record<string, string>) => gateway.inject({ url: '/identity/token', headers });

  it('keeps our cookies from the provider, and hands on its own and who asks', async () => {
    const cookie = '__Host-lianfang=sealed; _session=theirs; __Host-lianfang-sign-in=note; _grant=more';
    expect((await hand({ cookie, authorization: 'Basic eA==' })).body).toBe('provider');
    expect([heard.cookie, heard.authorization]).toEqual(['_session=theirs; _grant=more', 'Basic eA==']);
  });

  it('sends no header where all cookies are ours', async () => {
    await hand({ cookie: '__Host-lianfang=sealed' });
    expect(heard.cookie).toBeUndefined();
  });
});
