import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@elastic/elasticsearch';
import { indexNames, type IndexNames, type SeriesAnswer } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import {
  createKafka,
  createKafkaLogAdmin,
  createKafkaLogWriter,
  type LogWriter,
  type TopicPlan,
} from '@lianfang/platform/kafka';
import { testServers, uniquePrefix } from '@lianfang/testing';
import { startCollector, untilStored, type CollectorProcess } from './collector-process';
import { startGateway, type GatewayProcess } from './gateway-process';
import { NEW_TAIPEI, PastLog, TAIPEI, TAOYUAN, type Counts, type LoggedEvent, type Range } from './rebuild-log';
import { allStored, type StoredDocument } from './stored-documents';

const HOUR = 3_600_000;
const LOAD_EVERY_MS = 100;
/** What the collector counts by. */
export const OLD_DIRECTORY = 'deploy/local/demonstration/directory.yaml';

/** Something that runs until it is told to stop. */
export interface Running {
  stop(): Promise<void>;
}

/** A topic with two hours of the past, a collector that has counted them and goes on, and a gateway. */
export class RebuildWorld {
  readonly prefix = uniquePrefix();
  readonly names: IndexNames = indexNames(this.prefix);
  readonly topic = `${this.prefix}.threat-events`;
  readonly past = new PastLog(Date.now());
  /** What came after the past. */
  readonly live: LoggedEvent[] = [];
  readonly kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'test');
  readonly client: Client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  private readonly writer: LogWriter = createKafkaLogWriter(this.kafka);
  readonly folder = mkdtempSync(join(tmpdir(), 'lianfang-rebuild-'));
  /** The directory in which 10.8.0.0/16 belongs to Taipei. */
  readonly corrected = join(this.folder, 'directory.yaml');
  collector: CollectorProcess | undefined;
  gateway: GatewayProcess | undefined;

  /** Without a past. @param program a collector whose chunks are short. */
  async openEmpty(program: string): Promise<void> {
    await this.prepare([{ topic: this.topic, partitions: 2, settings: { 'message.timestamp.type': 'LogAppendTime' } }]);
    this.collector = startCollector(this.prefix, {}, program);
  }

  /** @param settings of the collector. */
  async open(settings: Record<string, string> = {}): Promise<void> {
    await this.past.write(this.kafka, this.topic);
    await this.prepare([]);
    this.collector = startCollector(this.prefix, settings);
    // Chunks of now end those of the past.
    await this.send(40);
    await this.untilCounted('the past is counted');
    await untilStored(
      async () => (await this.letters()) === this.past.unreadable,
      'and what nobody can read has its letter',
    );
  }

  private async prepare(plans: readonly TopicPlan[]): Promise<void> {
    const wrong = "- id: new-taipei-education-network\n    county: '65000'";
    const parts = readFileSync(OLD_DIRECTORY, 'utf8').split(wrong);
    if (parts.length !== 2) throw new Error('The demonstration directory has changed: correct this test.');
    writeFileSync(this.corrected, parts.join(wrong.replace(NEW_TAIPEI, TAIPEI)));
    const admin = createKafkaLogAdmin(this.kafka);
    await Promise.all([admin.connect(), this.writer.connect()]);
    await admin.ensureTopics([
      ...plans,
      { topic: `${this.topic}.rejected`, partitions: 1, settings: {} },
      { topic: `${this.prefix}.rows.live`, partitions: 1, settings: {} },
    ]);
    await admin.close();
  }

  /** Waits until the hours of the past are rolled up, and starts a gateway. */
  async serve(): Promise<void> {
    await untilStored(async () => (await this.openHours()).length === 0, 'hours of the past are rolled up');
    this.gateway = await startGateway(this.prefix);
  }

  /** How many letters there are. */
  async letters(): Promise<number> {
    const admin = createKafkaLogAdmin(this.kafka);
    await admin.connect();
    const bounds = await admin.bounds(`${this.topic}.rejected`);
    await admin.close();
    return bounds.reduce((sum, { end }) => sum + end, 0);
  }

  async close(): Promise<void> {
    await this.collector?.end('SIGKILL');
    await this.gateway?.end();
    await Promise.all([this.writer.close(), this.client.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  get events(): readonly LoggedEvent[] {
    return [...this.past.events, ...this.live];
  }

  /** Appends events as sensors would now. */
  async send(count: number): Promise<void> {
    const events = this.past.make(count, Date.now());
    this.live.push(...events);
    const records = events.map(({ value }, at) => ({ key: `sensor-${at % 4}`, value }));
    await this.writer.append(this.topic, records);
  }

  /** Appends events all the time. */
  startLoad(): Running {
    return againAndAgain(async () => {
      await this.send(200);
      await pause(LOAD_EVERY_MS);
    });
  }

  /** Asks REST for past hours all the time, and notes each answer under its question. */
  startReader(seen: Map<string, number[]>): Running {
    return againAndAgain(async () => {
      for (const county of [undefined, TAIPEI, NEW_TAIPEI]) {
        for (const interval of ['minute', 'hour'] as const) {
          const { total } = await this.series(interval, this.past.range, county);
          const key = `${county ?? 'nation'} by ${interval}`;
          seen.set(key, [...(seen.get(key) ?? []), total.blocked]);
        }
      }
    });
  }

  series(interval: 'minute' | 'hour', range: Range, county?: string): Promise<SeriesAnswer> {
    // Whole hours only: the last one may still get events.
    const round = (time: number): number => (interval === 'hour' ? Math.floor(time / HOUR) * HOUR : time);
    const [from, to] = [range.from, range.to].map((time) => new Date(round(time)).toISOString());
    const scope = county === undefined ? '' : `&county=${county}`;
    return this.rest<SeriesAnswer>(`/api/v1/series?interval=${interval}&from=${from}&to=${to}${scope}`);
  }

  get url(): string {
    return this.served.url;
  }

  rest<T>(path: string): Promise<T> {
    return this.served.json<T>(path);
  }

  private get served(): GatewayProcess {
    if (!this.gateway) throw new Error('The gateway was not started.');
    return this.gateway;
  }

  /** What REST says of everything, by county, hour by hour. */
  async restCounts(): Promise<Counts> {
    const everything = { from: this.past.range.from, to: Date.now() + 2 * HOUR };
    const counties = [NEW_TAIPEI, TAIPEI, TAOYUAN];
    const answers = await Promise.all(counties.map((county) => this.series('hour', everything, county)));
    return Object.fromEntries(counties.map((county, at) => [county, answers[at]?.total.blocked ?? NaN]));
  }

  /** What minute rows say, as Elasticsearch has them. @param to event time, milliseconds. */
  async storedCounts(to = Infinity): Promise<Counts> {
    const counts: Record<string, number> = {};
    for (const { source } of await allStored(this.client, this.names.rowsMinute)) {
      if (source['kind'] !== 'totals' || Number(source['time']) >= to) continue;
      const county = String(source['county']);
      counts[county] = (counts[county] ?? 0) + Number(source['count']);
    }
    return counts;
  }

  /** Takes the records of these blocks from the log, as retention would. */
  async deleteBefore({ from, to }: Range): Promise<void> {
    const own = this.past.events.filter(({ logTime }) => logTime >= from && logTime < to).length;
    const partitions = [0, 1].map((partition) => ({ partition, offset: String(own / 2) }));
    const admin = this.kafka.admin();
    await admin.connect();
    // The client deletes only where it knows the leaders.
    await admin.fetchTopicOffsets(this.topic);
    await admin.deleteTopicRecords({ topic: this.topic, partitions });
    await admin.disconnect();
  }

  /** Deletes the topic and makes it again, empty. */
  async makeAnew(): Promise<void> {
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [this.topic] });
    const isGone = async (): Promise<boolean> => !(await admin.listTopics()).includes(this.topic);
    await untilStored(isGone, 'the topic is deleted');
    await admin.createTopics({ topics: [{ topic: this.topic, numPartitions: 2 }] }).catch(() => undefined);
    const isThere = async (): Promise<boolean> => (await admin.fetchTopicOffsets(this.topic)).length === 2;
    await untilStored(isThere, 'the topic is made anew');
    await admin.disconnect();
  }

  /** Everything that a rebuild may change. */
  async snapshot(): Promise<StoredDocument[]> {
    const { rowsMinute, rowsHour, rowsDay, sketchesChunk, sketchesHour, revisions, evidence, ledger, pin } = this.names;
    const rows = [rowsMinute, rowsHour, rowsDay, sketchesChunk, sketchesHour];
    const sets: StoredDocument[][] = [];
    for (const alias of [...rows, revisions, evidence, ledger, pin]) {
      sets.push(await allStored(this.client, alias).catch(() => []));
    }
    return sets.flat();
  }

  /** Does something while the collector sleeps: one that is awake may close an hour, and write its rows, at any time. */
  async whileAsleep<T>(work: () => Promise<T>): Promise<T> {
    this.collector?.signal('SIGSTOP');
    try {
      return await work();
    } finally {
      this.collector?.signal('SIGCONT');
    }
  }

  /** Waits until the ledger has as many offsets as were sent. */
  async untilCounted(because: string): Promise<void> {
    await untilStored(async () => (await this.accounted()) === this.events.length, because);
  }

  /** Waits until records of this log time are counted. */
  async untilStoredAt(logTime: number): Promise<void> {
    const reached = async (): Promise<boolean> => {
      const marks = await allStored(this.client, this.names.watermark).catch(() => []);
      return marks.length === 2 && marks.every(({ source }) => Number(source['logTime']) >= logTime);
    };
    await untilStored(reached, 'the stream comes so far');
  }

  async untilEqual<T>(look: () => Promise<T>, wanted: T, because: string): Promise<void> {
    const isEqual = async (): Promise<boolean> => {
      expect(await look()).toEqual(wanted);
      return true;
    };
    await untilStored(isEqual, because);
  }

  async accounted(): Promise<number> {
    const rows = await allStored(this.client, this.names.ledger).catch(() => []);
    return rows.reduce((sum, { source }) => sum + Number(source['to']) - Number(source['from']), 0);
  }

  private async openHours(): Promise<number[]> {
    const marks = await allStored(this.client, this.names.watermark);
    const hours = marks.flatMap(({ source }) => source['openHours'] as number[]);
    return hours.filter((hour) => hour + HOUR <= this.past.range.to - 10 * 60_000);
  }
}

function againAndAgain(work: () => Promise<void>): Running {
  let isStopped = false;
  const running = (async () => {
    while (!isStopped) await work();
  })();
  return {
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}
