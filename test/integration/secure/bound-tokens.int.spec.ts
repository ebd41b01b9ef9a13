import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problem, topicNames, indexNames } from '@lianfang/contract';
import { freePorts } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin } from '@lianfang/platform/kafka';
import { installIndexTemplates } from '@lianfang/store';
import { eventually, makeGatewayTopics, TestSessions, testServers, uniquePrefix } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { TokenIssuer, type TokenClaims } from '../../walls/token-issuer';
import { startGateway, type GatewayProcess } from '../gateway-process';
import { CertificateAuthority, type Certificate } from './certificates';
import { startProgram, type Program } from './start-program';

const COUNTY = '63000';
const PATH = '/api/v1/directory';

/** SHA-256 of a certificate as tokens name it. */
function thumbprint({ cert }: Certificate): string {
  return createHash('sha256')
    .update(new X509Certificate(readFileSync(cert)).raw)
    .digest('base64url');
}

describe('tokens that are bound to a certificate (RFC 8705)', () => {
  const { brokers, node } = testServers();
  const prefix = uniquePrefix();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bound-'));
  const ours = new CertificateAuthority(join(folder, 'ours'), 'ours');
  const server = ours.issue('gateway');
  const siem = ours.issue('siem');
  const colleague = ours.issue('colleague');
  const stranger = new CertificateAuthority(join(folder, 'foreign'), 'foreign').issue('stranger');
  const ended = ours.issue('ended', { names: 'DNS:localhost', isExpired: true });
  let issuer: TokenIssuer;
  let plain: GatewayProcess;
  let programs: readonly Program[] = [];
  let free = 0;
  let strict = 0;

  beforeAll(async () => {
    const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    await installIndexTemplates(client, indexNames(prefix));
    await client.close();
    const admin = createKafkaLogAdmin(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
    await admin.connect();
    await admin.ensureTopics([{ topic: topicNames(`${prefix}.`).rowsLive, partitions: 1, settings: {} }]);
    await admin.close();
    await makeGatewayTopics(brokers, `${prefix}.`);
    issuer = await TokenIssuer.start();
    [free = 0, strict = 0] = await freePorts(2);
    const settings = {
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: node,
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      ...new TestSessions(folder).environment,
      LIANFANG_OIDC_ISSUER: issuer.issuer,
      LIANFANG_TLS_CERT_FILE: server.cert,
      LIANFANG_TLS_KEY_FILE: server.key,
      LIANFANG_TLS_CA_FILE: ours.file,
    };
    programs = [
      startProgram('gateway', { ...settings, PORT: String(free) }),
      startProgram('gateway', { ...settings, PORT: String(strict), LIANFANG_BOUND_TOKENS: 'required' }),
    ];
    plain = await startGateway(prefix, { LIANFANG_OIDC_ISSUER: issuer.issuer });
    for (const port of [free, strict])
      await eventually(async () => (await ask(port, '/health/ready')).status === 200, {
        because: 'a gateway with TLS is ready',
        timeoutMs: 60_000,
        everyMs: 250,
      });
  }, 120_000);

  afterAll(async () => {
    await Promise.all([plain?.end(), issuer?.stop(), ...programs.map((each) => each.end())]);
    rmSync(folder, { recursive: true, force: true });
  });

  const authorization = (more: Partial<TokenClaims> = {}): Promise<string> =>
    issuer.authorization({ groups: ['machine-client'], county: COUNTY, client: 'siem', ...more });

  interface Answer {
    readonly status: number;
    readonly body: string;
  }

  function ask(
    port: number,
    path: string,
    headers: Record<string, string> = {},
    certificate?: Certificate,
  ): Promise<Answer> {
    const pair = certificate && { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) };
    return new Promise((resolve, reject) => {
      const options = { port, host: '127.0.0.1', path, headers, ca: readFileSync(ours.file), agent: false, ...pair };
      request(options, (answer) => {
        let body = '';
        answer.on('data', (bytes: Buffer) => (body += bytes.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  /** Opens the live socket. @returns the status by which it was refused, or `open` */
  function openSocket(port: number, token: string, certificate?: Certificate): Promise<number | 'open'> {
    const pair = certificate && { cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) };
    const socket = new WebSocket(`wss://127.0.0.1:${port}/live`, {
      ca: readFileSync(ours.file),
      headers: { authorization: token },
      ...pair,
    });
    return new Promise((resolve, reject) => {
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode));
      socket.on('error', reject);
    });
  }

  it('are taken over a connection with that certificate, on REST and on the socket', async () => {
    const token = await authorization({ certificate: thumbprint(siem) });
    for (const port of [free, strict]) {
      expect((await ask(port, PATH, { authorization: token }, siem)).status).toBe(200);
      expect(await openSocket(port, token, siem)).toBe('open');
    }
  });

  it('are of no use to whoever copied them', async () => {
    const token = await authorization({ certificate: thumbprint(siem) });
    for (const certificate of [undefined, colleague]) {
      const refused = await ask(free, PATH, { authorization: token }, certificate);
      expect([refused.status, problem.parse(JSON.parse(refused.body)).status]).toEqual([401, 401]);
      expect(await openSocket(free, token, certificate)).toBe(401);
    }
    expect((await fetch(plain.url + PATH, { headers: { authorization: token } })).status).toBe(401);
  });

  it('are not taken for a certificate that our authority did not sign, or that has ended', async () => {
    for (const certificate of [stranger, ended]) {
      const token = await authorization({ certificate: thumbprint(certificate) });
      expect((await ask(free, PATH, { authorization: token }, certificate)).status).toBe(401);
      expect(await openSocket(free, token, certificate)).toBe(401);
    }
  });

  it('are not taken for a certificate that a header names', async () => {
    const token = await authorization({ certificate: thumbprint(siem) });
    const pem = encodeURIComponent(readFileSync(siem.cert, 'utf8'));
    const der = new X509Certificate(readFileSync(siem.cert)).raw.toString('base64');
    const claimed = {
      authorization: token,
      'client-cert': `:${der}:`,
      'ssl-client-cert': pem,
      'x-client-cert': pem,
      'x-forwarded-client-cert': `Cert="${pem}"`,
      'x-ssl-client-verify': 'SUCCESS',
    };
    expect((await ask(free, PATH, claimed)).status).toBe(401);
    expect((await fetch(plain.url + PATH, { headers: claimed })).status).toBe(401);
  });

  it('are the only ones where they are required; people come without', async () => {
    const token = await authorization();
    expect((await ask(free, PATH, { authorization: token })).status).toBe(200);
    expect((await ask(free, PATH, { authorization: token }, siem)).status).toBe(200);
    for (const certificate of [undefined, siem]) {
      expect((await ask(strict, PATH, { authorization: token }, certificate)).status).toBe(401);
      expect(await openSocket(strict, token, certificate)).toBe(401);
    }
    expect((await ask(strict, '/health/live')).status).toBe(200);
  });
});
