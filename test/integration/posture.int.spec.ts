import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexNames, posture, topicNames, type Posture, type Row } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader } from '@lianfang/platform/kafka';
import { scorePosture } from '@lianfang/posture';
import { createPostureStore, createSensorSignStore } from '@lianfang/store';
import { eventually, testServers, uniquePrefix, watermark } from '@lianfang/testing';
import { Registry } from 'prom-client';
import { assembleAlerting, type AssembledAlerting } from '../../apps/alerting/src/assemble-alerting';
import { RowFeeder, storedRow } from '../../apps/gateway/src/row-feeder';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.now();
const PRESENT = Math.floor(START / HOUR) * HOUR;
/** Early enough to be whole, late enough to be in all that the test judges. */
const LIVE_MINUTE = Math.floor(START / MINUTE) * MINUTE - 4 * MINUTE;
/** Hours with rows that nobody judged; the second is yesterday's where the hour ends meanwhile. */
const UNJUDGED = [PRESENT - DAY, PRESENT - DAY + HOUR, PRESENT - 2 * HOUR];
const TAIPEI = '63000';
const PENGHU = '10016';
const SOURCE = { topic: 'threat-events', epoch: 1, partition: 0 };
const TIMEOUT = 90_000;

const DIRECTORY = `counties:
  - { code: '${TAIPEI}', name: { zh: 臺北市, en: Taipei City } }
  - { code: '${PENGHU}', name: { zh: 澎湖縣, en: Penghu County } }
agencies:
  - { id: one, county: '${TAIPEI}', name: { zh: 一, en: One }, protectedAddresses: 100, ranges: [10.8.0.0/16] }
  - { id: two, county: '${TAIPEI}', name: { zh: 二, en: Two }, protectedAddresses: 50, ranges: [10.9.0.0/16] }
  - { id: far, county: '${PENGHU}', name: { zh: 遠, en: Far }, protectedAddresses: 5, ranges: [10.10.0.0/16] }
`;
const SENSORS = `heartbeat: P1D
sensors:
  - { id: ids-one, speaksFor: { agencies: [one] } }
  - { id: ids-two, speaksFor: { agencies: [two] } }
  - { id: fw-nation, speaksFor: nation }
`;

/** What Taipei has in the whole minutes before `START`. */
const LIVE: Partial<Row>[] = [
  { count: 3_000 },
  { disposition: 'allowed', count: 40 },
  { direction: 'outbound', disposition: 'detected', count: 2 },
];

/** An Elasticsearch that can be away: what asks it is cut off then. */
class Door {
  isOpen = true;

  private constructor(private readonly server: Server) {}

