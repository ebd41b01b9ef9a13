import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, type KafkaSettings, type LogAdmin } from '@lianfang/platform/kafka';
import { ANALYST, eventually, LEAD, TestSessions, testServers, uniquePrefix, type TestPerson } from '@lianfang/testing';
import type { Admin } from 'kafkajs';
import { storedLedger } from '../bad-input/stored-ledger';
import { makeEventFile } from '../integration/event-file';
import { CertificateAuthority } from '../integration/secure/certificates';
import { deployedRights, grant, type Right } from '../integration/secure/least-rights';
import { startSecureBroker, type SecureBroker } from '../integration/secure/secure-broker';
import { startProgram, type Program } from '../integration/secure/start-program';
import { allowedDeeds, tryEverything, type Deed } from './attempts';

const TEST_MS = 180_000;
const INPUTS = ['threat-events', 'firewall-events'];
const TOPICS = [
  ...INPUTS,
  ...INPUTS.map((name) => `${name}.rejected`),
  'rows.live',
  'revocations',
  'audit',
  'audit.heads',
  'posture',
];

/** What everybody may do to topics, in words of this test and not of the file: nobody else may anything. */
const WANTED: Readonly<Record<string, readonly Deed[]>> = {
  collector: [
    'read firewall-events',
    'read threat-events',
    'write firewall-events.rejected',
    'write rows.live',
    'write threat-events.rejected',
  ],
  gateway: [
    'read audit',
    'read audit.heads',
    'read firewall-events.rejected',
    'read posture',
    'read revocations',
    'read rows.live',
    'read threat-events.rejected',
    'write audit',
    'write audit.heads',
    'write firewall-events',
    'write revocations',
    'write threat-events',
  ],
  alerting: ['read rows.live', 'write posture'],
  rebuild: [
    'read firewall-events',
    'read threat-events',
    'write firewall-events.rejected',
    'write rows.live',
    'write threat-events.rejected',
  ],
  restore: ['read audit', 'write audit'],
  'fw-taipei': ['write firewall-events'],
  'ids-taoyuan': ['write threat-events'],
  nobody: [],
};
const OWN_TOPIC: Readonly<Record<string, string>> = { 'fw-taipei': 'firewall-events', 'ids-taoyuan': 'threat-events' };

