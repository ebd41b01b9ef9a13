import type { Client } from '@elastic/elasticsearch';
import { indexNames, topicNames, type IndexNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogTail } from '@lianfang/platform/kafka';
import {
  countSeriesRows,
  createHourHistory,
  createStoredEvidence,
  createStoredRows,
  createStoredSketches,
  readBreakdown,
  readCountedEvents,
  readDropped,
  readSeries,
  readSteadily,
} from '@lianfang/store';
import { LiveServer } from '@lianfang/stream';
import type { Registry } from 'prom-client';
import { BreakdownDesk } from './api/breakdown-desk';
import type { DroppedRows } from './api/kept-rows';
import { QuestionGate } from './api/question-gate';
import { SeriesDesk } from './api/series-desk';
import { DirectoryFile, LiveBoard, NormalRanges } from '@lianfang/board';
import { Figures } from './board/figures';
import type { Environment } from './environment';
import { eventNames } from './evidence/event-names';
import { EvidenceDesk } from './evidence/evidence-desk';
import { createCounters, registerGauges } from './gateway-metrics';
import { hubOptions } from './live/hub-options';
import type { ServiceLog } from './service-log';
import { assembleSensors } from './sensors/assemble-sensors';
import type { SensorDesk } from './sensors/sensor-desk';
import { SketchDesk } from './sketches/sketch-desk';

/** The gateway's parts, joined. */
export interface AssembledGateway {
  readonly live: LiveBoard;
  readonly figures: Figures;
  readonly server: LiveServer;
  readonly directory: DirectoryFile;
  readonly seriesDesk: SeriesDesk;
  readonly breakdownDesk: BreakdownDesk;
  readonly sketchDesk: SketchDesk;
  readonly evidenceDesk: EvidenceDesk;
  readonly sensorDesk: SensorDesk;
  /** @throws when Elasticsearch does not answer. */
  checkElasticsearch(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/**
 * Joins the gateway's parts; nothing is connected before `start`.
 * @throws FollowedFileError on a bad file.
 */
export function assembleGateway(environment: Environment, metrics: Registry, log: ServiceLog): AssembledGateway {
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const kafka = createKafka(environment, 'lianfang-gateway', (level, message) => {
    if (level === 'error' || level === 'warn') log.warn(message);
  });
  const { rowsLive } = topicNames(environment.LIANFANG_TOPIC_PREFIX);
  const counters = createCounters(metrics);
  const directory = new DirectoryFile(environment.LIANFANG_DIRECTORY, log);
  const stored = createStoredRows(client, names);
  const steadily = <T>(read: () => Promise<T>): Promise<T> => readSteadily(() => stored.generation(), read);
  const live = new LiveBoard({
    stored,
    openTail: (onCrash) => createKafkaLogTail(kafka, rowsLive, onCrash),
    log,
    onMessage: (kind) => counters.liveMessages.inc({ kind }),
  });
  const figures = new Figures(live, directory, new NormalRanges(createHourHistory(client, names), log));
  const server = new LiveServer({ read: (view) => figures.view(view) }, hubOptions(counters));
  registerGauges(metrics, { live, server, figures });
  const ranges = {
    dropped: droppedRows(client, names),
    openPeriods: () => figures.openPeriods(),
    freshness: () => figures.freshness(),
    gate: new QuestionGate(),
  };
  const seriesDesk = new SeriesDesk({
    ...ranges,
    read: (question) => steadily(() => readSeries(client, names, question)),
    count: (question) => countSeriesRows(client, names, question),
    isCounty: (code) => directory.counties.has(code),
  });
  const breakdownDesk = new BreakdownDesk({
    ...ranges,
    read: (question) => steadily(() => readBreakdown(client, names, question)),
    isCounty: (code) => directory.counties.has(code),
  });
  const sketchDesk = new SketchDesk({
    stored: createStoredSketches(client, names),
    steadily,
    openPeriods: () => figures.openPeriods(),
    clock: () => figures.freshness().asOf ?? Date.now(),
    asOf: () => figures.sketchesAsOf(),
    isCounty: (code) => directory.counties.has(code),
    now: () => Date.now(),
  });
  const evidenceDesk = new EvidenceDesk({
    ...ranges,
    stored: createStoredEvidence(client, names),
    counted: (question) => steadily(() => readCountedEvents(client, names, question)),
    droppedEvidence: (within) => readDropped(client, names, { family: 'evidence', within }),
    asOf: () => figures.evidenceAsOf(),
    names: eventNames(environment),
    isCounty: (code) => directory.counties.has(code),
  });
  const path = environment.LIANFANG_SENSORS || undefined;
  const sensors = assembleSensors({ client, names, path, directory, figures, metrics, log });
  return {
    live,
    figures,
    server,
    directory,
    seriesDesk,
    breakdownDesk,
    sketchDesk,
    evidenceDesk,
    sensorDesk: sensors.desk,
    checkElasticsearch: async () => {
      await client.cluster.health({ timeout: '2s' }, { requestTimeout: 2_500 });
    },
    start: () => {
      directory.watch();
      sensors.registry.watch();
      live.start();
    },
    stop: async () => {
      directory.close();
      sensors.registry.close();
      await live.stop();
      await client.close();
    },
  };
}

/** Each tier has its line in the table of retention. */
function droppedRows(client: Client, names: IndexNames): DroppedRows {
  const families = { minute: 'minutes', hour: 'hours', day: 'days' } as const;
  return (tier, within) => readDropped(client, names, { family: families[tier], within });
}
