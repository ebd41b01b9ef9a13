import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { freePort } from '@lianfang/local';
import { createElasticsearch, type ElasticsearchSettings } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogWriter, type LogWriter } from '@lianfang/platform/kafka';
import { elasticsearchReason } from '@lianfang/store';
import { eventually, TestSessions, testServers, uniquePrefix } from '@lianfang/testing';
import { storedLedger } from '../../bad-input/stored-ledger';
import { untilStored } from '../collector-process';
import { makeEventFile } from '../event-file';
import { readStoredFigures } from '../stored-figures';
import { CertificateAuthority } from './certificates';
import { startProgram, type Program } from './start-program';
import { TlsProxy } from './tls-proxy';

const TEST_MS = 120_000;
const PARTS = 4;
const [FIRST_KEY, SECOND_KEY, WEAK_KEY, PASSWORD] = ['Zmlyc3Qta2V5', 'c2Vjb25kLWtleQ', 'd2Vhay1rZXk', 'Pw4-basic-Kd'];
const BASIC = `Basic ${Buffer.from(`collector:${PASSWORD}`).toString('base64')}`;
const STACK = /\n\s+at .*:\d+:\d+\)?/;

describe('Elasticsearch behind TLS and an API key', () => {
  const { brokers, node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-secure-es-'));
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const client: Client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const authority = new CertificateAuthority(join(folder, 'authority'), 'Lianfang test authority');
  const stranger = new CertificateAuthority(join(folder, 'stranger'), 'Somebody else');
  const programs: Program[] = [];
  let writer: LogWriter;
  let nodes: TlsProxy[];
  let expired: TlsProxy;
  let otherHost: TlsProxy;

  beforeAll(async () => {
    const own = authority.issue('elasticsearch');
    nodes = [await TlsProxy.start(node, own), await TlsProxy.start(node, own)];
    expired = await TlsProxy.start(node, authority.issue('expired', { names: 'IP:127.0.0.1', isExpired: true }));
    otherHost = await TlsProxy.start(node, authority.issue('otherhost', { names: 'DNS:es.example.gov.tw' }));
    accept(`ApiKey ${FIRST_KEY}`);
    const admin = createKafkaLogAdmin(kafka);
    await admin.connect();
    await admin.ensureTopics([
      { topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
      { topic: `${prefix}.revocations`, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
    ]);
    await admin.close();
    writer = createKafkaLogWriter(kafka);
    await writer.connect();
  }, TEST_MS);

  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL');
    for (const proxy of [...nodes, expired, otherHost]) proxy.stop();
    await Promise.all([writer.close(), client.close()]);
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  function accept(...headers: string[]): void {
    for (const proxy of nodes) {
      proxy.accepted = new Set([...headers, BASIC]);
      proxy.forbidden = new Set([`ApiKey ${WEAK_KEY}`]);
    }
  }

  function start(name: string, env: Record<string, string>): Program {
    const program = startProgram(name, {
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: nodes.map((proxy) => proxy.node).join(','),
      ELASTICSEARCH_CA_FILE: authority.file,
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      ...env,
    });
    programs.push(program);
    return program;
  }

  it(
    'a key that is withdrawn loses nothing; the next one is taken from its file without a restart',
    async () => {
      const keyFile = join(folder, 'api-key');
      writeFileSync(keyFile, `${FIRST_KEY}\n`);
      const file = makeEventFile(4_000, Date.now());
      const part = Math.ceil(file.records.length / PARTS);
      const send = (at: number): Promise<void> => writer.append(topic, file.records.slice(at * part, (at + 1) * part));
      const stored = async (): Promise<number> => (await storedLedger(client, prefix)).to;
      await send(0);
      const collector = start('collector', { ELASTICSEARCH_API_KEY_FILE: keyFile });
      await untilStored(async () => (await stored()) === part, 'the first part must be stored');
      expect(nodes.every(({ passed }) => passed > 0)).toBe(true);

      accept(`ApiKey ${SECOND_KEY}`);
      await send(1);
      await eventually(() => collector.log().includes('LF-ES-SIGN-IN'), { because: 'the key is withdrawn' });
      writeFileSync(keyFile, WEAK_KEY);
      await send(2);
      await untilStored(async () => /LF-ES-RIGHTS.*docs\/operations/.test(collector.log()), 'this key may not write');
      expect(await stored()).toBe(part);
      writeFileSync(keyFile, SECOND_KEY);
      await send(3);
      await untilStored(async () => (await stored()) === file.records.length, 'every offset must reach the ledger');
      const { counted, duplicate, ignored, rejected } = file;
      expect(await readStoredFigures(client, prefix)).toMatchObject({
        ledger: { counted, duplicate, ignored, rejected, skipped: 0, lost: 0 },
        byKind: { totals: counted, categories: counted, countries: counted },
      });

      const port = String(await freePort());
      const env = {
        PORT: port,
        ELASTICSEARCH_USERNAME: 'collector',
        ELASTICSEARCH_PASSWORD: PASSWORD,
        ...new TestSessions(folder).environment,
      };
      const gateway = start('gateway', env);
      await eventually(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status === 200, {
        because: 'the gateway loads its figures with a password',
        timeoutMs: 60_000,
      });
      await gateway.end();
      await collector.end();
      for (const program of [collector, gateway]) {
        for (const secret of [FIRST_KEY, SECOND_KEY, WEAK_KEY, PASSWORD, BASIC.slice(6)]) {
          expect(program.log()).not.toContain(secret);
        }
        expect(program.log()).not.toMatch(STACK);
      }
    },
    TEST_MS,
  );

  const tls = () => ({ ELASTICSEARCH_NODE: nodes[0]?.node ?? '', ELASTICSEARCH_CA_FILE: authority.file });

  it.each<[string, RegExp, () => ElasticsearchSettings]>([
    [
      'another authority',
      /LF-TLS-UNTRUSTED.*ELASTICSEARCH_CA_FILE/,
      () => ({ ...tls(), ELASTICSEARCH_CA_FILE: stranger.file }),
    ],
    ['an expired certificate', /LF-TLS-EXPIRED.*Renew/, () => ({ ...tls(), ELASTICSEARCH_NODE: expired.node })],
    ['another host name', /LF-TLS-HOST.*ELASTICSEARCH_NODE/, () => ({ ...tls(), ELASTICSEARCH_NODE: otherHost.node })],
    [
      'TLS where none is spoken',
      /LF-TLS-PLAIN.*ELASTICSEARCH_NODE/,
      () => ({ ...tls(), ELASTICSEARCH_NODE: node.replace('http:', 'https:') }),
    ],
    ['no key', /LF-ES-SIGN-IN.*ELASTICSEARCH_API_KEY/, () => tls()],
    ['a wrong key', /LF-ES-SIGN-IN.*ELASTICSEARCH_API_KEY/, () => ({ ...tls(), ELASTICSEARCH_API_KEY: 'wrong' })],
    ['a key without rights', /LF-ES-RIGHTS.*operations/, () => ({ ...tls(), ELASTICSEARCH_API_KEY: WEAK_KEY })],
  ])('says what to do with %s', async (_name, text, settings) => {
    const asking = createElasticsearch(settings());
    const said = await asking.cluster.health().then(() => 'CONNECTED', elasticsearchReason);
    await asking.close();
    expect(said).toMatch(text);
    expect(said).not.toContain(WEAK_KEY);
  });
});
