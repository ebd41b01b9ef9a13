import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@elastic/elasticsearch';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  CENTRE_ONLY,
  indexNames,
  PURPOSE_HEADER,
  topicNames,
  type LedgerRow,
  type Posture,
  type Watermark,
} from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogWriter } from '@lianfang/platform/kafka';
import { startService } from '@lianfang/platform/service';
import {
  createAlertStore,
  createEvidenceStore,
  createPostureStore,
  createSensorSignStore,
  createSketchStore,
} from '@lianfang/store';
import {
  eventually,
  ledgerRow,
  TestSessions,
  testServers,
  uniquePrefix,
  watermark,
  type TestPerson,
} from '@lianfang/testing';
import { DAY_MS, HOUR_MS } from '@lianfang/views';
import type { Environment } from '../../apps/gateway/src/environment';
import { GatewayModule } from '../../apps/gateway/src/gateway.module';
import { prepareApplication } from '../../apps/gateway/src/prepare-application';
import { RowFeeder } from '../../apps/gateway/src/row-feeder';
import { CENTRE_MARK, FOREIGN, OWN, PLACES, THIRD, UNLOCATED_PLACE, type Place } from './places';
import { StoreProxy } from './store-proxy';
import { TokenIssuer, type TokenClaims } from './token-issuer';
import {
  AUDITED_DAY,
  directoryText,
  evidenceOf,
  letterOf,
  lookAt,
  postureOf,
  rowsOf,
  sensorsText,
  signOf,
  sketchOf,
  worldTimeOf,
} from './wall-data';
import { savePeoplesWork } from './wall-saved';

/** Who asks: a person, a program, or nobody. */
export type Asker =
  | { readonly kind: 'person'; readonly person: TestPerson }
  | { readonly kind: 'program'; readonly claims: TokenClaims }
  | { readonly kind: 'nobody' };

/** A route as the HTTP adapter has it. */
export interface AdapterRoute {
  readonly method: string;
  /** `/api/v1/counties/:code` */
  readonly path: string;
}

/** How it is asked; JSON is sent, and the origin of the gateway, where there is a body. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An answer, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

const PENDING = 4_099_063;
/** What is after every county, where there is a crowd. */
export const COMMON_SOURCE = '198.51.100.77';

