import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogWriter } from '@lianfang/platform/kafka';
import { ANALYST, eventually, LEAD, testServers, uniquePrefix } from '@lianfang/testing';
import { storedLedger } from '../bad-input/stored-ledger';
import { mustRun } from '../backup/backup-process';
import { loseElasticsearch } from '../backup/lose-elasticsearch';
import { startCollector } from '../integration/collector-process';
import { startProgram } from '../integration/secure/start-program';
import { makeEventFile } from '../integration/event-file';
import { startGateway } from '../integration/gateway-process';
import { StoreProxy } from '../walls/store-proxy';
import { compare, deployedRole, type Role } from './deployed-role';
import { needsOf, type Need } from './needed-privileges';

const TEST_MS = 400_000;

function elsewhere(names: readonly string[], privilege: string, why: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`${privilege} on lianfang-${name}`, why]));
}

/** Lines of a role that this run does not need, by program: what needs them, and the test that does it. */
const ELSEWHERE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  collector: {
    ...elsewhere(
      ['rows-*', 'sketches-*', 'revisions*', 'evidence*'],
      'delete_index',
      'retention: test/integration/tiers-retention',
    ),
    ...elsewhere(['revisions*', 'evidence*'], 'maintenance', 'retention looks at an index before it drops it'),
    ...elsewhere(['revisions*', 'evidence*'], 'read', 'the same; and what a chunk has that is counted again'),
    ...elsewhere(['dropped*'], 'write', 'retention writes down what it drops'),
    ...elsewhere(['dropped*'], 'indices:admin/settings/update', 'the same when the disk is full: retention-store.int'),
    ...elsewhere(['alerts*', 'resent*', 'posture*'], 'write', 'old ones are removed: document-retention.int'),
    ...elsewhere(['artifact*'], 'read', 'a pin that names another directory'),
  },
  gateway: {
    ...elsewhere(['evidence*'], 'read', 'questions about events: test/integration/evidence'),
    ...elsewhere(['evidence*', 'first-answers*'], 'maintenance', 'the same; and forgetting old answers'),
    ...elsewhere(['first-answers*'], 'read', 'a write that came with a key'),
    ...elsewhere(['first-answers*', 'transmissions*'], 'write', 'what programs do'),
    ...elsewhere(['alerts*'], 'write', 'a ledger that is not balanced'),
    ...elsewhere(
      ['investigations*', 'resent*', 'saved-views*', 'county-settings*', 'directory*'],
      'write',
      'what people write',
    ),
  },
  alerting: {},
  backup: {},
  restore: {
    'cluster:admin/repository/put on the cluster': 'a new cluster, where the repository is not registered yet',
  },
};

/**
 * The server from jars has no security module. So every request of a real run is recorded, what it needs is looked up in a
 * table of what Elasticsearch documents, and that is compared with the role: nothing missing, nothing too many.
 */
