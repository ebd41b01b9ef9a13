import type { Client } from '@elastic/elasticsearch';
import { indexNames, type EvidencePage, type EvidenceRecord, type LedgerAnswer } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogReader,
  createKafkaLogWriter,
  type LogAdmin,
  type LogReader,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import { firstOfEachGroup, type GroupedRecord } from './first-of-each-group';
import { startGateway, type GatewayProcess } from './gateway-process';
import { hostileRecords } from './hostile-records';
import { alertOf } from './source-file';

const PARTITIONS = 2;
const FLOOD = 9_900;
const DAY_MS = 86_400_000;
const MINUTE = 60_000;
/** Elasticsearch will never take what falls on the day before. */
const REFUSED = 7;
const PER_GROUP = 20;

describe('evidence, from the log to one opened event', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const topic = `${prefix}.threat-events`;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const range = `from=${new Date(now - 60 * MINUTE).toISOString()}&to=${new Date(now + 5 * MINUTE).toISOString()}`;
  const hostile = hostileRecords(now);
  let client: Client;
  let admin: LogAdmin;
  let writer: LogWriter;
  let reader: LogReader;
  let collector: CollectorProcess;
  let gateway: GatewayProcess;
  let killed: CollectorProcess;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    reader = createKafkaLogReader(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: PARTITIONS, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    const yesterday = new Date(now - DAY_MS).toISOString().slice(0, 10).replaceAll('-', '.');
    const mappings = { properties: { originalBytes: { type: 'boolean' as const } } };
    await client.indices.create({ index: `${names.evidence}-v1-${yesterday}`, mappings });

    await writer.append(topic, [...flood(0, FLOOD / 2), ...refused(), ...hostile]);
    // The limit of a chunk is out of the way: what is looked at is the first of each group.
    const limits = { LIANFANG_EVIDENCE_PER_CHUNK: '50000', LIANFANG_EVIDENCE_BYTES: '67108864' };
    killed = startCollector(prefix, limits);
    await untilStored(async () => (await stored()).length > 0, 'a kill must fall into work that has begun');
    await killed.end('SIGKILL');
    await writer.append(topic, flood(FLOOD / 2, FLOOD));
    collector = startCollector(prefix, limits);
    gateway = await startGateway(prefix);
  }, 180_000);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await gateway?.end();
    await Promise.all([admin.close(), writer.close(), reader.close(), client.close()]);
  });

  /** Blocked attacks of four minutes, on one agency in each of eleven counties, by five rules. */
  function flood(from: number, to: number) {
    return Array.from({ length: to - from }, (_unused, at) => {
      const index = from + at;
      const time = now - (index % 4) * MINUTE;
      return {
        key: `sensor-${index % 16}`,
        value: alertOf({ index, source: '203.0.113.9', network: 8 * (1 + (index % 11)), time }),
      };
    });
  }

  function refused() {
    return Array.from({ length: REFUSED }, (_unused, at) => {
      const value = alertOf({ index: 1_000_000 + at, source: '203.0.113.8', network: 20, time: now - DAY_MS });
      return { key: 'sensor-refused', value };
    });
  }

  /** Ids and records as Elasticsearch has them, read without our own code. */
  async function stored(): Promise<string[]> {
    const index = `${names.evidence}-v1-*`;
    await client.indices.refresh({ index, allow_no_indices: true });
    const found = await client.search<{ event: { original: string } }>({ index, allow_no_indices: true, size: 10_000 });
    return found.hits.hits.map(({ _id, _source }) => `${_id} ${_source?.event.original}`).sort();
  }

  /** What is to be kept of the log, worked out here: by partition and chunk, the first of each minute, network and rule. */
  async function wanted(): Promise<string[]> {
    const records: GroupedRecord[] = [];
    for (const { partition, start, end } of await admin.bounds(topic)) {
      for (let from = start; from < end;) {
        const read = await reader.read({ topic, partition, from, to: end }, 30_000);
        for (const { offset, logTime, value } of read)
          records.push({ partition, offset, logTime, text: String(value) });
        from = (read.at(-1)?.offset ?? end) + 1;
      }
    }
    const kept = firstOfEachGroup(records, PER_GROUP).filter(({ time }) => time > now - DAY_MS / 2);
    return kept.map(({ partition, offset, text }) => `${topic}/1/${partition}/${offset} ${text}`).sort();
  }

  const list = (more = ''): Promise<EvidencePage> => gateway.json(`/api/v1/evidence?${range}${more}`);

  async function ledger(): Promise<Record<string, number>> {
    await client.indices.refresh({ index: names.ledger });
    const fields = ['counted', 'rejected', 'evidenceKept', 'evidenceOver', 'evidenceRefused'];
    const aggs = Object.fromEntries(fields.map((field) => [field, { sum: { field } }]));
    const found = await client.search<unknown, Record<string, { value: number }>>({
      index: names.ledger,
      size: 0,
      aggs,
    });
    return Object.fromEntries(fields.map((field) => [field, found.aggregations?.[field]?.value ?? 0]));
  }

  it('keeps the first of each minute, agency and rule, and the same after a kill in the middle', async () => {
    const all = await wanted();
    await untilStored(async () => (await stored()).length >= all.length, 'all that is to be kept is written');
    expect(await stored()).toEqual(all);
    // Four minutes, eleven networks, five rules; a chunk may have ended in between.
    expect(all.length).toBeGreaterThanOrEqual(4 * 11 * 5 * PER_GROUP * PARTITIONS * 0.5);
  });

  it('counts all of it, and says how much was kept, was over a quota and was refused', async () => {
    const total = FLOOD + REFUSED + hostile.length;
    const complete = async () => {
      const sums = await ledger();
      return sums['counted'] === total && sums['evidenceRefused'] === REFUSED && sums;
    };
    const sums = await untilStored(complete, 'refused evidence is in the ledger, and blocks nothing');
    expect(sums['rejected']).toBe(0);
    expect(sums['evidenceKept']).toBe((await stored()).length + REFUSED);
    expect((sums['evidenceKept'] ?? 0) + (sums['evidenceOver'] ?? 0)).toBe(total);
    const { evidenceKept: kept, evidenceOver: over } = sums;
    const shown = async () => {
      const { evidence } = await gateway.json<LedgerAnswer>('/api/v1/ledger');
      expect(evidence).toEqual({ kept, over, refused: REFUSED });
      return true;
    };
    await untilStored(shown, 'the check of the ledger shows the same');
    expect(await (await gateway.get('/metrics')).text()).toMatch(/evidence_records\{.*outcome="refused".*\} [1-7]/);
    expect(killed.log() + collector.log()).toMatch(/refuses evidence of \d+ events of chunk [\d.]+ for good/);
  });

  it('finds by rule, agency, network and what the sensor did, page by page', async () => {
    const page = await list('&rule=9000002&address=203.0.113.0/28&disposition=blocked&size=7');
    expect(page.items.map(({ rule }) => rule.id)).toEqual(Array(7).fill('9000002'));
    expect(page.matched.records).toBeGreaterThan(100);
    const [first] = page.items;
    const agency = await list(`&county=${first?.county}&agency=${first?.agency}`);
    expect(new Set(agency.items.map(({ agency: of }) => of))).toEqual(new Set([first?.agency]));
    const among = agency.among ?? { counted: 0, kept: 0, notKept: 0 };
    expect(among.notKept).toBe(among.counted - among.kept);
    expect(among.kept).toBe(agency.matched.records);
    expect(among.counted).toBeGreaterThan(FLOOD / 12);
    const next = await list(`&rule=9000002&address=203.0.113.0/28&disposition=blocked&size=7&cursor=${page.cursor}`);
    const ids = [...page.items, ...next.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(14);
    expect([...ids].length).toBe(14);
    const inbound = await list('&direction=inbound');
    expect(new Set(inbound.items.map(({ direction }) => direction))).toEqual(new Set(['inbound']));
    // Rows know the direction, too: what is counted, kept and found is of inbound events alone.
    expect(inbound.among?.kept).toBe(inbound.matched.records);
    const outbound = await list('&direction=outbound');
    expect([outbound.items, outbound.among]).toEqual([[], { counted: 0, kept: 0, notKept: 0 }]);
    expect((await list(`&direction=inbound&agency=${first?.agency}`)).among).toBeNull();
    expect((await list('&address=198.51.100.0/24')).items).toEqual([]);
    expect((await list('&rule=9000002%20OR%20*')).matched).toEqual({ records: 0, atLeast: false });
  });

  it('gives back hostile records byte for byte', async () => {
    const found = await list('&address=192.0.2.66&size=100');
    expect(found.items).toHaveLength(hostile.length);
    const records = await Promise.all(
      found.items.map(({ id }) => gateway.json<EvidenceRecord>(`/api/v1/evidence/${id}`)),
    );
    expect(records.map(({ original }) => original).sort()).toEqual(hostile.map(({ value }) => value).sort());
    expect(records.every(({ whole }) => whole)).toBe(true);
    expect(records.map(({ shown }) => shown).join('')).not.toMatch(/\p{Bidi_Control}|\u2028|(?!\n)\p{Cc}/u);
  });

  it('says what to ask for, and has no event that is not kept', async () => {
    const status = async (path: string): Promise<number> => (await gateway.get(path)).status;
    expect(await status(`/api/v1/evidence?${range}&address=10.0.0.0/99`)).toBe(400);
    expect(await status(`/api/v1/evidence?${range}&size=1000000000`)).toBe(400);
    expect(await status('/api/v1/evidence?from=1926-01-01T00:00:00Z&to=2026-01-01T00:00:00Z')).toBe(400);
    expect(await status(`/api/v1/evidence?${range}&county=99999`)).toBe(404);
    expect(await status(`/api/v1/evidence/${topic}.1.0.999999999`)).toBe(404);
    expect(await status('/api/v1/evidence/__proto__')).toBe(404);
  });

  it('says up to when all that was to be kept can be found', async () => {
    const caughtUp = async () => ((await list()).asOf ?? 0) > now;
    await untilStored(caughtUp, 'the collector publishes how far its evidence is');
  });
});
