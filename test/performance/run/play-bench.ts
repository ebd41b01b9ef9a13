import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';
import type { LoadName } from '../contenders/count-keys';
import { runFixedRate, type FixedRateFigures } from '../end-to-end/fixed-rate';
import { lookAtMachine, type Machine } from '../measure/machine';
import {
  contenderReports,
  ratioReports,
  type BenchReport,
  type CatchUpReport,
  type JudgedRun,
  type LoadReport,
  type RatioReport,
} from '../measure/report';
import { targetsOf } from '../measure/targets';
import { RATE } from '../bench-options';
import { dropInputTopic, PARTITIONS } from './bench-servers';
import type { BenchStage } from './bench-stage';
import { playCatchUp } from './play-catch-up';
import { contendersOf, playRounds } from './play-rounds';
import { prepareLoad, type PreparedLoad } from './prepare-load';

/** Where nothing was measured before: a guess that is rather too high. */
const LIKELY_RATE = 200_000;

interface Collected {
  readonly loads: Partial<Record<LoadName, LoadReport>>;
  readonly ratios: Partial<Record<LoadName, Record<string, RatioReport>>>;
  readonly endToEnd: { catchUp?: CatchUpReport; fixedRate?: FixedRateFigures };
  readonly wrong: string[];
}

/** Everything that is asked for, one load after the other. @param machine as it was before anything was started. */
export async function playBench(stage: BenchStage, machine: Machine): Promise<BenchReport> {
  const { options, servers } = stage;
  const collected: Collected = { loads: {}, ratios: {}, endToEnd: {}, wrong: [] };
  const contenders = options.rounded ? await contendersOf(stage) : [];
  for (const name of options.loads) {
    const load = await prepareLoad(stage, name);
    const { runs, wrong } = await playRounds(stage, load, contenders);
    collected.wrong.push(...wrong);
    collected.loads[name] = loadReport(load, runs, options.compression);
    collected.ratios[name] = ratioReports(runs);
    if (name === 'eve' && options.endToEnd) {
      await playEndToEnd(stage, load, collected).catch((problem: unknown) => {
        stage.signal.throwIfAborted();
        collected.wrong.push(`end to end was not measured: ${String(problem)}`);
      });
    }
    await dropInputTopic(servers, name);
  }
  const { loads, ratios, endToEnd, wrong } = collected;
  return { machine, loads, ratios, endToEnd, targets: targetsOf({ loads, ratios, endToEnd }), wrong };
}

async function playEndToEnd(stage: BenchStage, load: PreparedLoad, collected: Collected): Promise<void> {
  const { options, servers, programs, reference, python, folder, say } = stage;
  const seen = collected.loads.eve?.contenders['ours']?.eventsPerSecond.max ?? LIKELY_RATE;
  const { report, wrong } = await playCatchUp(stage, load, seen);
  say(`caught up at ${report.eventsPerSecond} events/s for ${report.seconds} s`);
  collected.endToEnd.catchUp = report;
  collected.wrong.push(...wrong);
  const own = join(folder, 'fixed-rate');
  const figures = await runFixedRate({
    ...{ servers, programs, reference, python, say },
    folder: own,
    rate: RATE,
    partitions: PARTITIONS,
    seconds: options.seconds,
  });
  collected.endToEnd.fixedRate = figures;
  if (figures.differences > 0) {
    collected.wrong.push(`at an even rate: ${figures.differences} figures differ`, ...figures.examples);
  }
}

function loadReport({ topic, written }: PreparedLoad, runs: readonly JudgedRun[], compression: string): LoadReport {
  return {
    records: topic.records,
    bytesPerRecord: Math.round(written.valueBytes / written.records),
    compression,
    contenders: contenderReports(runs),
  };
}

/** Of the machine, before it is at work. */
export function machineBefore(commit: string | undefined): Machine {
  return lookAtMachine(repositoryRoot(), commit);
}
