import type { Client, estypes } from '@elastic/elasticsearch';
import {
  auditPage,
  indexNames,
  type BreakdownAnswer,
  type ByDisposition,
  type NormalsAnswer,
  type SeriesAnswer,
  type Watermark,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogAdmin,
  type LogWriter,
} from '@lianfang/platform/kafka';
import { eventually, testServers, uniquePrefix, type TestPerson } from '@lianfang/testing';
import { startCollector, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { makeTierFile, taipeiOf } from './tier-file';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const [NEW_TAIPEI, TAIPEI] = ['65000', '63000'];
const MANAGER: TestPerson = { roles: ['county-manager'], county: NEW_TAIPEI, strong: true };
const AUDITOR: TestPerson = { roles: ['auditor'], strong: true };

/** What can be asked for together, with the kind of rows that answers. */
const QUESTIONS = [
  ['by=county', 'totals'],
  ['by=direction', 'totals'],
  ['by=disposition', 'totals'],
  ['by=category', 'categories'],
  ['by=severity&direction=inbound', 'categories'],
  ['by=category&disposition=allowed', 'categories'],
  ['by=severity&category=availability', 'categories'],
  ['by=agency', 'agencies'],
  ['by=agency&category=availability,intrusions', 'agencies'],
  ['by=country&disposition=allowed,blocked', 'countries'],
  ['by=county&category=availability&disposition=blocked', 'categories'],
  ['by=country&county=65000', 'countries'],
] as const;

function sumOf(parts: readonly ByDisposition[]): ByDisposition {
  return parts.reduce(
    (sum, { blocked, allowed, detected }) => ({
      blocked: sum.blocked + blocked,
      allowed: sum.allowed + allowed,
      detected: sum.detected + detected,
    }),
    { blocked: 0, allowed: 0, detected: 0 },
  );
}

const sizeOf = ({ blocked, allowed, detected }: ByDisposition): number => blocked + allowed + detected;
const countsOf = ({ blocked, allowed, detected }: ByDisposition): ByDisposition => ({ blocked, allowed, detected });
const iso = (time: number): string => new Date(time).toISOString();

describe('exploring, from the log to the answer', () => {
  const { brokers, node } = testServers();
  const kafka = createKafka({ KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' }, 'test');
  const now = Date.now();
  const today = Date.parse(`${taipeiOf(now).day}T00:00:00+08:00`);
  const [first, second] = [today - 2 * DAY, today - DAY];
  const spread = [first, second].flatMap((day) =>
    Array.from({ length: 480 }, (_, index) => day + index * 3 * MINUTE + MINUTE + (index % 977)),
  );
  const edges = [first, second - 1, second, today - 1];
  const file = makeTierFile([...edges, ...spread]);
  const prefix = uniquePrefix();
  const topic = `${prefix}.threat-events`;
  let client: Client;
  let admin: LogAdmin;
  let writer: LogWriter;
  let collector: CollectorProcess;
  let gateway: GatewayProcess;

  beforeAll(async () => {
    client = createElasticsearch({ ELASTICSEARCH_NODE: node });
    admin = createKafkaLogAdmin(kafka);
    writer = createKafkaLogWriter(kafka);
    await Promise.all([admin.connect(), writer.connect()]);
    await admin.ensureTopics([
      { topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } },
      { topic: `${topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    await writer.append(topic, file.records);
    collector = startCollector(prefix, { LIANFANG_TOPICS: 'threat-events:31d' });
    await eventually(isClosed, { because: 'hours and days that are over are made', timeoutMs: 150_000, everyMs: 500 });
    gateway = await startGateway(prefix);
  }, 240_000);

  afterAll(async () => {
    await collector?.end('SIGKILL');
    await gateway?.end();
    await client.indices.delete({ index: Object.keys(await client.indices.get({ index: `${prefix}-*` })) });
    await Promise.all([admin.close(), writer.close(), client.close()]);
  });

  async function isClosed(): Promise<boolean> {
    const index = indexNames(prefix).watermark;
    await client.indices.refresh({ index, ignore_unavailable: true, allow_no_indices: true });
    const found = await client.search<Watermark>({ index, ignore_unavailable: true, allow_no_indices: true, size: 10 });
    const marks = found.hits.hits.flatMap(({ _source }) => (_source ? [_source] : []));
    const processed = marks.reduce((sum, mark) => sum + mark.processed, 0);
    return (
      processed >= file.records.length &&
      marks.every(({ openHours, openDays }) => openHours.length + openDays.length === 0)
    );
  }

  /** Hour rows, as if they had never been made. */
  async function drop(query: NonNullable<estypes.SearchRequest['query']>): Promise<void> {
    const index = indexNames(prefix).rowsHour;
    const { hits } = (await client.search({ index, query, size: 10_000, _source: false })).hits;
    expect(hits.length).toBeGreaterThan(0);
    const operations = hits.map(({ _id, _index }) => ({ delete: { _id: _id as string, _index } }));
    expect((await client.bulk({ operations, refresh: true })).errors).toBe(false);
  }

  const time = `from=${iso(first)}&to=${iso(today)}`;
  const series = (more: string, person?: TestPerson): Promise<SeriesAnswer> =>
    gateway.json(`/api/v1/series?${more}`, person);
  const breakdown = (more: string, person?: TestPerson): Promise<BreakdownAnswer> =>
    gateway.json(`/api/v1/breakdown?${more}`, person);

  it.each(QUESTIONS)('has the same figures in the series, its split and the breakdown: %s', async (question, kind) => {
    const broken = await breakdown(`${time}&${question}&limit=1000`);
    expect(broken.kind).toBe(kind);
    expect(sizeOf(broken.total)).toBeGreaterThan(0);
    for (const interval of ['minute', 'hour', 'day'] as const) {
      const answer = await series(`${time}&${question}&interval=${interval}`);
      const { split, points, total } = answer;
      if (split === null) throw new Error('it is told apart');
      expect([interval, answer.kind, total]).toEqual([interval, kind, broken.total]);
      expect(sumOf(points)).toEqual(total);
      expect(split.keys.map(({ key, total: of }) => ({ key, ...of }))).toEqual(broken.items.slice(0, 8));
      const parts = [...split.keys, split.rest];
      for (const point of points) {
        const here = parts.flatMap((part) => part.points.filter((one) => one.time === point.time));
        expect([point.time, sumOf(here)]).toEqual([point.time, countsOf(point)]);
      }
      expect(parts.flatMap((part) => part.points.map((one) => one.time))).toEqual(
        expect.arrayContaining(points.map((one) => one.time)),
      );
    }
  });

  it('has the same figures without telling apart, and as many as were written', async () => {
    const whole = await series(`${time}&interval=day`);
    expect(sizeOf(whole.total)).toBe(file.records.length);
    expect(whole.points.map((point) => [taipeiOf(Date.parse(point.time)).day, sizeOf(point)])).toEqual(
      [first, second].map((day) => [taipeiOf(day).day, file.byDay.get(taipeiOf(day).day)]),
    );
    for (const filter of ['direction=inbound,outbound,lateral', 'disposition=allowed', 'category=availability']) {
      const plain = await series(`${time}&${filter}&interval=hour`);
      const told = await series(`${time}&${filter}&interval=hour&by=county`);
      expect([filter, told.points]).toEqual([filter, plain.points]);
    }
  });

  it('puts 23:59:59.999 and 00:00 of Taipei into the right day, told apart and filtered too', async () => {
    const last = await series(`from=${iso(second - 1)}&to=${iso(second)}&interval=minute&by=category`);
    expect(last.points.map((point) => [point.time, sizeOf(point)])).toEqual([[iso(second - MINUTE), 1]]);
    const next = await series(`from=${iso(second)}&to=${iso(second + 1)}&interval=minute&by=category`);
    expect(next.points.map((point) => [point.time, sizeOf(point)])).toEqual([[iso(second), 1]]);
    for (const day of [first, second]) {
      const range = `from=${iso(day)}&to=${iso(day + DAY)}`;
      const expected = file.byDay.get(taipeiOf(day).day);
      for (const by of ['category', 'county', 'country']) {
        const [ofDay, ofHours] = await Promise.all([
          breakdown(`${range}&by=${by}`),
          series(`${range}&interval=hour&by=${by}`),
        ]);
        expect([by, sizeOf(ofDay.total), sizeOf(ofHours.total)]).toEqual([by, expected, expected]);
      }
    }
  });

  it('tells apart what is named, in that order, and nothing of a key that is not there', async () => {
    const { split } = await series(`${time}&interval=day&by=category&keys=fraud,availability`);
    expect(split?.keys.map(({ key, total }) => [key, sizeOf(total) > 0])).toEqual([
      ['fraud', false],
      ['availability', true],
    ]);
  });

  it('says what can’t be asked together, and what to leave out', async () => {
    const answer = await gateway.get(`/api/v1/series?${time}&by=category&country=US`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/`country` and `category` can't be asked together.*Leave out.*evidence/);
  });

  it('keeps a county’s people to their own', async () => {
    const own = await series(`${time}&interval=day&by=county`, MANAGER);
    expect([own.county, own.split?.keys.map(({ key }) => key)]).toEqual([NEW_TAIPEI, [NEW_TAIPEI]]);
    const others = await series(`${time}&interval=day&by=county&keys=${TAIPEI},unlocated`, MANAGER);
    expect(others.split?.keys.map(({ points }) => points)).toEqual([[], []]);
    expect(others.total).toEqual(own.total);
    const agencies = await breakdown(`${time}&by=agency`);
    const [foreign] = (await breakdown(`${time}&by=agency&county=${TAIPEI}`)).items;
    expect(agencies.items.map(({ key }) => key)).toContain(foreign?.key);
    expect((await breakdown(`${time}&by=agency&agency=${foreign?.key}`, MANAGER)).items).toEqual([]);
    for (const path of ['series', 'breakdown', 'normals'])
      for (const county of [TAIPEI, 'unlocated']) {
        const by = path === 'normals' ? '' : '&by=county';
        const { status } = await gateway.get(`/api/v1/${path}?${time}${by}&county=${county}`, MANAGER);
        expect([path, county, status]).toEqual([path, county, 404]);
      }
  });

  it('answers bands of many hours at once, of all counties to the centre alone', async () => {
    const normals = await gateway.json<NormalsAnswer>(`/api/v1/normals?${time}&by=county`);
    expect(normals.hours).toHaveLength(48);
    expect(normals.places[0]?.county).toBeNull();
    expect(normals.places.map(({ county }) => county)).toEqual(expect.arrayContaining([TAIPEI, 'unlocated']));
    // Two days are no history yet.
    expect(normals.places.flatMap(({ ranges }) => ranges).filter((range) => range !== null)).toEqual([]);
    expect((await gateway.get(`/api/v1/normals?${time}&by=county`, MANAGER)).status).toBe(403);
    const own = await gateway.json<NormalsAnswer>(`/api/v1/normals?${time}`, MANAGER);
    expect(own.places.map(({ county }) => county)).toEqual([NEW_TAIPEI]);
  });

  it('has room again when many went away before they were answered', async () => {
    for (let round = 0; round < 3; round += 1) {
      const gone = new AbortController();
      const headers = { cookie: await gateway.cookie(MANAGER) };
      const asked = Array.from({ length: 12 }, () =>
        fetch(`${gateway.url}/api/v1/series?${time}&interval=minute&by=agency`, { headers, signal: gone.signal }),
      );
      gone.abort();
      expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(Array(12).fill('rejected'));
    }
    expect((await gateway.get(`/api/v1/series?${time}&by=agency`, MANAGER)).status).toBe(200);
  });

  it('has an export in the audit, under the county whose figures they are', async () => {
    const order = { screen: 'explore', format: 'csv', county: null, question: '?by=category', rows: 8 };
    expect((await gateway.post('/api/v1/exports', order, MANAGER)).status).toBe(204);
    expect((await gateway.post('/api/v1/exports', { ...order, county: TAIPEI }, MANAGER)).status).toBe(404);
    const entries = async (): Promise<unknown[]> => {
      const path = `/api/v1/audit?county=${NEW_TAIPEI}&about=own&from=${iso(now - HOUR)}`;
      return auditPage.parse(await gateway.json(path, AUDITOR)).items.map(({ action, thing }) => [action, thing]);
    };
    await eventually(
      async () => {
        const told = JSON.stringify(await entries());
        return (
          told.includes('["exported","explore csv, 8 lines ?by=category"]') && told.includes('["refused","63000"]')
        );
      },
      { because: 'the audit tells of both' },
    );
  });

  it('has the events without an agency too, where agencies of a category are asked', async () => {
    const hour = second + 5 * HOUR;
    const asked = `from=${iso(hour)}&to=${iso(hour + HOUR)}&category=availability,intrusions,intrusion-attempts`;
    await drop({ bool: { filter: [{ term: { time: hour } }, { term: { kind: 'agencies' } }] } });
    const told = await breakdown(`${asked}&by=agency`);
    expect([told.items, told.untold, told.unassigned]).toEqual([[], sumOf([]), told.total]);
    expect(sizeOf(told.total)).toBeGreaterThan(0);
    expect(told.total).toEqual((await series(`${asked}&interval=hour`)).total);
  });

  it('says which hours were not told apart when they were counted, instead of answering nought', async () => {
    const hour = first + 3 * HOUR;
    const ofHour = `from=${iso(hour)}&to=${iso(hour + HOUR)}`;
    const before = await series(`${ofHour}&interval=hour`);
    expect(sizeOf(before.total)).toBeGreaterThan(0);
    expect((await series(`${ofHour}&interval=hour&by=category`)).untold).toEqual({ points: [], counted: true });
    // As a release before the finer kinds had closed it.
    await drop({ bool: { filter: [{ term: { time: hour } }], must_not: [{ term: { kind: 'totals' } }] } });
    const points = [{ time: iso(hour), ...before.total }];
    const filtered = await series(`${time}&interval=hour&category=availability`);
    expect(filtered.untold).toEqual({ points, counted: false });
    expect(filtered.points.map((point) => point.time)).not.toContain(iso(hour));
    const told = await series(`${ofHour}&interval=hour&by=agency`);
    expect([told.untold, told.split?.rest.total]).toEqual([{ points, counted: true }, before.total]);
    expect((await series(`${ofHour}&interval=hour&by=direction`)).untold.points).toEqual([]);
    const broken = await breakdown(`${ofHour}&by=country`);
    expect([broken.items, broken.unassigned, broken.untold]).toEqual([[], before.total, before.total]);
    expect((await breakdown(`${ofHour}&by=country&country=US`)).untold).toEqual(before.total);
    const minutes = await series(`${ofHour}&interval=minute&by=category`);
    expect([minutes.untold.points, minutes.total]).toEqual([[], before.total]);
    const own = await series(`${ofHour}&interval=hour&category=availability`, MANAGER);
    expect(sizeOf(sumOf(own.untold.points))).toBeLessThan(sizeOf(before.total));
  });
});