describe('roles of deploy/elasticsearch, beside what real runs ask for', () => {
  const { brokers, node } = testServers();
  const prefix = uniquePrefix();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-roles-'));
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const needs: Record<string, Need[]> = {};
  const running: { end(signal?: NodeJS.Signals): Promise<void> }[] = [];

  afterAll(async () => {
    for (const program of running) await program.end('SIGKILL');
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a program asks for while it works; it reaches Elasticsearch through us. */
  async function record(program: string, work: (proxy: string) => Promise<unknown>): Promise<void> {
    const proxy = await StoreProxy.start(node);
    try {
      const questions = await proxy.during('', () => work(proxy.node));
      needs[program] = questions.flatMap((question) => needsOf(question));
    } finally {
      await proxy.stop();
    }
  }

  beforeAll(async () => {
    const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
    const [admin, writer] = [createKafkaLogAdmin(kafka), createKafkaLogWriter(kafka)];
    await Promise.all([admin.connect(), writer.connect()]);
    const topic = `${prefix}.threat-events`;
    await admin.ensureTopics([
      { topic, partitions: 1, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    const file = makeEventFile(400, Date.now() - 30 * 3_600_000);
    await writer.append(topic, file.records);
    await record('collector', async (proxy) => {
      const collector = startCollector(prefix, {
        ELASTICSEARCH_NODE: proxy,
        LIANFANG_RETENTION_CHECK_MS: '500',
        LIANFANG_FLUSH_MS: '200',
      });
      running.push(collector);
      await eventually(async () => (await storedLedger(client, prefix)).to === file.records.length, {
        because: 'everything is counted',
        timeoutMs: 60_000,
      });
      await eventually(async () => (await client.count({ index: `${prefix}-rows-day` })).count > 0, {
        because: 'hours and days are rolled up',
        timeoutMs: 60_000,
      });
      await collector.end('SIGTERM');
    });
    await record('gateway', async (proxy) => {
      const gateway = await startGateway(prefix, { ELASTICSEARCH_NODE: proxy, LIANFANG_LEDGER_CHECK_MS: '500' });
      running.push(gateway);
      const from = new Date(Date.now() - 86_400_000).toISOString();
      for (const path of [
        '/api/v1/evidence?size=5',
        '/api/v1/sensors',
        '/api/v1/alerts',
        '/api/v1/ledger',
        `/api/v1/breakdown?by=category&from=${from}`,
        '/api/v1/distinct-sources',
        '/api/v1/top?of=rules',
        '/api/v1/rejected',
        '/api/v1/investigations',
        '/api/v1/saved-views',
        '/api/v1/settings',
        '/api/v1/directory/versions',
        '/api/v1/counties/63000/settings',
        '/api/v1/transmissions',
        `/api/v1/posture/history?county=63000&from=${from}&to=${new Date().toISOString()}`,
      ]) {
        for (const person of [ANALYST, LEAD, { roles: ['auditor'] } as const]) await gateway.get(path, person);
      }
      await eventually(async () => (await client.count({ index: `${prefix}-audit` })).count > 0, {
        because: 'the audit is kept',
        timeoutMs: 30_000,
      });
      await gateway.end();
    });
    await record('alerting', async (proxy) => {
      // Postures are kept of figures that move alone.
      const collector = startCollector(prefix);
      const port = String(await freePort());
      const alerting = startProgram('alerting', {
        KAFKA_BROKERS: brokers,
        ELASTICSEARCH_NODE: proxy,
        PORT: port,
        LIANFANG_TOPIC_PREFIX: `${prefix}.`,
        LIANFANG_INDEX_PREFIX: prefix,
        LIANFANG_POSTURE_MS: '1000',
      });
      running.push(collector, alerting);
      await eventually(async () => (await client.count({ index: `${prefix}-posture` })).count > 0, {
        because: `postures are kept: ${alerting.log().slice(-2_000)}`,
        timeoutMs: 60_000,
      });
      await fetch(`http://127.0.0.1:${port}/health/ready`);
      await Promise.all([alerting.end(), collector.end('SIGTERM')]);
    });
    await record('backup', (proxy) => {
      const run = () => mustRun('backup', prefix, [], { ELASTICSEARCH_NODE: proxy, LIANFANG_BACKUP_KEEP: '1' });
      return run().then(run);
    });
    await loseElasticsearch(client, prefix);
    await record('restore', async (proxy) => {
      await mustRun('restore', prefix, ['--yes'], { ELASTICSEARCH_NODE: proxy });
      await mustRun('restore', prefix, ['--yes', '--replace'], { ELASTICSEARCH_NODE: proxy });
    });
    await Promise.all([admin.close(), writer.close()]);
  }, TEST_MS);

  it.each(Object.keys(ELSEWHERE))('%s may do what it does, and no more', (program) => {
    const listed = Object.keys(ELSEWHERE[program] ?? {});
    const { missing, unused } = compare(deployedRole(program, prefix), needs[program] ?? []);
    expect({ missing, unused: unused.map((line) => line.replace(prefix, 'lianfang')) }).toEqual({
      missing: [],
      unused: [...listed].sort(),
    });
  });

  it('finds a right too few, and one too many', () => {
    const role = deployedRole('gateway', prefix);
    const poorer: Role = {
      ...role,
      indices: role.indices.filter(({ privileges }) => !privileges.includes('create_doc')),
    };
    expect(compare(poorer, needs['gateway'] ?? []).missing).toEqual([
      `create_doc on ${prefix}-audit-v1`,
      `read on ${prefix}-audit-v1`,
    ]);
    const richer: Role = {
      ...role,
      indices: [...role.indices, { names: [`${prefix}-*`], privileges: ['delete_index'] }],
    };
    expect(compare(richer, needs['gateway'] ?? []).unused).toContain(`delete_index on ${prefix}-*`);
  });

  it('lets no gateway write figures, and nobody but retention and restore delete', () => {
    const programs = Object.keys(ELSEWHERE).map((name) => [name, deployedRole(name, 'lianfang')] as const);
    const mayOn = (role: Role, privilege: string): string[] =>
      role.indices.filter(({ privileges }) => privileges.includes(privilege)).flatMap(({ names }) => names);
    for (const [name, role] of programs) {
      expect([name, mayOn(role, 'manage'), mayOn(role, 'all')]).toEqual([name, [], []]);
      if (!['collector', 'restore'].includes(name)) expect([name, mayOn(role, 'delete_index')]).toEqual([name, []]);
      if (name !== 'collector') {
        expect(mayOn(role, 'write').some((index) => /rows|sketches|ledger|evidence|pin/.test(index))).toBe(false);
      }
      if (name !== 'gateway') expect(mayOn(role, 'write').join()).not.toMatch(/investigations/);
      // An entry of the audit is made once: nobody changes or deletes one.
      expect(mayOn(role, 'write').join()).not.toMatch(/audit/);
    }
  });
});
