import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHUNK_RULES } from '../build/collector-build';
import { runOracle, type Findings, type OracleAnswer } from '../oracle/run-oracle';
import type { Scenario } from '../scenarios/scenario';
import { boundsOf, headerOf, hashOf, inputLine, readLog, type Bounds, type InputLine } from './read-log';
import { LIMITS, Stage, type StageOptions } from './stage';
import { dumpPeer, dumpStored, writeLines } from './stored';

/** What is asked of one seed. */
export interface SeedPlan extends Omit<StageOptions, 'furthestRepeat'> {
  readonly scenario: Scenario;
  readonly pace: keyof typeof CHUNK_RULES;
  readonly python: string;
  readonly records: number;
  readonly long: boolean;
}

/** What came of one seed. */
export interface SeedResult {
  readonly seed: number;
  readonly scenario: string;
  readonly ours: Findings;
  readonly peer: Findings | undefined;
  readonly records: OracleAnswer['records'];
  readonly rows: OracleAnswer['rows'];
  readonly recoverySeconds: readonly number[];
  readonly peakRssMb: number;
  /** Seconds of the whole, and of its parts. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** Plays one scenario on a stage of its own, and lets the oracle compare all that was stored. */
export async function runSeed(plan: SeedPlan): Promise<SeedResult> {
  const { scenario, records, long, seed } = plan;
  const { furthestRepeat } = scenario;
  const clock = new PhaseClock();
  const stage = new Stage({ ...plan, ...(furthestRepeat !== undefined && { furthestRepeat }) });
  try {
    await clock.phase('open', stage.open());
    await clock.phase('play', scenario.play(stage, { records, long }));
    const problems = await clock.phase('drain', stage.drain());
    await clock.phase('end', Promise.all(stage.sides.map((side) => side.end())));
    await clock.phase('dump', dump(stage, plan));
    const answer = await clock.phase('oracle', runOracle(plan.python, plan.folder));
    return {
      seed,
      scenario: scenario.id,
      ours: withProblems(answer, problems),
      peer: answer.peer,
      records: answer.records,
      rows: answer.rows,
      recoverySeconds: stage.recovery.seconds,
      peakRssMb: stage.ours.peakRssMb,
      seconds: clock.seconds,
    };
  } catch (problem) {
    const why = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    throw new Error(`Seed ${seed} of ${scenario.id} could not be played (${plan.folder}): ${why}`, { cause: problem });
  } finally {
    await stage.close();
  }
}

/** How long each part of a seed takes. */
class PhaseClock {
  readonly seconds: Record<string, number> = { all: 0 };

  async phase<T>(name: string, work: Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await work;
    const seconds = (performance.now() - began) / 1000;
    this.seconds[name] = seconds;
    this.seconds['all'] = (this.seconds['all'] ?? 0) + seconds;
    return result;
  }
}

/** What never came to its end is a difference too, whatever the figures say. */
function withProblems(found: Findings, problems: readonly string[]): Findings {
  const { lost, doubled, unexplained, examples } = found;
  return { lost, doubled, unexplained: unexplained + problems.length, examples: [...problems, ...examples] };
}

async function dump(stage: Stage, plan: SeedPlan): Promise<void> {
  const { folder, window, cellLimit, pace } = plan;
  const { topic, kafka, admin } = stage;
  const bounds = await boundsOf(admin, topic);
  const { life } = stage.recovery;
  const lines: InputLine[] = [...stage.earlier.lines];
  const known = new Set(lines.map((line) => placeOf(line)));
  await readLog(kafka, { topic, bounds }, (partition, message) => {
    const line = inputLine(life, partition, message);
    if (!known.has(placeOf(line))) lines.push(line);
  });
  lines.sort((one, other) => one.life - other.life || one.partition - other.partition || one.offset - other.offset);
  writeLines(join(folder, 'input.ndjson'), lines);
  writeLines(join(folder, 'bounds.ndjson'), [...stage.earlier.bounds, ...bounds.map(finalBounds(stage))]);
  await dumpLetters(stage, folder);
  await dumpStored(stage.client, stage.prefix, folder);
  if (stage.peer) await dumpPeer(stage.client, stage.peerIndex, folder);
  const { everInForce } = stage.reference;
  const settings = { topic, window, cellLimit, ...LIMITS, ...CHUNK_RULES[pace], countries: 'reference/countries.csv' };
  writeFileSync(
    join(folder, 'case.json'),
    JSON.stringify({ ...settings, directories: Object.fromEntries(everInForce) }),
  );
}

function placeOf({ life, partition, offset }: InputLine): string {
  return `${life}/${partition}/${offset}`;
}

/** A partition begins at 0 for the oracle, whatever retention took since. */
function finalBounds({ recovery, earlier }: Stage) {
  return ({ partition, finish }: Bounds) => ({
    life: recovery.life,
    partition,
    start: 0,
    finish,
    deletedBefore: earlier.deletedBefore.get(partition) ?? 0,
  });
}

async function dumpLetters({ kafka, admin, topic }: Stage, folder: string): Promise<void> {
  const rejected = `${topic}.rejected`;
  const letters: object[] = [];
  await readLog(kafka, { topic: rejected, bounds: await boundsOf(admin, rejected) }, (_partition, message) => {
    const key = message.key?.toString();
    letters.push({ key, reason: headerOf(message, 'reason'), hash: hashOf(message.value) });
  });
  writeLines(join(folder, 'letters.ndjson'), letters);
}