describe('Kafka with the rights of deploy/kafka, on a broker with StandardAuthorizer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-acls-'));
  const { node } = testServers();
  const sessions = new TestSessions(folder);
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const passwords = Object.fromEntries(Object.keys(WANTED).map((name) => [name, `Pq7-${name}-Zx`]));
  const rights = deployedRights();
  const programs: Program[] = [];
  let authority: CertificateAuthority;
  let broker: SecureBroker;
  let admin: LogAdmin;
  let granting: Admin;

  beforeAll(async () => {
    authority = new CertificateAuthority(join(folder, 'authority'), 'Lianfang test authority');
    broker = await startSecureBroker(folder, authority, passwords);
    const own = createKafka({ KAFKA_BROKERS: broker.at.PLAIN, KAFKA_TLS: 'off' }, 'test');
    admin = createKafkaLogAdmin(own);
    granting = own.admin();
    await Promise.all([admin.connect(), granting.connect()]);
  }, TEST_MS);

  afterAll(async () => {
    for (const program of programs) await program.end('SIGKILL');
    await Promise.allSettled([admin?.close(), granting?.disconnect(), client.close()]);
    await broker?.server.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  const linkOf = (account: string): KafkaSettings => ({
    KAFKA_BROKERS: broker.at.ACCOUNTS,
    KAFKA_TLS: 'on',
    KAFKA_CA_FILE: authority.file,
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_USERNAME: account,
    KAFKA_PASSWORD: passwords[account] ?? '',
  });
  const rightsOf = (account: string): readonly Right[] =>
    account in OWN_TOPIC ? (rights['source'] ?? []) : (rights[account] ?? []);
  const topicsOf = (account: string): readonly string[] => (account in OWN_TOPIC ? [OWN_TOPIC[account] ?? ''] : INPUTS);

  /** Topics of an installation, and the rights that are deployed for it. */
  async function install(prefix: string): Promise<void> {
    await admin.ensureTopics(
      TOPICS.map((topic) => ({
        topic: prefix + topic,
        partitions: 1,
        settings: INPUTS.includes(topic)
          ? { 'message.timestamp.type': 'LogAppendTime' }
          : { 'retention.ms': topic.startsWith('audit') ? '-1' : '86400000' },
      })),
    );
    for (const account of Object.keys(WANTED)) {
      await grant(granting, account, rightsOf(account), { prefix, topics: topicsOf(account) });
    }
  }

  function start(name: string, prefix: string, env: Record<string, string>): Program {
    const link = Object.fromEntries(Object.entries(linkOf(name)).map(([key, value]) => [key, String(value)]));
    const program = startProgram(name, {
      ...link,
      ELASTICSEARCH_NODE: node,
      LIANFANG_TOPIC_PREFIX: prefix,
      LIANFANG_INDEX_PREFIX: prefix.slice(0, -1),
      LIANFANG_TOPICS: INPUTS.map((topic) => `${topic}:7d`).join(','),
      ...env,
    });
    programs.push(program);
    return program;
  }

  it(
    'lets each program and each source do what it does: from the source to the screen, and back',
    async () => {
      const name = uniquePrefix();
      const prefix = `${name}.`;
      await install(prefix);
      const collector = start('collector', prefix, {});
      const port = String(await freePort());
      const gateway = start('gateway', prefix, {
        PORT: port,
        LIANFANG_LEDGER_CHECK_MS: '500',
        ...sessions.environment,
      });
      const file = makeEventFile(400, Date.now());
      for (const [account, topic] of Object.entries(OWN_TOPIC)) {
        const producer = createKafka(linkOf(account), 'test').producer({ allowAutoTopicCreation: false });
        await producer.connect();
        await producer.send({ topic: prefix + topic, messages: [...file.records] });
        await producer.disconnect();
      }
      const accounted = async (): Promise<number> => {
        const { counted, duplicate, ignored, rejected } = await storedLedger(client, name);
        return counted + duplicate + ignored + rejected;
      };
      await eventually(async () => (await accounted()) === 2 * file.records.length, {
        because: 'every offset of both sources reaches the ledger',
        timeoutMs: 60_000,
      });
      const ask = async (path: string, person: TestPerson, body?: object): Promise<Response> =>
        fetch(`http://127.0.0.1:${port}${path}`, {
          method: body ? 'POST' : 'GET',
          headers: {
            cookie: await sessions.cookie(person),
            'x-lianfang-purpose': 'a test of rights',
            ...(body && {
              'content-type': 'application/json',
              origin: `http://127.0.0.1:${port}`,
              'sec-fetch-site': 'same-origin',
            }),
          },
          ...(body && { body: JSON.stringify(body) }),
        });
      await eventually(async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).status === 200, {
        because: `the gateway is ready: ${gateway.log().slice(-2_000)}`,
        timeoutMs: 90_000,
      });
      const letters = await eventually(
        async () => {
          const answer = await ask('/api/v1/rejected?size=5', ANALYST);
          const { items = [] } = (await answer.json()) as { items?: { id: string }[] };
          return items.length > 0 && items;
        },
        { because: 'the gateway reads dead letters', timeoutMs: 60_000 },
      );
      expect(letters.length).toBeGreaterThan(0);
      await eventually(async () => ((await admin.bounds(`${prefix}audit`))[0]?.end ?? 0) > 0, {
        because: 'what the analyst read is in the audit',
        timeoutMs: 30_000,
      });
      expect((await ask('/auth/logout', LEAD, {})).status).toBeLessThan(500);
      await Promise.all([gateway.end(), collector.end()]);
      for (const program of [collector, gateway]) {
        expect(program.log()).not.toMatch(/not authorized|AUTHORIZATION_FAILED/i);
      }
    },
    TEST_MS,
  );

  describe('refuses everything else', () => {
    const prefix = `${uniquePrefix()}.`;
    beforeAll(() => install(prefix), TEST_MS);

    it.each(Object.entries(WANTED))('%s: reads and writes exactly %j', async (account, wanted) => {
      expect(allowedDeeds(rightsOf(account), { topics: topicsOf(account) })).toEqual([...wanted].sort());
      expect(await tryEverything(linkOf(account), prefix, TOPICS)).toEqual([...wanted].sort());
    });

    it('is found out when somebody has a right too many, or one too few', async () => {
      const place = { prefix, topics: [] };
      await grant(granting, 'nobody', [{ topic: 'audit', beginning: false, may: ['read'] }], place);
      expect(await tryEverything(linkOf('nobody'), prefix, TOPICS)).toEqual(['read audit']);
      const poorer = `${uniquePrefix()}.`;
      const without = rightsOf('gateway').filter(({ topic }) => topic !== 'revocations');
      await admin.ensureTopics([{ topic: `${poorer}revocations`, partitions: 1, settings: {} }]);
      await grant(granting, 'gateway', without, { prefix: poorer, topics: INPUTS });
      expect(await tryEverything(linkOf('gateway'), poorer, ['revocations'])).toEqual([]);
    });

    it('lets no source join a group or see who is in one', async () => {
      const source = createKafka(linkOf('fw-taipei'), 'test', () => undefined).admin();
      await source.connect();
      await expect(source.fetchOffsets({ groupId: `${prefix}lianfang-collector`, topics: [] })).rejects.toThrow(
        /authorized|coordinator/i,
      );
      await expect(source.createTopics({ topics: [{ topic: `${prefix}mine` }] })).rejects.toThrow(/authorized|errors/i);
      const seen = await source.listTopics();
      expect(seen.filter((topic) => topic.startsWith(prefix))).toEqual([`${prefix}firewall-events`]);
      expect(seen.every((topic) => topic.endsWith('.firewall-events'))).toBe(true);
      await source.disconnect();
    });
  });
});
