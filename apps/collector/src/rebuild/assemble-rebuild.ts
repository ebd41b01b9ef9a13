import { indexNames, topicNames } from '@lianfang/contract';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import { createKafka, createKafkaLogAdmin, createKafkaLogReader, createKafkaLogWriter } from '@lianfang/platform/kafka';
import {
  createArtifactStore,
  createEpochStore,
  createEvidenceStore,
  createLedgerAudit,
  createPinStore,
  createRebuildLock,
  createRevisionStore,
  createRowStore,
  createSketchStore,
  installIndexTemplates,
} from '@lianfang/store';
import type { RebuildEnvironment } from '../environment';
import { withIndicators } from '../enriched-evidence';
import { IndicatorFile } from '../reference/indicator-file';
import { ReferenceData } from '../reference/reference-data';
import { StageLibrary } from '../reference/stage-library';
import { createPatience } from './patience';
import type { RebuildParts } from './rebuild-parts';

/** While collectors wait for a switch that does not come, they must not wait for longer. */
const LONGEST_TRY_MS = 60_000;

/** The parts of a rebuild on real servers, connected, and how to let go of them. */
export interface AssembledRebuild {
  readonly parts: RebuildParts;
  close(): Promise<void>;
}

/** Joins the parts. @param say tells the person at the terminal. */
export async function assembleRebuild(
  environment: RebuildEnvironment,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<AssembledRebuild> {
  const kafka = createKafka(environment, 'lianfang-rebuild');
  const client = createElasticsearch(environment);
  const names = indexNames(environment.LIANFANG_INDEX_PREFIX);
  const [admin, writer, reader] = [
    createKafkaLogAdmin(kafka),
    createKafkaLogWriter(kafka),
    createKafkaLogReader(kafka),
  ];
  const patience = createPatience({ limit: LONGEST_TRY_MS, signal, warn: say });
  const artifacts = createArtifactStore(client, names);
  // Only what pins name is read: it follows no files of its own.
  const log = { log: say, warn: say, error: say };
  const reference = new ReferenceData({ directory: '', countries: '' }, artifacts, log);
  const indicators = new IndicatorFile(environment.LIANFANG_INDICATORS, log);
  const parts: RebuildParts = {
    client,
    names,
    admin,
    reader: { ...reader, read: (range, maxBytes) => patience('Reading the log', () => reader.read(range, maxBytes)) },
    artifacts,
    library: new StageLibrary(reference, environment.LIANFANG_TOPIC_PREFIX),
    group: environment.LIANFANG_TOPIC_PREFIX + environment.LIANFANG_GROUP,
    epochs: createEpochStore(client, names),
    pins: createPinStore(client, names),
    audit: createLedgerAudit(client, names),
    stores: {
      rows: createRowStore(client, names),
      revisions: createRevisionStore(client, names),
      sketches: createSketchStore(client, names),
      evidence: withIndicators(createEvidenceStore(client, names), indicators),
    },
    destinations: { log: writer, rowsLive: topicNames(environment.LIANFANG_TOPIC_PREFIX).rowsLive },
    indicators,
    lock: createRebuildLock(client, names),
    patience,
    say,
  };
  await Promise.all([admin.connect(), writer.connect()]);
  await installIndexTemplates(client, names);
  const close = async (): Promise<void> => {
    await Promise.allSettled([writer.close(), reader.close(), admin.close(), client.close()]);
  };
  return { parts, close };
}
