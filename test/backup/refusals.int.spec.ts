import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashOf } from '@lianfang/access';
import { indexNames, topicNames, type ChainedEntry } from '@lianfang/contract';
import { startElasticsearch, type ElasticsearchServer } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader } from '@lianfang/platform/kafka';
import { createAuditStore, createRebuildLock, installIndexTemplates } from '@lianfang/store';
import { makeGatewayTopics, testServers, uniquePrefix } from '@lianfang/testing';
import { allStored } from '../integration/stored-documents';
import { mustRun, runNpm, type CommandEnd } from './backup-process';
import { loseElasticsearch } from './lose-elasticsearch';

const TEST_MS = 180_000;
const ENTRIES = 1_234;

/** On an Elasticsearch of its own, whose files can be damaged. */
describe('what backup and restore refuse, and what they leave', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-backup-'));
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const { brokers } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const admin = createKafkaLogAdmin(kafka);
  const repository = join(folder, 'elasticsearch', 'snapshots', `${prefix}-backup`);
  let server: ElasticsearchServer;
  let client: ReturnType<typeof createElasticsearch>;

  const run = (command: 'backup' | 'restore', args: readonly string[] = [], env = {}): Promise<CommandEnd> =>
    runNpm(command, prefix, args, { ELASTICSEARCH_NODE: server.node, ...env });
  const must = (command: 'backup' | 'restore', args: readonly string[] = []) =>
    mustRun(command, prefix, args, { ELASTICSEARCH_NODE: server.node });

  beforeAll(async () => {
    server = await startElasticsearch({ dataFolder: join(folder, 'elasticsearch'), heapMiB: 512 });
    client = createElasticsearch({ ELASTICSEARCH_NODE: server.node });
    await admin.connect();
    await makeGatewayTopics(brokers, `${prefix}.`);
  }, TEST_MS);

  afterAll(async () => {
    await Promise.all([admin.close(), client.close()]);
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  it(
    'says what to do where there is nothing, no repository, no server, a rebuild',
    async () => {
      expect(await run('backup')).toMatchObject({ code: 2, said: expect.stringMatching(/LF-BACKUP-EMPTY.*PREFIX/s) });
      const elsewhere = { LIANFANG_BACKUP_REPOSITORY: `${prefix}-other`, LIANFANG_BACKUP_LOCATION: '/nowhere' };
      expect(await run('backup', [], elsewhere)).toMatchObject({
        code: 2,
        said: expect.stringMatching(/LF-BACKUP-REPOSITORY.*path\.repo.*LIANFANG_BACKUP_REPOSITORY/s),
      });
      const away = { ELASTICSEARCH_NODE: 'http://127.0.0.1:9' };
      expect(await run('backup', [], away)).toMatchObject({ code: 1, said: expect.stringMatching(/LF-ES-AWAY/) });
      expect(await run('backup', ['--wrong'])).toMatchObject({ code: 2, said: expect.stringMatching(/Usage:/) });
      expect(await run('backup', [], { LIANFANG_BACKUP_KEEP: '0' })).toMatchObject({
        code: 2,
        said: expect.stringMatching(/LIANFANG_BACKUP_KEEP: must be a whole number from 1 to 1000/),
      });
      await installIndexTemplates(client, names);
      const lock = createRebuildLock(client, names);
      const { generation } = await lock.take('somebody', 1, false);
      expect(await run('backup')).toMatchObject({
        code: 2,
        said: expect.stringMatching(/LF-BACKUP-REBUILD.*--abort/s),
      });
      await lock.release(generation);
    },
    TEST_MS,
  );

  it(
    'gives the audit back, and its topic onto an empty one alone, byte by byte',
    async () => {
      const chain = makeChain(ENTRIES);
      await createAuditStore(client, names).keep(chain);
      await client.indices.refresh({ index: names.audit });
      const head = { offset: ENTRIES - 1, hash: chain.at(-1)?.hash };
      expect(await must('backup')).toMatchObject({ audit: head });
      await loseElasticsearch(client, prefix);
      expect(await must('restore', ['--yes'])).toMatchObject({ notes: { audit: head } });
      expect((await allStored(client, names.audit)).length).toBe(ENTRIES);

      const dry = await run('restore', ['--audit-topic']);
      expect([dry.code, dry.report, dry.said]).toEqual([0, {}, expect.stringContaining(`${ENTRIES} entries go to`)]);
      expect(await must('restore', ['--audit-topic', '--yes'])).toMatchObject({ entries: ENTRIES, head });
      const reader = createKafkaLogReader(kafka);
      const topic = topicNames(`${prefix}.`).audit;
      const records = await reader.read({ topic, partition: 0, from: 0, to: ENTRIES }, 100_000_000);
      await reader.close();
      expect(records.map(({ offset, value }) => [offset, value?.toString()])).toEqual(
        chain.map(({ offset, value }) => [offset, value]),
      );
      const again = await run('restore', ['--audit-topic', '--yes']);
      expect([again.code, again.said]).toEqual([2, expect.stringMatching(/LF-RESTORE-TOPIC.*reaches to offset 1234/s)]);
    },
    TEST_MS,
  );

  it(
    'writes no topic again from a chain that is not whole',
    async () => {
      const other = `${prefix}.other.`;
      await makeGatewayTopics(brokers, other);
      const [changed] = (await allStored(client, names.audit)).filter(({ source }) => source['offset'] === 7);
      const index = `${names.audit}-v1`;
      const put = (document: object) => client.index({ index, id: changed?.id ?? '', document, refresh: true });
      await put({ ...changed?.source, value: 'nothing happened' });
      const refused = await run('restore', ['--audit-topic', '--yes'], { LIANFANG_TOPIC_PREFIX: other });
      expect([refused.code, refused.said]).toEqual([2, expect.stringMatching(/LF-RESTORE-TOPIC.*not whole.*changed/s)]);
      expect(await admin.bounds(topicNames(other).audit)).toMatchObject([{ end: 0 }]);
      await put({ ...changed?.source });
    },
    TEST_MS,
  );

  it(
    'leaves what is there unless it is told to replace it',
    async () => {
      const before = (await allStored(client, names.audit)).length;
      const refused = await run('restore', ['--yes']);
      expect([refused.code, refused.said]).toEqual([2, expect.stringMatching(/LF-RESTORE-NOT-EMPTY.*--replace/s)]);
      const said = await run('restore', ['--replace']);
      expect([said.code, said.said]).toEqual([0, expect.stringContaining('Nothing was changed')]);
      expect((await allStored(client, names.audit)).length).toBe(before);
      await client.delete({ index: `${names.audit}-v1`, id: '0'.repeat(20), refresh: true });
      expect(await must('restore', ['--replace', '--yes'])).toMatchObject({ documents: ENTRIES + 1 });
      expect((await allStored(client, names.audit)).length).toBe(ENTRIES);
      await installIndexTemplates(client, names);
    },
    TEST_MS,
  );

  it(
    'touches nothing when the backup turns out to be damaged; and nobody starts on half a restore',
    async () => {
      const before = await allStored(client, names.audit);
      damage(repository);
      const failed = await run('restore', ['--replace', '--yes']);
      expect(failed.code).toBe(1);
      expect(await allStored(client, names.audit)).toEqual(before);
      await installIndexTemplates(client, names);

      await loseElasticsearch(client, prefix);
      const half = await run('restore', ['--yes']);
      expect(half.code).toBe(1);
      await expect(installIndexTemplates(client, names)).rejects.toThrow(/npm run restore -- --replace/);
    },
    TEST_MS,
  );
});

function makeChain(length: number): ChainedEntry[] {
  const chain: ChainedEntry[] = [];
  for (let offset = 0; offset < length; offset += 1) {
    const previous = chain.at(-1)?.hash ?? '0'.repeat(64);
    const value = JSON.stringify({ entry: offset, name: '王小明' });
    chain.push({ offset, previous, hash: hashOf(previous, offset, value), value });
  }
  return chain;
}

/** Cuts the largest file of the repository in half. */
function damage(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes('__'))
    .map((file) => join(folder, file))
    .sort((one, other) => statSync(other).size - statSync(one).size);
  const [largest] = files;
  if (largest === undefined) throw new Error('There is no file to damage.');
  truncateSync(largest, Math.floor(statSync(largest).size / 2));
}
