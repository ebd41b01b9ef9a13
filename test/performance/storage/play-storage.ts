import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '@lianfang/local';
import { createElasticsearch } from '@lianfang/platform/elasticsearch';
import type { Arena } from '../contenders/contender';
import { oursContender } from '../contenders/ours-contender';
import { makeLoad } from '../load/make-load';
import { BatchSender } from '../log/batch-sender';
import { RecordBatch } from '../log/record-batch';
import { BATCH_BYTES, COMPRESSORS, writeTopic, type WrittenTopic } from '../log/write-topic';
import type { Machine } from '../measure/machine';
import { significant } from '../measure/ratios';
import { CountOracle } from '../oracle/count-oracle';
import { dropInputTopic, makeInputTopic, preparedTopic, stampFromNowOn, TOPIC_PREFIX } from '../run/bench-servers';
import type { BenchStage } from '../run/bench-stage';
import { HEADERS } from '../run/prepare-load';
import { closingLine, timeOfEveLine } from './past-line';
import { readOpenPeriods } from './open-periods';
import { untilMergeable } from './until-mergeable';
import { STORAGE_CELLS, type StorageCell, type StorageCellReport, type StorageReport } from './storage-report';

const DAY_MS = 86_400_000;
const TAIPEI_MS = 28_800_000;
/** A log's clock so long after the end: then all of it is closed. */
const AFTER_MS = 180_000;
const CLOSED_MS = 180_000;
/** Of how long a log `--quick` plays. */
const QUICK_PART = 0.1;

/** What is stored of logs whose times are made, so that hours of them are counted in a minute, each by the oracle's check. */
export async function playStorage(stage: BenchStage, machine: Machine): Promise<StorageReport> {
  const cells: StorageCellReport[] = [];
  const wrong: string[] = [];
  const part = stage.options.quick ? QUICK_PART : 1;
  const plans = STORAGE_CELLS.map((cell) => ({ ...cell, seconds: Math.round(cell.seconds * part) }));
  let record: StorageReport['record'] = { value: 0, inLog: 0, inLogZstd: 0 };
  for (const [rate, same] of Map.groupBy(plans, (cell) => cell.rate)) {
    const log = await makePastLog(stage, same[0] as StorageCell);
    for (const cell of same) {
      stage.signal.throwIfAborted();
      const { report, written, differences } = await playCell(stage, log, cell);
      cells.push(report);
      if (differences > 0) wrong.push(`${rate}/s in ${cell.partitions} partitions: ${differences} figures differ`);
      stage.say(`${rate}/s in ${cell.partitions} partitions: ${JSON.stringify(report.families)}`);
      if (rate === Math.max(...plans.map((plan) => plan.rate))) record = await recordBytes(stage, log, written);
    }
    rmSync(log.folder, { recursive: true });
  }
  return { machine, cells, record, wrong };
}

interface PastLog {
  readonly folder: string;
  readonly path: string;
  /** Milliseconds since 1970: the end of a Taipei day. */
  readonly end: number;
}

async function makePastLog(stage: BenchStage, { rate, seconds }: StorageCell): Promise<PastLog> {
  const { programs, reference, say } = stage;
  const folder = join(stage.folder, `past-${rate}`);
  mkdirSync(folder);
  const path = join(folder, 'past.lines');
  const end = Math.floor((Date.now() - AFTER_MS + TAIPEI_MS) / DAY_MS) * DAY_MS - TAIPEI_MS;
  say(`making ${seconds} s of ${rate} events a second`);
  const to = end / 1_000;
  const plan = { load: 'eve', seed: 3, rate, from: to - seconds, to } as const;
  await makeLoad({ ...plan, programs, reference: reference.environment }, path);
  return { folder, path, end };
}

