import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from '../contenders/contender';
import { kafkajsContender } from '../contenders/kafkajs-contender';
import { oursContender } from '../contenders/ours-contender';
import { rawContender } from '../contenders/raw-contender';
import { prepareStreams, streamsContender } from '../contenders/streams-contender';
import type { JudgedRun } from '../measure/report';
import type { Comparison } from '../oracle/count-oracle';
import type { BenchStage } from './bench-stage';
import type { PreparedLoad } from './prepare-load';

/** Raw indexing is slow; its figures are rates, and these many are enough. */
const RAW_EVENTS = 600_000;
const STREAMS_SECONDS = { warm: 30, measured: 60 };
const STREAMS_QUICK_SECONDS = { warm: 8, measured: 10 };

/** All contenders that are asked for. */
export async function contendersOf({ options, programs, reference, say }: BenchStage): Promise<Contender[]> {
  const isWanted = (name: string): boolean => options.only.length === 0 || options.only.includes(name);
  const ours = {
    name: 'ours',
    title: 'ours, all work on',
    program: programs.collector,
    reference: reference.environment,
  };
  const { before, kafkajsPeer, rawIndexing } = programs;
  const made: Contender[] = [
    oursContender(ours),
    ...(before === undefined
      ? []
      : [oursContender({ ...ours, name: 'before', title: `ours at ${options.against ?? ''}`, program: before })]),
    kafkajsContender('each-message', kafkajsPeer),
    kafkajsContender('each-batch', kafkajsPeer),
    kafkajsContender('no-work', kafkajsPeer),
    rawContender(rawIndexing, RAW_EVENTS),
  ];
  if (isWanted('streams') || isWanted('streams-processor')) {
    const seconds = options.quick ? STREAMS_QUICK_SECONDS : STREAMS_SECONDS;
    const program = await prepareStreams(say);
    made.push(streamsContender('streams', program, seconds), streamsContender('streams-processor', program, seconds));
  }
  return made.filter(({ name }) => isWanted(name));
}

/** Plays all rounds of a load. Who begins rotates, so that nobody always comes after the same one. */
export async function playRounds(
  stage: BenchStage,
  load: PreparedLoad,
  contenders: readonly Contender[],
): Promise<{ runs: JudgedRun[]; wrong: string[] }> {
  const runs: JudgedRun[] = [];
  const wrong: string[] = [];
  for (let round = 1; round <= stage.options.rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      stage.signal.throwIfAborted();
      const contender = contenders[(turn + round - 1) % contenders.length] as Contender;
      // Hours of other runs are not to be lost; but who did not finish has no figure, and the run is void.
      const played = await playOne(stage, load, { contender, round }).catch((problem: unknown) => String(problem));
      if (typeof played === 'string') {
        const words = `${load.topic.load}, round ${round}, ${contender.name} did not finish: ${played}`;
        stage.say(words);
        wrong.push(words);
        continue;
      }
      const { run, comparison } = played;
      runs.push(run);
      stage.say(describe(load, run));
      if (comparison && comparison.differences > 0) wrong.push(...complaint(load, run, comparison));
    }
  }
  return { runs, wrong };
}

interface Turn {
  readonly contender: Contender;
  readonly round: number;
}

async function playOne({ servers, folder }: BenchStage, load: PreparedLoad, { contender, round }: Turn) {
  const { name, title } = contender;
  const run = `${load.topic.load}-${round}-${name}`;
  const own = join(folder, run);
  mkdirSync(own);
  const figures = await contender.run(load.topic, { broker: servers.broker, node: servers.node, folder: own, run });
  const comparison = figures.answer && (await load.oracle.compare(figures.answer));
  const judged: JudgedRun = { ...figures, contender: name, title, round, differences: comparison?.differences ?? null };
  return { run: judged, comparison };
}

function complaint(
  { topic }: PreparedLoad,
  { contender, round }: JudgedRun,
  { differences, examples }: Comparison,
): string[] {
  const head = `${topic.load}, round ${round}, ${contender}: ${differences} figures differ from the oracle's`;
  return [head, ...examples.map((example) => `  ${example}`)];
}

function describe({ topic }: PreparedLoad, run: JudgedRun): string {
  const { contender, round, records, seconds, cpuSeconds, peakRssMb, storedBytes } = run;
  const rate = (time: number): string => Math.round(records / time).toLocaleString('en');
  const bytes = storedBytes === undefined ? '' : `, ${(storedBytes / records).toPrecision(3)} bytes an event`;
  return (
    `${topic.load} ${round} ${contender}: ${rate(seconds)} events/s, ${rate(cpuSeconds)} a CPU-second ` +
    `(${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU-s), ${peakRssMb} MiB${bytes}`
  );
}
