import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import { AuditChain } from '@lianfang/access';
import { indexNames, topicNames, type AuditEntry, type ChainedEntry } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogWriter, type LogWriter } from '@lianfang/platform/kafka';
import { createAuditStore, installIndexTemplates, type AuditStore } from '@lianfang/store';
import { makeGatewayTopics, testServers, uniquePrefix } from '@lianfang/testing';

const ROOT = resolve(import.meta.dirname, '../..');
/** More than a page of the index. */
const ENTRIES = Number(process.env['LIANFANG_AUDIT_ENTRIES'] ?? 6_000);
const AT_ONCE = 2_000;

interface Told {
  readonly status: number;
  readonly entries?: number;
  readonly head?: { readonly offset: number; readonly hash: string };
  readonly faults?: readonly { readonly kind: string; readonly from: number; readonly to: number }[];
  readonly heads?: number;
  readonly seconds?: number;
}

function valueOf(number: number, deed = 'read'): string {
  const entry: AuditEntry = {
    id: randomUUID(),
    at: Date.UTC(2026, 10, 1) + number * 1_000,
    actor: { kind: 'person', subject: `u${number % 40}`, name: '林志明', roles: ['central-analyst'], county: null },
    action: deed === 'exported' ? 'exported' : 'read',
    county: number % 2 === 0 ? '63000' : '64000',
    capability: 'county.read',
    what: 'GET /api/v1/counties/{code}',
    thing: null,
    purpose: '縣市請求協助，查證告警',
    investigation: null,
    requestId: `r${number}`,
  };
  return JSON.stringify(entry);
}

/** An installation with an audit of its own: its log, and the chain of it. */
class Installation {
  readonly prefix = uniquePrefix();
  readonly topics = topicNames(`${this.prefix}.`);
  readonly index = `${indexNames(this.prefix).audit}-v1`;
  readonly store: AuditStore;
  chain: ChainedEntry[] = [];

  constructor(
    private readonly client: Client,
    private readonly writer: LogWriter,
  ) {
    this.store = createAuditStore(client, indexNames(this.prefix));
  }

  async make(count: number, deed?: string): Promise<void> {
    await makeGatewayTopics(testServers().brokers, `${this.prefix}.`);
    await installIndexTemplates(this.client, indexNames(this.prefix));
    const values = Array.from({ length: count }, (_, number) => valueOf(number, deed));
    for (let from = 0; from < count; from += AT_ONCE) {
      const records = values.slice(from, from + AT_ONCE).map((value) => ({ key: null, value }));
      await this.writer.append(this.topics.audit, records);
    }
    await this.keep(values);
  }

  async keep(values: readonly string[]): Promise<void> {
    const chain = new AuditChain();
    this.chain = values.map((value, offset) => chain.take(offset, value));
    for (let from = 0; from < values.length; from += AT_ONCE)
      await this.store.keep(this.chain.slice(from, from + AT_ONCE));
    await this.client.indices.refresh({ index: this.index });
  }

  async publish(offset: number): Promise<void> {
    const head = { offset, hash: this.hashAt(offset), at: Date.now() };
    await this.writer.append(this.topics.auditHeads, [{ key: null, value: JSON.stringify(head) }]);
  }

  hashAt(offset: number): string {
    return this.chain[offset]?.hash ?? '';
  }

  idOf(offset: number): string {
    return String(offset).padStart(20, '0');
  }

  /** Lets somebody with a hand in the index do what they like, looks, and puts it back. */
  async tampered(deed: () => Promise<unknown>, restore: readonly number[]): Promise<Told> {
    await deed();
    await this.client.indices.refresh({ index: this.index });
    const told = await this.verify();
    for (const offset of restore)
      await this.client.delete({ index: this.index, id: this.idOf(offset) }, { ignore: [404] });
    await this.store.keep(this.chain.filter(({ offset }) => restore.includes(offset)));
    await this.client.indices.refresh({ index: this.index });
    return told;
  }

  verify(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): Promise<Told> {
    const { brokers, node } = testServers();
    const env = { ...process.env, KAFKA_BROKERS: brokers, ELASTICSEARCH_NODE: node };
    const of = { LIANFANG_TOPIC_PREFIX: `${this.prefix}.`, LIANFANG_INDEX_PREFIX: this.prefix };
    return new Promise((done) => {
      execFile(
        process.execPath,
        ['deploy/local/bootstrap.mjs', 'audit-verify', ...args],
        { cwd: ROOT, env: { ...env, ...of, ...more } },
        (error, stdout) => {
          const status = error ? Number(error.code) : 0;
          const last = stdout.trim().split('\n').at(-1) ?? '';
          done({ status, ...(last === '' ? {} : (JSON.parse(last) as object)) });
        },
      );
    });
  }
}

