import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { oursContender } from '../contenders/ours-contender';
import { catchUpReport, type CatchUpReport } from '../measure/report';
import { writeTopic } from '../log/write-topic';
import { dropInputTopic, makeInputTopic, preparedTopic } from './bench-servers';
import type { BenchStage } from './bench-stage';
import { requireWhole, writingOf, type PreparedLoad } from './prepare-load';

const NAME = 'catch-up';
/** So that the log is not at its end before the time is up. */
const SURPLUS = 1.15;
const MOST_REPEATS = 12;

/**
 * Ours on a log that takes it `--seconds` at least, broker and Elasticsearch on the same machine. The load lies in the log
 * several times: copies are further apart than the window of duplicates.
 * @param rate events a second that ours has shown, from which follows how long the log must be.
 */
export async function playCatchUp(
  stage: BenchStage,
  load: PreparedLoad,
  rate: number,
): Promise<{ report: CatchUpReport; wrong: string[] }> {
  const { servers, options, programs, reference, say } = stage;
  const repeats = Math.min(
    MOST_REPEATS,
    Math.max(1, Math.ceil((options.seconds * rate * SURPLUS) / load.topic.records)),
  );
  const folder = join(stage.folder, NAME);
  mkdirSync(folder, { recursive: true });
  await makeInputTopic(servers, NAME);
  const paths = Array.from({ length: repeats }, () => load.path);
  const { records } = await writeTopic({ ...writingOf(stage, 'eve', NAME), paths });
  const topic = await preparedTopic(servers, NAME, 'eve');
  requireWhole(topic, records);
  say(`catching up with ${records} records`);
  const { environment } = reference;
  const ours = oursContender({ name: 'ours', title: 'ours', program: programs.collector, reference: environment });
  const run = await ours.run(topic, { broker: servers.broker, node: servers.node, folder, run: NAME });
  const comparison = run.answer && (await load.oracle.compare(run.answer, repeats));
  await dropInputTopic(servers, NAME);
  const differences = comparison?.differences ?? 0;
  const wrong =
    differences === 0 ? [] : [`catching up: ${differences} figures differ`, ...(comparison?.examples ?? [])];
  return { report: catchUpReport(run, differences), wrong };
}
