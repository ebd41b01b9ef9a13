import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PreparedTopic } from '../contenders/contender';
import { oursContender } from '../contenders/ours-contender';
import type { Machine } from '../measure/machine';
import { writeTopic } from '../log/write-topic';
import { makeInputTopic, preparedTopic } from '../run/bench-servers';
import type { BenchStage } from '../run/bench-stage';
import { makeLines, requireWhole, writingOf, type MadeLines } from '../run/prepare-load';
import {
  cellName,
  growthCells,
  GROWTH_CELLS,
  type GrowthCell,
  type GrowthReport,
  type GrowthRun,
} from './growth-report';

/** Ours at 1, 2 and 4 partitions with 1 and 2 collectors, on the same lines of the first load, in interleaved rounds. */
export async function playGrowth(stage: BenchStage, machine: Machine): Promise<GrowthReport> {
  const load = await makeLines(stage, 'eve');
  const { topics, bytesPerRecord } = await writeTopics(stage, load);
  const runs: GrowthRun[] = [];
  const wrong: string[] = [];
  for (let round = 1; round <= stage.options.rounds; round += 1) {
    for (let turn = 0; turn < GROWTH_CELLS.length; turn += 1) {
      stage.signal.throwIfAborted();
      const cell = GROWTH_CELLS[(turn + round - 1) % GROWTH_CELLS.length] as GrowthCell;
      const topic = topics.get(cell.partitions) as PreparedTopic;
      const played = await playCell(stage, { load, topic, cell, round }).catch((problem: unknown) => String(problem));
      if (typeof played === 'string') wrong.push(`round ${round}, ${cellName(cell)} did not finish: ${played}`);
      else {
        runs.push(played.run);
        wrong.push(...played.wrong);
      }
      stage.say(typeof played === 'string' ? (wrong.at(-1) ?? '') : describe(played.run));
    }
  }
  const records = topics.get(1)?.records ?? 0;
  const fullest = new Map([...topics].map(([partitions, { ends }]) => [partitions, Math.max(...ends) / records]));
  return { machine, records, bytesPerRecord, cells: growthCells(runs, fullest), wrong };
}

async function writeTopics(stage: BenchStage, { path }: MadeLines) {
  const topics = new Map<number, PreparedTopic>();
  let bytesPerRecord = 0;
  for (const partitions of new Set(GROWTH_CELLS.map((cell) => cell.partitions))) {
    const name = `growth-${partitions}`;
    await makeInputTopic(stage.servers, name, { partitions });
    const written = await writeTopic({ ...writingOf(stage, 'eve', name), partitions, paths: [path] });
    const topic = await preparedTopic(stage.servers, name, 'eve');
    requireWhole(topic, written.records);
    topics.set(partitions, topic);
    bytesPerRecord = Math.round(written.valueBytes / written.records);
  }
  return { topics, bytesPerRecord };
}

interface Turn {
  readonly load: MadeLines;
  readonly topic: PreparedTopic;
  readonly cell: GrowthCell;
  readonly round: number;
}

async function playCell(
  { servers, programs, reference, folder }: BenchStage,
  { load, topic, cell, round }: Turn,
): Promise<{ run: GrowthRun; wrong: string[] }> {
  const run = `growth-${round}-${cellName(cell)}`;
  const own = join(folder, run);
  mkdirSync(own);
  const ours = oursContender({
    name: 'ours',
    title: 'ours',
    program: programs.collector,
    reference: reference.environment,
    collectors: cell.collectors,
  });
  const figures = await ours.run(topic, { broker: servers.broker, node: servers.node, folder: own, run });
  const comparison = figures.answer && (await load.oracle.compare(figures.answer));
  const differences = comparison?.differences ?? topic.records;
  const words = `round ${round}, ${cellName(cell)}: ${differences} figures differ from the oracle's`;
  const wrong = differences === 0 ? [] : [words, ...(comparison?.examples ?? []).map((example) => `  ${example}`)];
  return { run: { ...figures, cell, round }, wrong };
}

function describe({ cell, round, records, seconds, cpuSeconds, peakRssMb, storedBytes = 0 }: GrowthRun): string {
  const rate = (time: number): string => Math.round(records / time).toLocaleString('en');
  return (
    `round ${round}, ${cellName(cell)}: ${rate(seconds)} events/s, ${rate(cpuSeconds)} a CPU-second ` +
    `(${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU-s), ${peakRssMb} MiB, ${storedBytes} bytes stored`
  );
}