  static async before(node: string): Promise<Door> {
    const server = createServer();
    const door = new Door(server);
    const { hostname, port } = new URL(node);
    server.on('request', (incoming, outgoing) => {
      if (!door.isOpen) return void incoming.socket.destroy();
      const { method, url: path, headers } = incoming;
      const onward = request({ hostname, port, method, path, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get node(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('posture, from rows to the topic', () => {
  const { brokers, node } = testServers();
  const prefix = uniquePrefix();
  const names = indexNames(prefix);
  const topic = topicNames(prefix).posture;
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-posture-'));
  const link = { KAFKA_BROKERS: brokers, KAFKA_TLS: 'off' as const };
  const kafka = createKafka(link, 'test');
  const admin = createKafkaLogAdmin(kafka);
  const reader = createKafkaLogReader(kafka);
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  const store = createPostureStore(client, names);
  const running = new Map<AssembledAlerting, Registry>();
  const said: string[] = [];
  let feeder: RowFeeder;
  let door: Door;

  beforeAll(async () => {
    writeFileSync(join(folder, 'directory.yaml'), DIRECTORY);
    writeFileSync(join(folder, 'sensors.yaml'), SENSORS);
    door = await Door.before(node);
    await admin.connect();
    feeder = new RowFeeder({ ...link, ELASTICSEARCH_NODE: node }, prefix);
  }, TIMEOUT);

  afterAll(async () => {
    await Promise.all([...running.keys()].map((each) => each.stop()));
    await Promise.allSettled([feeder.close(), reader.close(), admin.close(), client.close()]);
    door.close();
    rmSync(folder, { recursive: true, force: true });
  }, TIMEOUT);

  async function start(): Promise<AssembledAlerting> {
    const metrics = new Registry();
    const say = (text: string): void => void said.push(text);
    const alerting = await assembleAlerting(
      {
        ...link,
        ELASTICSEARCH_NODE: door.node,
        LIANFANG_DIRECTORY: join(folder, 'directory.yaml'),
        LIANFANG_SENSORS: join(folder, 'sensors.yaml'),
        LIANFANG_TOPIC_PREFIX: prefix,
        LIANFANG_INDEX_PREFIX: prefix,
        LIANFANG_POSTURE_MS: 1_000,
      } as never,
      metrics,
      { log: say, warn: say, error: say },
    );
    alerting.start();
    running.set(alerting, metrics);
    return alerting;
  }

  /** Postures of one instance that the log took. */
  async function countOf(alerting: AssembledAlerting): Promise<number> {
    const metric = await running.get(alerting)?.getSingleMetric('lianfang_alerting_postures_published_total')?.get();
    return metric?.values[0]?.value ?? 0;
  }

  /** What was published of one county and the same 60 minutes, once yesterday was known. */
  async function byMinute(): Promise<Posture[][]> {
    const whole = (await published()).filter(({ gap, yesterday }) => gap === 'silent' || yesterday !== null);
    return [...Map.groupBy(whole, ({ county, inputs }) => `${county} ${inputs.to}`).values()];
  }

  async function stop(alerting: AssembledAlerting): Promise<void> {
    running.delete(alerting);
    await alerting.stop();
  }

  /** Everything that was published, in order. */
  async function published(): Promise<Posture[]> {
    const [bounds] = await admin.bounds(topic);
    const all: Posture[] = [];
    let from = bounds?.start ?? 0;
    const to = bounds?.end ?? 0;
    while (from < to) {
      const records = await reader.read({ topic, partition: 0, from, to }, 4 * 1024 * 1024);
      for (const { key, value } of records) {
        const read = posture.parse(JSON.parse(String(value)));
        expect(String(key)).toBe(read.county);
        all.push(read);
      }
      from = (records.at(-1)?.offset ?? to) + 1;
    }
    return all;
  }

  const lastOf = async (county: string): Promise<Posture | undefined> =>
    (await published()).findLast((each) => each.county === county);
  const mark = (at: number, processed = 10) =>
    watermark({
      ...SOURCE,
      processed,
      logEnd: processed,
      at,
      logTime: at,
      eventTime: at,
      signsAsOf: at,
      openHours: [PRESENT - HOUR, PRESENT, PRESENT + HOUR],
      openDays: [PRESENT - DAY, PRESENT].map((time) => Math.floor((time + 8 * HOUR) / DAY) * DAY - 8 * HOUR),
    });

  /** The collector lives: figures are true of this instant. */
  const beat = (processed = 10): Promise<void> => feeder.publish({ watermark: mark(Date.now(), processed) });

  it(
    'says only that figures are stale while they are, and keeps nothing of them',
    async () => {
      await feeder.open();
      const before = [7, 14, 21].flatMap((days) => [-1, 0, 1].map((hours) => PRESENT - days * DAY + hours * HOUR));
      const hour = (at: number, change: Partial<Row> = {}) =>
        storedRow({ tier: 'hour', time: at, count: 600, ...change }, 5);
      await createSensorSignStore(client, names).write([signOf('ids-one'), signOf('fw-nation')]);
      await feeder.feed({
        rows: [
          ...LIVE.map((change) => storedRow({ tier: 'minute', time: LIVE_MINUTE, count: 1, ...change }, 10)),
          storedRow(
            {
              tier: 'minute',
              time: LIVE_MINUTE,
              kind: 'categories',
              category: 'intrusions',
              severity: 'critical',
              disposition: 'allowed',
              count: 3,
            },
            10,
          ),
          ...before.map((at) => hour(at)),
          ...UNJUDGED.flatMap((at) => [
            hour(at, { count: 500 }),
            hour(at, { direction: 'outbound', disposition: 'allowed', count: 7 }),
          ]),
        ],
        watermark: mark(START - 40_000),
      });
      await start();
      const stale = await eventually(() => lastOf(TAIPEI), { because: 'a posture is published', timeoutMs: 60_000 });
      expect(stale).toMatchObject({ score: null, gap: 'stale', contributions: [], raises: [], yesterday: null });
      expect(stale.at).toBe(Math.floor((START - 40_000) / 1_000) * 1_000);
      expect(await store.kept({ from: START - 2 * DAY, to: START })).toEqual(new Map());
    },
    TIMEOUT,
  );

  it(
    'says the score that the pure library gives of what the rows hold',
    async () => {
      const made = await eventually(
        async () => {
          await beat();
          const last = await lastOf(TAIPEI);
          return last?.yesterday ? last : undefined;
        },
        { because: `figures are fresh, and yesterday is known: ${said.slice(-3).join(' ')}`, timeoutMs: 60_000 },
      );
      expect(made.inputs).toMatchObject({
        blocked: 3_000,
        allowed: 40,
        detected: 2,
        outbound: 2,
        normal: { low: 600, middle: 600, high: 600 },
        severe: { critical: 3, high: 0 },
        protectedAddresses: 150,
        agencies: 2,
        agenciesCovered: 1,
        sensors: { registered: 2, alive: 1, late: 0, silent: 1 },
        duties: null,
      });
      const facts = { county: TAIPEI, at: made.at, inputs: made.inputs, isStale: false, isSilent: false };
      const yesterday = (await store.ofHour(hourOf(made.at - DAY))).get(TAIPEI);
      expect(made).toEqual(scorePosture({ ...facts, yesterday }));
      expect(made.contributions.reduce((sum, { points }) => sum + points, 100)).toBe(made.score);
      expect(made.contributions.find(({ component }) => component === 'pressure')?.points).toBe(-25);
      // Nobody hears anything of Penghu: it has no event and no sensor of its own.
      expect(await lastOf(PENGHU)).toMatchObject({ score: null, gap: 'silent' });
    },
    TIMEOUT,
  );

  it('has filled in the hours that nobody judged, as far as rows tell, so that yesterday is known', async () => {
    const kept = await store.kept({ from: PRESENT - 25 * HOUR, to: PRESENT });
    for (const hour of UNJUDGED) expect(kept.get(hour)).toEqual(new Set([TAIPEI, PENGHU]));
    // Of hours in which nobody had an event nothing is told.
    expect(kept.has(PRESENT - 5 * HOUR)).toBe(false);
    const made = await lastOf(TAIPEI);
    const hour = hourOf((made?.at ?? 0) - DAY);
    const before = (await store.ofHour(hour)).get(TAIPEI);
    expect(before).toMatchObject({ at: hour + HOUR - 1, gap: null, yesterday: null });
    expect(before?.inputs).toMatchObject({ blocked: 500, allowed: 7, outbound: 7, severe: { critical: 0, high: 0 } });
    expect(before?.contributions.at(-1)).toMatchObject({ component: 'coverage', state: 'unknown', points: -5 });
    expect(made?.yesterday).toMatchObject({ at: before?.at, score: before?.score });
    expect(made?.yesterday?.changes.map(({ component }) => component)).not.toContain('coverage');
  });

  it(
    'is the same from a second instance, and after a restart',
    async () => {
      const filled = await store.ofHour(PRESENT - DAY);
      const first = [...running.keys()];
      const second = await start();
      const told = await eventually(
        async () => {
          await beat();
          const groups = await byMinute();
          return (await countOf(second)) >= 2 && groups.some((same) => same.length > 1) && groups;
        },
        { because: 'both publish the same minute', timeoutMs: 60_000 },
      );
      // What does not change is said again with a later instant; the rest is the same.
      for (const same of told) expect(new Set(same.map((each) => JSON.stringify({ ...each, at: 0 }))).size).toBe(1);
      await Promise.all(first.map(stop));
      expect(await store.ofHour(PRESENT - DAY)).toEqual(filled);
      second.postures.assertReady();
    },
    TIMEOUT,
  );

  it(
    'goes on without Elasticsearch, says so, and keeps postures again when it is back',
    async () => {
      const [alerting] = running.keys();
      if (!alerting) throw new Error('none runs');
      door.isOpen = false;
      await expect(alerting.checkElasticsearch()).rejects.toThrow();
      await eventually(
        async () => {
          await beat();
          return said.some((text) => text.startsWith('Reading signs of life: '));
        },
        {
          because: 'the log tells it',
          timeoutMs: 30_000,
        },
      );
      // What was known last stands in: a score neither rises nor falls because a server is away.
      const more = storedRow({ tier: 'minute', time: LIVE_MINUTE, count: 41, disposition: 'allowed' }, 11);
      await feeder.feed({ rows: [more], watermark: mark(Date.now(), 11) });
      const during = await eventually(
        async () => {
          const last = await lastOf(TAIPEI);
          return last?.inputs.allowed === 41 ? last : undefined;
        },
        { because: 'what is in memory is judged', timeoutMs: 45_000 },
      );
      expect(during.inputs).toMatchObject({ severe: { critical: 3, high: 0 }, sensors: { registered: 2, alive: 1 } });
      door.isOpen = true;
      await eventually(
        async () => {
          await beat(11);
          return said.includes('Postures are kept up again.');
        },
        {
          because: 'it is back',
          timeoutMs: 30_000,
        },
      );
      await expect(alerting.checkElasticsearch()).resolves.toBeUndefined();
      const kept = await store.ofHour(hourOf(during.at));
      expect(kept.get(TAIPEI)?.score).toBe(during.score);
    },
    TIMEOUT,
  );
});

function signOf(sensor: string) {
  const never = { lastIgnored: null, lastRejected: null, rejectedCode: null };
  const counts = { counted: 1, duplicate: 0, ignored: 0, rejected: 0 };
  const seen = { lastSign: START, lastReadable: START, lastCounted: START, lastEvent: START, since: START };
  return { ...SOURCE, sensor, county: TAIPEI, registered: true, to: 10, chunk: '0.0', ...seen, ...never, ...counts };
}

function hourOf(instant: number): number {
  return Math.floor(instant / HOUR) * HOUR;
}
