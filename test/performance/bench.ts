import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, requireFreeDisk, runCommand } from '@lianfang/local';
import { prepareOraclePython } from '../faults/oracle/run-oracle';
import { parseBenchOptions, type BenchOptions, type BenchTask } from './bench-options';
import { playEvenRates } from './end-to-end/play-even-rates';
import { growthTable } from './growth/growth-table';
import { playGrowth } from './growth/play-growth';
import type { Machine } from './measure/machine';
import { stageTable, tableOf } from './measure/tables';
import { startBenchServers } from './run/bench-servers';
import type { BenchStage } from './run/bench-stage';
import { machineBefore, playBench } from './run/play-bench';
import { playStages } from './run/play-stages';
import { buildProgramsOf } from './run/programs';
import { referenceFiles } from './run/reference';
import { printSizing } from './sizing/print-sizing';
import { playStorage } from './storage/play-storage';

/** `npm run bench`: ours and its peers on the same topics, compared with an oracle. README.md beside this has the rest. */
async function bench(signal: AbortSignal): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const { task } = options;
  if (task === 'sizing') return printSizing(options.json);
  const machine = machineBefore(options.commit);
  const say = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-'));
  try {
    await requireFreeDisk(folder);
    const programs = await buildProgramsOf(options);
    const python = await prepareOraclePython(say);
    const servers = await startBenchServers({ folder, say, joinMs: task === 'growth' ? JOIN_MS : 0 });
    try {
      const reference = referenceFiles();
      const stage: BenchStage = { options, servers, programs, reference, python, folder, say, signal };
      return await TASKS[task](stage, machine);
    } finally {
      await servers.stop();
    }
  } finally {
    if (options.keep) say(`logs and answers are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** So that collectors that are started together share the partitions from the first record on. */
const JOIN_MS = 4_000;

type Task = (stage: BenchStage, machine: Machine) => Promise<number>;

const TASKS: Readonly<Record<Exclude<BenchTask, 'sizing'>, Task>> = {
  compare: async (stage, machine) => {
    const report = await playBench(stage, machine);
    return conclude(stage, tableOf(report), report);
  },
  growth: async (stage, machine) => {
    const report = await playGrowth(stage, machine);
    return conclude(stage, growthTable(report), report);
  },
  'even-rates': async (stage, machine) => conclude(stage, '', await playEvenRates(stage, machine)),
  storage: async (stage, machine) => conclude(stage, '', await playStorage(stage, machine)),
  stage: async (stage) => {
    const stages = await playStages(stage);
    const tables = Object.entries(stages).map(([load, times]) => stageTable(load, times));
    print(stage.options, tables.join(''), { stages });
    return 0;
  },
};

function conclude(stage: BenchStage, table: string, report: { readonly wrong: readonly string[] }): number {
  print(stage.options, table, report);
  if (report.wrong.length === 0) return 0;
  for (const line of ['VOID: a figure is wrong, so no other means anything.', ...report.wrong]) stage.say(line);
  return 1;
}

function print({ json }: BenchOptions, table: string, result: object): void {
  if (!json) process.stdout.write(table);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

await runCommand(bench);
