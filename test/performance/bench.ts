import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, requireFreeDisk, runCommand } from '@lianfang/local';
import { preparePython } from '../faults/oracle/run-oracle';
import { parseBenchOptions, type BenchOptions } from './bench-options';
import { stageTable, tableOf } from './measure/tables';
import { startBenchServers } from './run/bench-servers';
import type { BenchStage } from './run/bench-stage';
import { machineBefore, playBench } from './run/play-bench';
import { playStages } from './run/play-stages';
import { buildProgramsOf } from './run/programs';
import { referenceFiles } from './run/reference';

/** `npm run bench`: ours and its peers on the same topics, compared with an oracle. README.md beside this has the rest. */
async function bench(signal: AbortSignal): Promise<number> {
  const options = parseBenchOptions(process.argv.slice(2));
  const machine = machineBefore(options.commit);
  const say = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-'));
  try {
    await requireFreeDisk(folder);
    const programs = await buildProgramsOf(options);
    const python = await preparePython(say);
    const servers = await startBenchServers(folder, say);
    try {
      const reference = referenceFiles();
      const stage: BenchStage = { options, servers, programs, reference, python, folder, say, signal };
      return options.stage ? await showStages(stage) : await compare(stage, machine);
    } finally {
      await servers.stop();
    }
  } finally {
    if (options.keep) say(`logs and answers are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(stage: BenchStage, machine: ReturnType<typeof machineBefore>): Promise<number> {
  const report = await playBench(stage, machine);
  print(stage.options, tableOf(report), report);
  if (report.wrong.length === 0) return 0;
  for (const line of ['VOID: a figure is wrong, so no other means anything.', ...report.wrong]) stage.say(line);
  return 1;
}

async function showStages(stage: BenchStage): Promise<number> {
  const stages = await playStages(stage);
  const tables = Object.entries(stages).map(([load, times]) => stageTable(load, times));
  print(stage.options, tables.join(''), { stages });
  return 0;
}

function print({ json }: BenchOptions, table: string, result: object): void {
  if (!json) process.stdout.write(table);
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

await runCommand(bench);
