import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadName } from '../contenders/count-keys';
import type { PreparedTopic } from '../contenders/contender';
import { makeLoad } from '../load/make-load';
import type { BatchHeader } from '../log/record-batch';
import { writeTopic, type WrittenTopic } from '../log/write-topic';
import { CountOracle } from '../oracle/count-oracle';
import { RATE } from '../bench-options';
import { makeInputTopic, PARTITIONS, preparedTopic, TOPIC_PREFIX } from './bench-servers';
import type { BenchStage } from './bench-stage';

/** The lines of a load, and what the oracle counts in them. */
export interface MadeLines {
  readonly path: string;
  readonly oracle: CountOracle;
}

/** A load in the topic that all read. */
export interface PreparedLoad extends MadeLines {
  readonly topic: PreparedTopic;
  readonly written: WrittenTopic;
}

/** The simulator states its format, as its own sender does; the others are recognised. */
export const HEADERS: Readonly<Record<LoadName, BatchHeader | undefined>> = {
  eve: { name: 'format', value: 'suricata' },
  nested: undefined,
  cef: undefined,
};

/** Records of the nested load are three times as long. */
const PART: Readonly<Record<LoadName, number>> = { eve: 1, nested: 1 / 3, cef: 1 };
const SEED = 1;

/** Makes a load of the last seconds, at 100 times the national rate, and writes it into a topic of its own. */
export async function prepareLoad(stage: BenchStage, load: LoadName): Promise<PreparedLoad> {
  const { servers, say } = stage;
  const lines = await makeLines(stage, load);
  const began = performance.now();
  await makeInputTopic(servers, load);
  const written = await writeTopic({ ...writingOf(stage, load), paths: [lines.path] });
  const topic = await preparedTopic(servers, load, load);
  requireWhole(topic, written.records);
  const rate = Math.round(written.records / ((performance.now() - began) / 1_000));
  const bytes = Math.round(written.valueBytes / written.records);
  say(`${load}: ${written.records} records of ${bytes} bytes, written at ${rate}/s`);
  return { ...lines, topic, written };
}

/** Makes the lines of a load, and lets the oracle count them. */
export async function makeLines(stage: BenchStage, load: LoadName): Promise<MadeLines> {
  const { programs, reference, options, say, python } = stage;
  const folder = join(stage.folder, load);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${load}.lines`);
  const to = Math.floor(Date.now() / 1_000);
  const seconds = Math.max(1, Math.round((options.events * PART[load]) / RATE));
  say(`${load}: making ${seconds} s of events`);
  const plan = { load, seed: SEED, rate: RATE, from: to - seconds, to, programs, reference: reference.environment };
  await makeLoad(plan, path);
  say(`${load}: the oracle counts`);
  const { directory, countries } = reference;
  const oracle = await CountOracle.of({
    python,
    folder: join(folder, 'oracle'),
    load,
    lines: [path],
    directory,
    countries,
  });
  return { path, oracle };
}

/** How a load is written, but for its name and files. */
export function writingOf({ servers, options }: BenchStage, load: LoadName, name: string = load) {
  return {
    broker: servers.broker,
    topic: TOPIC_PREFIX + name,
    partitions: PARTITIONS,
    compression: options.compression,
    header: HEADERS[load],
  };
}

/** @throws where the broker does not hold what was sent. */
export function requireWhole(topic: PreparedTopic, records: number): void {
  if (topic.records === records) return;
  throw new Error(`LF-BENCH-TOPIC: ${records} records were sent and ${topic.records} are in the topic. Start again.`);
}