describe('npm run audit:verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-audit-verify-'));
  let client: Client;
  let writer: LogWriter;
  let house: Installation;

  beforeAll(async () => {
    const { brokers, node } = testServers();
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    writer = createKafkaLogWriter(createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test'));
    await writer.connect();
    house = new Installation(client, writer);
    await house.make(ENTRIES);
    await house.publish(1_000);
    await house.publish(ENTRIES - 1);
  }, 180_000);

  afterAll(async () => {
    await Promise.allSettled([client.close(), writer.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const index = (): string => house.index;
  const change = (offset: number, doc: object) => client.update({ index: index(), id: house.idOf(offset), doc });

  it('finds a whole audit whole', async () => {
    const told = await house.verify();
    expect(told).toMatchObject({ status: 0, entries: ENTRIES, heads: 2, faults: [] });
    expect(told.head).toEqual({ offset: ENTRIES - 1, hash: house.hashAt(ENTRIES - 1) });
    process.stderr.write(`audit:verify: ${ENTRIES} entries in ${told.seconds} s\n`);
  }, 60_000);

  it('finds what was removed', async () => {
    const gone = [10, 11, 5_000];
    const remove = async () =>
      Promise.all(gone.map((offset) => client.delete({ index: index(), id: house.idOf(offset) })));
    const { status, faults } = await house.tampered(remove, gone);
    expect([status, faults]).toEqual([
      1,
      [
        { kind: 'missing', from: 10, to: 11 },
        { kind: 'missing', from: 5_000, to: 5_000 },
      ],
    ]);
  }, 60_000);

  it('finds what was changed: the entry, its hash too, or only what it is found by', async () => {
    const value = valueOf(20, 'exported');
    const { faults: changed } = await house.tampered(() => change(20, { value }), [20]);
    expect(changed).toContainEqual({ kind: 'changed', from: 20, to: 20 });
    const forged = new AuditChain({ offset: 29, hash: house.hashAt(29) }).take(30, value);
    const { faults: rehashed } = await house.tampered(() => change(30, { value, hash: forged.hash }), [30]);
    expect(rehashed).toEqual(
      expect.arrayContaining([
        { kind: 'moved', from: 31, to: 31 },
        { kind: 'unlike-log', from: 30, to: 30 },
      ]),
    );
    const { faults: misfiled } = await house.tampered(() => change(40, { county: 'centre' }), [40]);
    expect(misfiled).toEqual([{ kind: 'changed', from: 40, to: 40 }]);
  }, 60_000);

  it('finds what was put in another order, and what was put in', async () => {
    const [a, b] = [house.chain[50], house.chain[51]];
    const swap = async () => {
      await change(50, { value: b?.value, hash: b?.hash, previous: b?.previous });
      await change(51, { value: a?.value, hash: a?.hash, previous: a?.previous });
    };
    const { faults: swapped } = await house.tampered(swap, [50, 51]);
    expect(swapped).toContainEqual({ kind: 'changed', from: 50, to: 51 });
    expect(swapped).toContainEqual({ kind: 'unlike-log', from: 50, to: 51 });
    const twice = () =>
      client.index({ index: index(), id: 'planted', document: { ...house.chain[60], county: '63000' } });
    const { faults: planted } = await house.tampered(twice, []);
    expect(planted).toContainEqual({ kind: 'moved', from: 60, to: 60 });
    await client.delete({ index: index(), id: 'planted', refresh: true });
  }, 60_000);

  it('finds a tail that was cut', async () => {
    const tail = Array.from({ length: 5 }, (_, number) => ENTRIES - 5 + number);
    const cut = async () =>
      Promise.all(tail.map((offset) => client.delete({ index: index(), id: house.idOf(offset) })));
    const { status, faults } = await house.tampered(cut, tail);
    expect([status, faults]).toEqual([1, [{ kind: 'cut', from: ENTRIES - 5, to: ENTRIES - 1 }]]);
    expect((await house.verify()).status).toBe(0);
  }, 90_000);

  it('finds a chain that was written again in the index, by the log alone', async () => {
    const other = new Installation(client, writer);
    await other.make(300);
    await client.indices.delete({ index: other.index });
    await installIndexTemplates(client, indexNames(other.prefix));
    await other.keep(Array.from({ length: 300 }, (_, number) => valueOf(number, 'read')));
    const { status, faults } = await other.verify();
    expect([status, faults]).toEqual([1, [{ kind: 'unlike-log', from: 0, to: 299 }]]);
  }, 60_000);

  it('finds an audit of which index and log were written again, by heads alone', async () => {
    const before = new Installation(client, writer);
    await before.make(300);
    const kept = join(folder, 'heads.jsonl');
    writeFileSync(kept, `{"at":"2026-11-01T09:00:00+08:00","hash":"${before.hashAt(100)}"}\n\n`);
    const bad = join(folder, 'bad.jsonl');
    writeFileSync(bad, 'the hash was 12\n');
    expect(await before.verify(['--heads', kept])).toMatchObject({ status: 0, heads: 1 });
    expect(await before.verify(['--heads', bad])).toEqual({ status: 2 });

    const again = new Installation(client, writer);
    await again.make(300);
    expect((await again.verify()).status).toBe(0);
    expect(await again.verify(['--heads', kept])).toMatchObject({
      status: 1,
      faults: [{ kind: 'rewritten', from: 0, to: 299 }],
    });
    await again.publish(50);
    const head = { offset: 200, hash: before.hashAt(200), at: Date.now() };
    await writer.append(again.topics.auditHeads, [{ key: null, value: JSON.stringify(head) }]);
    expect((await again.verify()).faults).toEqual([{ kind: 'rewritten', from: 51, to: 200 }]);
  }, 90_000);

  it('has no verdict where it could not look', async () => {
    const nowhere = { ELASTICSEARCH_NODE: 'http://127.0.0.1:1' };
    expect(await house.verify([], nowhere)).toEqual({ status: 2 });
    expect(await house.verify([], { LIANFANG_TOPIC_PREFIX: 'nobody.' })).toEqual({ status: 2 });
    expect(await house.verify(['--nonsense'])).toEqual({ status: 2 });
  }, 90_000);
});
