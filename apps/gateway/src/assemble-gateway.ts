import type { Client } from '@elastic/elasticsearch';
import { indexNames, topicNames, type Freshness, type IndexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogTail } from '@lianfang/platform/kafka';
import {
  createDirectoryStore,
  createHourHistory,
  createPostureStore,
  createStoredEvidence,
  createStoredRows,
  createStoredSketches,
  readCountedEvents,
  readDropped,
  readSteadily,
  type DirectoryStore,
} from '@lianfang/store';
import { LiveServer } from '@lianfang/stream';
import type { Registry } from 'prom-client';
import { assembleRangeDesks, type RangeDesks } from './api/assemble-range-desks';
import type { DroppedRows } from './api/kept-rows';
import { QuestionGate } from './api/question-gate';
import { DirectoryFile, LiveBoard, NormalRanges, type RegistryFile } from '@lianfang/board';
import { Figures } from './board/figures';
import type { Environment } from './environment';
import { eventNames } from './evidence/event-names';
import { EvidenceDesk } from './evidence/evidence-desk';
import { createCounters, registerGauges } from './gateway-metrics';
import { hubOptions } from './live/hub-options';
import { assemblePostures } from './posture/assemble-postures';
import type { PostureDesk } from './posture/posture-desk';
import type { ServiceLog } from './service-log';
import { assembleSensors } from './sensors/assemble-sensors';
import type { SensorDesk } from './sensors/sensor-desk';
import { assembleShared, type AssembledShared } from './across-counties/assemble-shared';
import { SketchDesk } from './sketches/sketch-desk';

/** The gateway's parts, joined. */
export interface AssembledGateway extends RangeDesks {
  readonly live: LiveBoard;
  readonly figures: Figures;
  readonly server: LiveServer;
  readonly directory: DirectoryFile;
  /** Directories that were taken by upload. */
  readonly directories: DirectoryStore;
  readonly registry: RegistryFile;
  readonly sketchDesk: SketchDesk;
  readonly evidenceDesk: EvidenceDesk;
  readonly sensorDesk: SensorDesk;
  readonly postureDesk: PostureDesk;
  readonly shared: AssembledShared;
  /** @throws when Elasticsearch does not answer. */
  checkElasticsearch(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Joins the gateway's parts; nothing is asked before `start` but which directory is in force.
 * @throws FollowedFileError on a bad file.
 */
export async function assembleGateway(
  environment: Environment,
  metrics: Registry,
  log: ServiceLog,
): Promise<AssembledGateway> {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const kafka = createKafka(environment, 'lianfang-gateway', (level, message) => {
    if (level === 'error' || level === 'warn') log.warn(message);
  });
  const { rowsLive } = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const counters = createCounters(metrics);
  const directories = createDirectoryStore(client, names);
  const directory = new DirectoryFile(environment.LIANFANG_DIRECTORY, log, directories);
  await directory.ask();
  const stored = createStoredRows(client, names);
  const steadily = <T>(read: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
    readSteadily(() => stored.generation(), read, signal);
  const live = new LiveBoard({
    stored,
    openTail: (onCrash) => createKafkaLogTail(kafka, rowsLive, onCrash),
    log,
    onMessage: (kind) => counters.liveMessages.inc({ kind }),
  });
  const history = createPostureStore(client, names).history;
  const freshness = (county?: string): Freshness => figures.freshness(county);
  const postures = assemblePostures({ environment, directory, metrics, log, history, freshness });
  const hourHistory = createHourHistory(client, names);
  const normals = new NormalRanges(hourHistory, log);
  const figures = new Figures(live, directory, normals, postures.book);
  const server = new LiveServer({ read: (view) => figures.view(view) }, hubOptions(counters));
  registerGauges(metrics, { live, server, figures });
  const ranges = {
    dropped: droppedRows(client, names),
    openPeriods: () => figures.openPeriods(),
    freshness,
    gate: new QuestionGate(),
    isCounty: (code: string) => directory.counties.has(code),
  };
  const counties = () => [...directory.counties.keys()];
  const desks = assembleRangeDesks({ ...ranges, client, names, history: hourHistory, steadily, counties });
  const sketches = {
    ...ranges,
    stored: createStoredSketches(client, names),
    steadily,
    clock: () => figures.freshness().asOf ?? Date.now(),
    asOf: () => figures.sketchesAsOf(),
  };
  const sketchDesk = new SketchDesk({ ...sketches, now: () => Date.now() });
  const evidenceDesk = new EvidenceDesk({
    ...ranges,
    stored: createStoredEvidence(client, names),
    counted: (question) => steadily(() => readCountedEvents(client, names, question)),
    droppedEvidence: (within) => readDropped(client, names, { family: 'evidence', within }),
    asOf: () => figures.evidenceAsOf(),
    names: eventNames(environment),
  });
  const path = environment.LIANFANG_SENSORS || undefined;
  const sensors = assembleSensors({ client, names, path, directory, figures, metrics, log });
  return {
    live,
    figures,
    server,
    directory,
    directories,
    registry: sensors.registry,
    ...desks,
    sketchDesk,
    evidenceDesk,
    sensorDesk: sensors.desk,
    postureDesk: postures.desk,
    shared: assembleShared({ figures, sketches, directory }),
    checkElasticsearch: () => checkElasticsearch(client),
    start: () => {
      directory.watch();
      sensors.registry.watch();
      postures.start();
      live.start();
    },
    stop: async () => {
      directory.close();
      sensors.registry.close();
      await Promise.all([live.stop(), postures.stop()]);
      await client.close();
    },
  };
}

async function checkElasticsearch(client: Client): Promise<void> {
  await client.cluster.health({ timeout: '2s' }, { requestTimeout: 2_500 });
}

/** Each tier has its line in the table of retention. */
function droppedRows(client: Client, names: IndexNames): DroppedRows {
  const families = { minute: 'minutes', hour: 'hours', day: 'days' } as const;
  return (tier, within) => readDropped(client, names, { family: families[tier], within });
}
