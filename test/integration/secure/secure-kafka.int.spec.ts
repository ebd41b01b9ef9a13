import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { freePort } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type KafkaSettings,
  type LogAdmin,
} from '@lianfang/platform/kafka';
import { ANALYST, eventually, TestSessions, testServers, uniquePrefix } from '@lianfang/testing';
import { storedLedger } from '../../bad-input/stored-ledger';
import { untilStored } from '../collector-process';
import { CertificateAuthority, type Certificate } from './certificates';
import { JavaClient } from './java-client';
import { deployedRights, grant } from './least-rights';
import { startSecureBroker, type SecureBroker } from './secure-broker';
import { startProgram, type Program } from './start-program';

const TEST_MS = 120_000;
/** By account; nowhere in a log. */
const PASSWORDS = { collector: 'Hk3-collector-Qz', gateway: 'Wm7-gateway-Lp', simulator: 'Tv9-simulator-Xn' };
const WRONG = 'Rr5-not-this-one-Jy';
const STACK = /\n\s+at .*\(?.*:\d+:\d+\)?/;

describe('Kafka behind TLS, accounts and rights', () => {
  const { node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-secure-'));
  const sessions = new TestSessions(folder);
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  const client: Client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const programs: Program[] = [];
  let authority: CertificateAuthority;
  let stranger: CertificateAuthority;
  let ours: Certificate;
  let theirs: Certificate;
  let broker: SecureBroker;
  let admin: LogAdmin;

  beforeAll(async () => {
    authority = new CertificateAuthority(join(folder, 'authority'), 'Lianfang test authority');
    stranger = new CertificateAuthority(join(folder, 'stranger'), 'Somebody else');
    ours = authority.issue('ours');
    theirs = stranger.issue('theirs');
    broker = await startSecureBroker(folder, authority, { simulator: PASSWORDS.simulator });
    await new JavaClient(folder, broker.at.PLAIN).makeAccounts(PASSWORDS);
    const own = createKafka({ KAFKA_BROKERS: broker.at.PLAIN, KAFKA_TLS: 'off' }, 'test');
    admin = createKafkaLogAdmin(own);
    await admin.connect();
    await admin.ensureTopics([
      { topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
      { topic: `${prefix}.revocations`, partitions: 1, settings: { 'cleanup.policy': 'compact' } },
      { topic: `${prefix}.audit`, partitions: 1, settings: { 'retention.ms': '-1' } },
      { topic: `${prefix}.audit.heads`, partitions: 1, settings: { 'retention.ms': '-1' } },
    ]);
    const granting = own.admin();
    await granting.connect();
    const place = { prefix: `${prefix}.`, topics: ['threat-events'] };
    const { collector = [], gateway = [], source = [] } = deployedRights();
    await grant(granting, 'collector', collector, place);
    await grant(granting, 'gateway', gateway, place);
    await grant(granting, 'simulator', source, place);
    await granting.disconnect();
  }, TEST_MS);

  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL');
    await Promise.all([admin?.close(), client.close()]);
    await broker?.server.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  function start(name: string, env: Record<string, string>, args: readonly string[] = []): Program {
    const program = startProgram(
      name,
      {
        KAFKA_BROKERS: broker.at.ACCOUNTS,
        KAFKA_TLS: 'on',
        KAFKA_CA_FILE: authority.file,
        ELASTICSEARCH_NODE: node,
        LIANFANG_TOPIC_PREFIX: `${prefix}.`,
        LIANFANG_INDEX_PREFIX: prefix,
        ...env,
      },
      args,
    );
    programs.push(program);
    return program;
  }

  it(
    'all programs work with the least rights; a password that was wrong is put right without a restart',
    async () => {
      const passwordFile = join(folder, 'password');
      writeFileSync(passwordFile, `${WRONG}\n`);
      const collector = start('collector', {
        KAFKA_SASL_MECHANISM: 'scram-sha-512',
        KAFKA_USERNAME: 'collector',
        KAFKA_PASSWORD_FILE: passwordFile,
      });
      await eventually(() => collector.log().includes('LF-KAFKA-SIGN-IN'), { because: 'the password is wrong' });
      writeFileSync(passwordFile, `${PASSWORDS.collector}\n`);
      const port = String(await freePort());
      const gateway = start('gateway', {
        PORT: port,
        KAFKA_SASL_MECHANISM: 'scram-sha-256',
        KAFKA_USERNAME: 'gateway',
        KAFKA_PASSWORD: PASSWORDS.gateway,
        LIANFANG_LEDGER_CHECK_MS: '500',
        ...sessions.environment,
      });
      const simulator = start(
        'simulator',
        { KAFKA_SASL_MECHANISM: 'plain', KAFKA_USERNAME: 'simulator', KAFKA_PASSWORD: PASSWORDS.simulator },
        ['live', '--rate', '300'],
      );
      const ends = async (): Promise<number> => (await admin.bounds(topic)).reduce((sum, { end }) => sum + end, 0);
      await eventually(async () => (await ends()) > 1_000, { because: 'the simulator writes', timeoutMs: 60_000 });
      await simulator.end();
      const own = createKafkaLogWriter(createKafka({ KAFKA_BROKERS: broker.at.PLAIN, KAFKA_TLS: 'off' }, 'test'));
      await own.connect();
      await own.append(topic, [{ key: 'sensor', value: '{broken' }]);
      await own.close();
      const end = await ends();
      const ledger = await untilStored(async () => {
        const stored = await storedLedger(client, prefix);
        return stored.to === end && stored;
      }, 'every offset must reach the ledger');
      expect(ledger).toMatchObject({ rejected: 1, lost: 0, skipped: 0 });
      expect(ledger.counted + ledger.duplicate + ledger.ignored + ledger.rejected).toBe(end);
      const ready = await eventually(
        async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status === 200,
        {
          because: 'the gateway follows the live rows',
          timeoutMs: 60_000,
        },
      );
      expect(ready).toBe(true);
      const rejected = await eventually(
        async () => {
          const answer = await fetch(`http://127.0.0.1:${port}/api/v1/rejected`, {
            headers: { cookie: await sessions.cookie(ANALYST) },
          });
          return answer.status === 200 && (await answer.text()).includes('not-json') && answer.status;
        },
        { because: 'the gateway reads the dead letters', timeoutMs: 60_000 },
      );
      expect(rejected).toBe(200);
      await gateway.end();
      await collector.end();
      for (const program of [collector, gateway, simulator]) {
        for (const secret of [...Object.values(PASSWORDS), WRONG]) expect(program.log()).not.toContain(secret);
        expect(program.log()).not.toMatch(STACK);
        expect(program.log()).not.toMatch(/not authorized|AUTHORIZATION_FAILED/i);
      }
    },
    TEST_MS,
  );

  /** What the client says of a connection that can't be made, until it says why. */
  async function refusal(settings: KafkaSettings): Promise<string> {
    const said: string[] = [];
    const failing = createKafka(settings, 'test', (_level, message) => said.push(message)).admin();
    const connecting = failing.connect().then(
      () => failing.describeCluster().then(() => said.push('CONNECTED')),
      (error: Error) => said.push(`${error.name}: ${error.message}`),
    );
    connecting.catch((error: Error) => said.push(error.message));
    await eventually(() => said.some((line) => /LF-|CONNECTED/.test(line)), { because: 'it must say why' }).catch(
      () => undefined,
    );
    await failing.disconnect().catch(() => undefined);
    return said.join('\n');
  }

  const account = {
    KAFKA_SASL_MECHANISM: 'scram-sha-512' as const,
    KAFKA_USERNAME: 'collector',
    KAFKA_PASSWORD: PASSWORDS.collector,
  };
  const tls = () => ({ KAFKA_TLS: 'on' as const, KAFKA_CA_FILE: authority.file });
  const withCertificate = ({ cert, key }: Certificate) => ({ KAFKA_CERT_FILE: cert, KAFKA_KEY_FILE: key });

  it.each<[string, () => KafkaSettings]>([
    ['a certificate of our own', () => ({ ...tls(), KAFKA_BROKERS: broker.at.MTLS, ...withCertificate(ours) })],
    [
      'PLAIN',
      () => ({
        ...tls(),
        ...account,
        KAFKA_BROKERS: broker.at.ACCOUNTS,
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_USERNAME: 'simulator',
        KAFKA_PASSWORD: PASSWORDS.simulator,
      }),
    ],
    [
      'SCRAM-SHA-256',
      () => ({ ...tls(), ...account, KAFKA_BROKERS: broker.at.ACCOUNTS, KAFKA_SASL_MECHANISM: 'scram-sha-256' }),
    ],
    [
      'a host name',
      () => ({ ...tls(), ...account, KAFKA_BROKERS: broker.at.ACCOUNTS.replace('127.0.0.1', 'localhost') }),
    ],
  ])('connects with %s', async (_name, settings) => {
    expect(await refusal(settings())).toBe('CONNECTED');
  });

  it.each<[string, string, () => KafkaSettings]>([
    [
      'another authority',
      'LF-TLS-UNTRUSTED.*KAFKA_CA_FILE',
      () => ({ ...tls(), ...account, KAFKA_BROKERS: broker.at.ACCOUNTS, KAFKA_CA_FILE: stranger.file }),
    ],
    [
      'no authority named',
      'LF-TLS-UNTRUSTED.*KAFKA_CA_FILE',
      () => ({ ...account, KAFKA_TLS: 'on', KAFKA_BROKERS: broker.at.ACCOUNTS }),
    ],
    ['another host name', 'LF-TLS-HOST.*KAFKA_BROKERS', () => ({ ...tls(), KAFKA_BROKERS: broker.at.OTHERHOST })],
    ['an expired certificate', 'LF-TLS-EXPIRED.*Renew it', () => ({ ...tls(), KAFKA_BROKERS: broker.at.EXPIRED })],
    ['no certificate of ours', 'LF-TLS-REFUSED.*KAFKA_CERT_FILE', () => ({ ...tls(), KAFKA_BROKERS: broker.at.MTLS })],
    [
      'a certificate that it does not trust',
      'LF-TLS-REFUSED.*KAFKA_CERT_FILE',
      () => ({ ...tls(), KAFKA_BROKERS: broker.at.MTLS, ...withCertificate(theirs) }),
    ],
    [
      'a wrong password',
      'LF-KAFKA-SIGN-IN.*KAFKA_PASSWORD',
      () => ({ ...tls(), ...account, KAFKA_BROKERS: broker.at.ACCOUNTS, KAFKA_PASSWORD: WRONG }),
    ],
    [
      'an account that is not there',
      'LF-KAFKA-SIGN-IN.*KAFKA_USERNAME',
      () => ({
        ...tls(),
        ...account,
        KAFKA_BROKERS: broker.at.ACCOUNTS,
        KAFKA_SASL_MECHANISM: 'plain',
        KAFKA_USERNAME: 'nobody',
      }),
    ],
    [
      'no TLS where TLS is spoken',
      'LF-KAFKA-(?:GREETING|FRAME).*KAFKA_TLS',
      () => ({ ...account, KAFKA_TLS: 'off', KAFKA_BROKERS: broker.at.ACCOUNTS }),
    ],
    ['TLS where none is spoken', 'LF-TLS-PLAIN.*KAFKA_TLS=off', () => ({ ...tls(), KAFKA_BROKERS: broker.at.PLAIN })],
    [
      'no account where one is wanted',
      'LF-KAFKA-GREETING.*KAFKA_SASL_MECHANISM',
      () => ({ ...tls(), KAFKA_BROKERS: broker.at.ACCOUNTS }),
    ],
  ])('says what to do with %s', async (_name, text, settings) => {
    const said = await refusal(settings());
    expect(said).toMatch(new RegExp(text));
    for (const secret of [...Object.values(PASSWORDS), WRONG]) expect(said).not.toContain(secret);
    expect(said).not.toMatch(STACK);
  });
});
