import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { ServerTlsFiles } from '@lianfang/platform/tls';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { addSecurityHeaders } from '../../apps/gateway/src/site/security-headers';
import { serveDashboard } from '../../apps/gateway/src/site/serve-dashboard';
import { CertificateAuthority } from '../integration/secure/certificates';

const FOLDER = mkdtempSync(join(tmpdir(), 'lianfang-headers-'));
const PAGE = '<!doctype html><title>page</title><lf-root></lf-root>';
/** Runs with people's data; development tools do not. */
const SERVICES = ['apps/gateway/src', 'apps/collector/src', 'libs'];
const NO_SERVICE = /\.spec\.ts$|^libs\/(testing|screen)\//;

async function site(isSecure: boolean): Promise<FastifyInstance> {
  const server = fastify();
  addSecurityHeaders(server, { isSecure });
  server.get('/api/v1/total', () => ({ total: 1 }));
  server.get('/api/docs', (_request, reply) => reply.type('text/html').send(PAGE));
  server.get('/api/v1/broken', () => {
    throw new Error('broken');
  });
  await serveDashboard(server, join(FOLDER, 'pages'));
  return server;
}

/** Every line of the services’ code that the pattern fits, as `path: line`. */
function linesOfServices(pattern: RegExp): readonly string[] {
  return SERVICES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => `${folder}/${path}`)
      .filter((path) => path.endsWith('.ts') && !path.includes('node_modules') && !NO_SERVICE.test(path))
      .flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => pattern.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
          .map((line) => `${path}: ${line.trim()}`),
      ),
  );
}

beforeAll(() => {
  mkdirSync(join(FOLDER, 'pages', '.git'), { recursive: true });
  writeFileSync(join(FOLDER, 'pages', 'index.html'), PAGE);
  writeFileSync(join(FOLDER, 'pages', 'main-ABCDEFGH.js'), 'export {};');
  writeFileSync(join(FOLDER, 'pages', '.git', 'config'), '[core]');
  writeFileSync(join(FOLDER, 'secret.txt'), 'of another folder');
});

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('what the gateway sends', () => {
  let server: FastifyInstance;
  const get = (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    server.inject({ url, headers });

  beforeAll(async () => {
    server = await site(true);
  });

  afterAll(() => server.close());

  it.each(['/', '/operations', '/main-ABCDEFGH.js', '/api/v1/total', '/api/v1/broken', '/api/nothing', '/api/docs'])(
    'sends the same headers with everything, also with errors',
    async (path) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-request-id': expect.any(String) as string,
      });
      expect(headers['permissions-policy']).toContain('camera=()');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    },
  );

  it('lets nothing but a page do anything in a browser', async () => {
    for (const path of ['/api/v1/total', '/api/v1/broken', '/api/nothing', '/main-ABCDEFGH.js'])
      expect((await get(path)).headers['content-security-policy']).toMatch(/^default-src 'none';.*; sandbox$/);
    const policy = String((await get('/operations')).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*(unsafe-inline|http)|style-src [^;]*unsafe-inline/);
  });

  it('gives each page a nonce of its own, so that no browser keeps one', async () => {
    const pages = [await get('/'), await get('/')];
    const nonces = pages.map(({ body }) => /<lf-root ngCspNonce="([^"]{20,})">/.exec(body)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    for (const [at, { headers }] of pages.entries()) {
      expect(headers['content-security-policy']).toContain(`'nonce-${nonces[at] ?? '?'}'`);
      expect([headers['cache-control'], headers['etag'], headers['last-modified']]).toEqual([
        'no-cache',
        undefined,
        undefined,
      ]);
    }
  });

  it('says that browsers come by TLS alone, where they do', async () => {
    const value = 'max-age=31536000; includeSubDomains';
    expect((await get('/api/v1/total')).headers['strict-transport-security']).toBe(value);
    const plain = await site(false);
    expect((await plain.inject('/')).headers['strict-transport-security']).toBeUndefined();
    await plain.close();
  });

  it('allows no other origin to read', async () => {
    for (const path of ['/', '/api/v1/total']) {
      const { headers } = await get(path, { origin: 'https://elsewhere.invalid' });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('names the type and the letters of what it sends', async () => {
    const types = await Promise.all(
      ['/', '/api/v1/total', '/main-ABCDEFGH.js'].map(async (path) => (await get(path)).headers['content-type']),
    );
    expect(types).toEqual([
      'text/html; charset=utf-8',
      'application/json; charset=utf-8',
      expect.stringMatching(/^(text|application)\/javascript; charset=utf-8$/i),
    ]);
  });

  it.each(['/.git/config', '/%2egit/config', '/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt'])(
    'serves nothing that begins with a dot, and nothing outside its folder',
    async (path) => {
      const { statusCode, body } = await get(path);
      expect([200, 400, 403, 404]).toContain(statusCode);
      expect(body).not.toMatch(/of another folder|\[core\]/);
    },
  );
});

describe('what the gateway speaks', () => {
  it('speaks no TLS older than 1.2', async () => {
    const authority = new CertificateAuthority(join(FOLDER, 'authority'), 'Lianfang test authority');
    const { cert, key } = authority.issue('gateway');
    const files = new ServerTlsFiles({ prefix: 'LIANFANG_TLS', cert, key, ca: undefined });
    const server = createServer(files.options());
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const spoken = (maxVersion: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string | null> =>
      new Promise((resolve) => {
        const options = { port, ca: readFileSync(authority.file), minVersion: 'TLSv1' as const, maxVersion };
        // Old versions are offered at all only where the client lowers its own bar.
        const socket: TLSSocket = connect({ ...options, host: '127.0.0.1', ciphers: 'DEFAULT@SECLEVEL=0' }, () => {
          resolve(socket.getProtocol());
          socket.destroy();
        });
        socket.on('error', () => resolve(null));
      });
    expect([await spoken('TLSv1.1'), await spoken('TLSv1.2'), await spoken('TLSv1.3')]).toEqual([
      null,
      'TLSv1.2',
      'TLSv1.3',
    ]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('what the services are made of', () => {
  it('keeps commands and code made at run time out of services', () => {
    expect(linesOfServices(/child_process|node:vm\b|\beval\(|new Function\(/)).toEqual([]);
  });

  it('hashes with nothing weaker than SHA-256, but for names that protect nothing', () => {
    const weak = linesOfServices(/create(Hash|Hmac)\(['"](?!sha(256|384|512)['"])/i);
    // Ids of events and of keys too long to be shown; docs/security.md says what that leaves open.
    const known = ['libs/event/src/decode.ts', 'libs/normalise/src/event-id.ts'];
    expect(weak.map((line) => line.split(':')[0])).toEqual(known);
  });
});