/** Three counties and what belongs to none, or a crowd beside them, on a real Kafka and a real Elasticsearch, behind a real gateway. */
export class WallWorld {
  /** The instant that the figures are true of: it stands, so that nothing changes by itself. */
  private readonly at = Date.now();
  readonly time = worldTimeOf(this.at);
  readonly prefix = uniquePrefix();
  readonly names = indexNames(this.prefix);
  readonly topic = topicNames(this.prefix).threatEvents;
  /** What the adapter was given, and `/live`. */
  readonly routes: AdapterRoute[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'lianfang-walls-'));
  private readonly sessions = new TestSessions(this.folder);
  private readonly client: Client = createElasticsearch({ ELASTICSEARCH_NODE: testServers().node });
  private readonly kafka = createKafka({ KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off' }, 'walls');
  private readonly admin = createKafkaLogAdmin(this.kafka);
  private readonly writer = createKafkaLogWriter(this.kafka);
  private readonly feeder = new RowFeeder(
    { KAFKA_BROKERS: testServers().brokers, KAFKA_TLS: 'off', ELASTICSEARCH_NODE: testServers().node },
    this.prefix,
  );
  private parts:
    { issuer: TokenIssuer; store: StoreProxy; application: NestFastifyApplication; url: string } | undefined;

  private readonly places: readonly Place[];
  private readonly total: number;

  /** @param crowd further counties; all are after one source then, {@link COMMON_SOURCE} */
  constructor(private readonly crowd: readonly Place[] = []) {
    this.places = [...PLACES, ...crowd];
    this.total = this.places.reduce((sum, { now, past }) => sum + now + past, 0);
  }

  async open(): Promise<void> {
    await this.fill();
    const issuer = await TokenIssuer.start();
    const store = await StoreProxy.start(testServers().node);
    const environment = this.environment(issuer.issuer, store.node);
    const application = await startService({
      module: GatewayModule.forRoot(environment),
      settings: environment,
      prepare: async (started) => {
        const fastify = started.getHttpAdapter().getInstance();
        fastify.addHook('onRoute', ({ method, url }) => {
          for (const each of [method].flat()) this.routes.push({ method: each, path: url });
        });
        await prepareApplication(started, environment);
      },
    });
    const url = (await application.getUrl()).replace('[::1]', '127.0.0.1');
    this.parts = { issuer, store, application, url };
    const analyst: Asker = { kind: 'person', person: { roles: ['central-analyst'] } };
    await eventually(async () => (await this.ask(analyst, '/api/v1/ledger')).status === 200, {
      because: 'the ledger is checked',
    });
    await eventually(async () => (await this.ask(analyst, '/health/ready')).status === 200, {
      because: 'all is loaded',
    });
    const auditor: Asker = { kind: 'person', person: { roles: ['auditor'] } };
    const kept = `/api/v1/audit?county=${THIRD.county}&about=own&to=${AUDITED_DAY.to}`;
    await eventually(async () => (await this.ask(auditor, kept)).body.includes(THIRD.mark), {
      because: 'the audit is kept',
    });
    const located = this.places.length - 1;
    await eventually(async () => (await this.ask(analyst, '/api/v1/posture')).body.split('"score"').length > located, {
      because: 'postures are known',
    });
  }

  get url(): string {
    return this.opened().url;
  }

  get store(): StoreProxy {
    return this.opened().store;
  }

  get application(): NestFastifyApplication {
    return this.opened().application;
  }

  /** Asks, signed in anew: so that no answer depends on what was asked before. */
  async ask(asker: Asker, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
    const sent = body !== undefined && { 'content-type': 'application/json', origin: this.url };
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: { ...(await this.credentials(asker)), [PURPOSE_HEADER]: 'test', ...sent, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.text() };
  }

  /** The headers that say who asks. */
  async credentials(asker: Asker): Promise<Record<string, string>> {
    if (asker.kind === 'nobody') return {};
    if (asker.kind === 'person') return { cookie: await this.sessions.cookie(asker.person) };
    return { authorization: await this.opened().issuer.authorization(asker.claims) };
  }

  /** The cookie of somebody who signed in at an instant (milliseconds since 1970 UTC). */
  cookie(person: TestPerson, at?: number): Promise<string> {
    return this.sessions.cookie(person, at);
  }

  /** The id of a kept event of a place; `began`: the one of {@link OWN} that another county began. */
  evidenceId(place: Place, which: 'first' | 'began' = 'first'): string {
    return `${this.topic}.1.0.${this.firstOffset(place) + (which === 'began' ? 3 : 0)}`;
  }

  letterId(place: Place): string {
    return `${this.topic}.0.${PLACES.indexOf(place)}`;
  }

  /**
   * Everything that does not belong to {@link OWN} changes: rows, sketches, events, signs, letters, alerts, the directory and
   * the log. Of {@link FOREIGN} there is an agency more.
   */
  async changeOthers(): Promise<void> {
    const others = PLACES.filter((place) => place !== OWN);
    const { minute, hour } = this.time;
    const late = others.flatMap((place) =>
      rowsOf(this.topic, place, { tier: 'minute', time: minute, count: place.later, chunk: '0.1' }),
    );
    const opened = `{ id: ${FOREIGN.mark}-later, county: '${FOREIGN.county}', name: { zh: 新設, en: New }, protectedAddresses: 9, ranges: [10.65.0.0/16] }`;
    writeFileSync(join(this.folder, 'directory.yaml'), directoryText(this.places, [`  - ${opened}`]));
    const moved = this.reached({ processed: this.total + 1, pending: PENDING + 7 });
    await this.storeBeside(others, { chunk: '0.1', firstOffset: 500 });
    await createSketchStore(this.client, this.names).write(
      others.map((place) => sketchOf(this.topic, place, { hour, chunk: '0.1' })),
    );
    await this.writeAlert('second');
    await this.stand(others, minute + 1_000, { score: 40 });
    await this.feeder.feed({ rows: late, ledger: [this.account(this.total + 1, '0.1')], watermark: moved });
  }

  /** More events of the open minute of one county. */
  async addEvents(place: Place, count: number, chunk: string): Promise<void> {
    const rows = rowsOf(this.topic, place, { tier: 'minute', time: this.time.minute, count, chunk });
    await this.feeder.feed({ rows });
  }

  /** Fields of every index and template of this world, as Elasticsearch has them, by the name of the alias. */
  async storedFields(): Promise<readonly (readonly [name: string, fields: readonly string[]])[]> {
    const all = `${this.prefix}-*`;
    const indices = Object.entries(await this.client.indices.getMapping({ index: all }));
    const { index_templates: templates } = await this.client.indices.getIndexTemplate({ name: all });
    const found = [
      ...indices.map(([name, { mappings }]) => [name, mappings] as const),
      ...templates.map(({ name, index_template: of }) => [name, of.template?.mappings] as const),
    ];
    return found.map(
      ([name, mappings]) => [name.replace(/-v\d.*$/, ''), Object.keys(mappings?.properties ?? {})] as const,
    );
  }

  async close(): Promise<void> {
    if (this.parts) {
      await this.parts.application.close();
      await Promise.all([this.parts.store.stop(), this.parts.issuer.stop()]);
    }
    await this.feeder.close();
    await Promise.all([this.writer.close(), this.admin.close(), this.client.close()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** From before the first event to after the last. */
  get range(): { readonly from: string; readonly to: string } {
    const { past, minute } = this.time;
    return { from: new Date(past - DAY_MS).toISOString(), to: new Date(minute + HOUR_MS).toISOString() };
  }

  private opened() {
    if (!this.parts) throw new Error('The world is not open.');
    return this.parts;
  }

  private firstOffset(place: Place): number {
    return 10 * (PLACES.indexOf(place) + 1);
  }

  private async fill(): Promise<void> {
    writeFileSync(join(this.folder, 'directory.yaml'), directoryText(this.places));
    writeFileSync(join(this.folder, 'sensors.yaml'), sensorsText());
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>page</title>');
    await Promise.all([this.feeder.open(), this.admin.connect(), this.writer.connect()]);
    await this.admin.ensureTopics(
      [this.topic, `${this.topic}.rejected`].map((topic) => ({
        topic,
        partitions: 1,
        settings: { 'message.timestamp.type': 'LogAppendTime' },
      })),
    );
    const { minute, hour, past } = this.time;
    const rows = this.places.flatMap((place) => [
      ...rowsOf(this.topic, place, { tier: 'minute', time: minute, count: place.now }),
      ...rowsOf(this.topic, place, { tier: 'hour', time: past, count: place.past }),
      ...rowsOf(this.topic, place, { tier: 'day', time: past, count: place.past }),
    ]);
    await this.feeder.keep({ rows, ledger: [this.account(this.total, '0.0')] });
    await this.feeder.keep({ watermark: this.reached({ processed: this.total, pending: PENDING }) });
    const sketches = createSketchStore(this.client, this.names);
    const common = this.crowd.length > 0 ? COMMON_SOURCE : undefined;
    await sketches.write(this.places.map((place) => sketchOf(this.topic, place, { hour, common })));
    await this.stand(this.places, minute);
    await this.storeBeside(PLACES, { chunk: '0.0' });
    await savePeoplesWork(this.client, this.names, minute);
    await this.writeAlert('first');
    const looks = PLACES.filter((place) => place !== UNLOCATED_PLACE).map(lookAt);
    await this.writer.append(`${this.prefix}audit`, looks);
  }

  /** Says how places stand, on the topic and among those that are kept. */
  async stand(places: readonly Place[], at: number, change: Partial<Posture> = {}): Promise<void> {
    const located = places.filter((place) => place !== UNLOCATED_PLACE);
    const postures = located.map((place) => postureOf(place, at, change));
    await createPostureStore(this.client, this.names).write(postures);
    const messages = postures.map((posture) => ({ key: posture.county, value: JSON.stringify(posture) }));
    await this.writer.append(topicNames(this.prefix).posture, messages);
  }

  /** Events, signs and rejected records. */
  private async storeBeside(
    places: readonly Place[],
    { firstOffset }: { chunk: string; firstOffset?: number },
  ): Promise<void> {
    const { minute } = this.time;
    const first = (place: Place): number => this.firstOffset(place) + (firstOffset ?? 0);
    const kept = places.flatMap((place) => evidenceOf(this.topic, place, minute, first(place)));
    await createEvidenceStore(this.client, this.names).write(kept);
    const signs = places.map((place) => signOf(this.topic, place, minute + (firstOffset ?? 0), first(place)));
    await createSensorSignStore(this.client, this.names).write(signs);
    const letters = places.map((place) => letterOf(this.topic, place, first(place), minute));
    for (const letter of letters) await this.writer.appendOne(`${this.topic}.rejected`, letter);
    await this.client.indices.refresh({ index: `${this.prefix}-*` });
  }

  private async writeAlert(name: string): Promise<void> {
    const source = { topic: CENTRE_MARK, epoch: 1, partition: 0 };
    const id = `ledger-equation/${CENTRE_MARK}-${name}/1/0`;
    const at = this.time.minute;
    await createAlertStore(this.client, this.names).change(id, () => ({
      id,
      kind: 'ledger-equation',
      severity: 'critical',
      county: CENTRE_ONLY,
      source,
      opened: at,
      lastSeen: at,
      closed: null,
      times: 1,
      figures: { accounted: 1 },
      words: 'alert.ledger-equation',
    }));
  }

  private account(counted: number, chunk: string): LedgerRow {
    const source = { topic: this.topic, epoch: 1, partition: 0 };
    return ledgerRow({ ...source, chunk, from: 0, to: counted, counted, hours: [this.time.hour] });
  }

  private reached({ processed, pending }: { processed: number; pending: number }): Watermark {
    const { hour, day, minute } = this.time;
    const { at } = this;
    return watermark({
      topic: this.topic,
      epoch: 1,
      partition: 0,
      processed,
      logEnd: processed + pending,
      at,
      logTime: at,
      eventTime: minute,
      sketchesAsOf: at,
      evidenceAsOf: at,
      signsAsOf: at,
      openHours: [hour],
      openDays: [day],
    });
  }

  private environment(issuer: string, node: string): Environment {
    return {
      HOST: '127.0.0.1',
      PORT: 0,
      LOG_LEVEL: 'fatal',
      KAFKA_BROKERS: testServers().brokers,
      KAFKA_TLS: 'off',
      ELASTICSEARCH_NODE: node,
      LIANFANG_DIRECTORY: join(this.folder, 'directory.yaml'),
      LIANFANG_SENSORS: join(this.folder, 'sensors.yaml'),
      LIANFANG_DASHBOARD: this.folder,
      LIANFANG_TOPIC_PREFIX: this.prefix,
      LIANFANG_INDEX_PREFIX: this.prefix,
      LIANFANG_GROUP: 'collector',
      LIANFANG_LEDGER_CHECK_MS: 600_000,
      LIANFANG_AUDIT_CHECK: 86_400_000,
      LIANFANG_ORIGINS: ['https://wall.example'],
      LIANFANG_VIEWERS: 1_000,
      ...this.sessions.settings,
      LIANFANG_OIDC_ISSUER: issuer,
    };
  }
}