async function playCell(stage: BenchStage, log: PastLog, cell: StorageCell) {
  const { servers, programs, reference, folder } = stage;
  const { rate, partitions } = cell;
  const name = `past-${rate}-${partitions}`;
  const own = join(folder, `run-${name}`);
  mkdirSync(own);
  // The log takes our times, so that hours of it are written in a minute; then it is one that the collector reads.
  await makeInputTopic(servers, name, { partitions, timeType: 'CreateTime' });
  const place = { broker: servers.broker, topic: TOPIC_PREFIX + name, partitions };
  const { compression } = stage.options;
  const header = HEADERS.eve;
  const written = await writeTopic({ ...place, compression, header, paths: [log.path], logTimeOf: timeOfEveLine });
  const line = closingLine(log.end + AFTER_MS);
  await closeLog(place, line, log.end + AFTER_MS);
  await stampFromNowOn(servers, name);
  const topic = await preparedTopic(servers, name, 'eve');
  const ours = oursContender({
    name: 'ours',
    title: 'ours',
    program: programs.collector,
    reference: reference.environment,
    settled: async (arena) => {
      await untilClosed(arena);
      await untilMergeable(arena);
    },
  });
  const run = await ours.run(topic, { broker: servers.broker, node: servers.node, folder: own, run: name });
  const { families = {}, records } = run;
  const differences = run.answer ? await compare(stage, { log, line, partitions, own }, run.answer) : records;
  await dropInputTopic(servers, name);
  // The closing line begins another chunk in each partition.
  const chunks = (families['ledger']?.documents ?? 0) - partitions;
  const report: StorageCellReport = { ...cell, records, chunks, families };
  return { report, written, differences };
}

interface Judged {
  readonly log: PastLog;
  readonly line: string;
  readonly partitions: number;
  readonly own: string;
}

async function compare(
  { python, reference: { directory, countries } }: BenchStage,
  { log, line, partitions, own }: Judged,
  answer: Parameters<CountOracle['compare']>[0],
): Promise<number> {
  const closing = join(own, 'closing.lines');
  writeFileSync(closing, `${line}\n`.repeat(partitions));
  const lines = [log.path, closing];
  const oracle = await CountOracle.of({
    python,
    folder: join(own, 'oracle'),
    load: 'eve',
    lines,
    directory,
    countries,
  });
  return (await oracle.compare(answer)).differences;
}

/** One line at the end of each partition. */
async function closeLog(
  { broker, topic, partitions }: { readonly broker: string; readonly topic: string; readonly partitions: number },
  line: string,
  time: number,
): Promise<void> {
  const sender = await BatchSender.connect(broker);
  try {
    for (let partition = 0; partition < partitions; partition += 1) {
      const batch = new RecordBatch(HEADERS.eve, BATCH_BYTES);
      batch.add(Buffer.from('closing'), Buffer.from(line));
      await sender.send(topic, partition, batch.take(time, 'none', COMPRESSORS.none));
    }
  } finally {
    sender.close();
  }
}

/** Hours and days are closed in the background, a while after they ended. */
async function untilClosed({ node, run }: Arena): Promise<void> {
  const client = createElasticsearch({ ELASTICSEARCH_NODE: node });
  try {
    await waitUntil(async () => ((await readOpenPeriods(client, run)) === 0 ? true : undefined), {
      timeoutMs: CLOSED_MS,
      everyMs: 1_000,
      what: 'all hours and days of the log to be closed',
    });
  } finally {
    await client.close();
  }
}

async function recordBytes({ servers }: BenchStage, { path }: PastLog, written: WrittenTopic) {
  const name = 'past-zstd';
  await makeInputTopic(servers, name, { partitions: 1, timeType: 'CreateTime' });
  const topic = TOPIC_PREFIX + name;
  const packed = await writeTopic({
    ...{ broker: servers.broker, topic, partitions: 1, header: HEADERS.eve, paths: [path] },
    compression: 'zstd',
    logTimeOf: timeOfEveLine,
  });
  await dropInputTopic(servers, name);
  return {
    value: significant(written.valueBytes / written.records),
    inLog: significant(written.batchBytes / written.records),
    inLogZstd: significant(packed.batchBytes / packed.records),
  };
}
