import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadName } from '../contenders/count-keys';
import { oursContender } from '../contenders/ours-contender';
import { readFirstFetch } from '../contenders/start-measured';
import { stageTimes, type CpuProfile, type StageTime } from '../measure/stages';
import type { BenchStage } from './bench-stage';
import { prepareLoad } from './prepare-load';

/** Where the processor time of ours goes, by load. Sampling costs some percent itself. */
export async function playStages(stage: BenchStage): Promise<Partial<Record<LoadName, StageTime[]>>> {
  const { options, servers, programs, reference, folder } = stage;
  const found: Partial<Record<LoadName, StageTime[]>> = {};
  for (const name of options.loads) {
    const { topic } = await prepareLoad(stage, name);
    const profiles = join(folder, `profile-${name}`);
    mkdirSync(profiles);
    const { environment } = reference;
    const title = 'ours, profiled';
    const ours = oursContender({ name: 'ours', title, program: programs.collector, reference: environment, profiles });
    await ours.run(topic, { broker: servers.broker, node: servers.node, folder: profiles, run: name });
    const profile = JSON.parse(readFileSync(join(profiles, `${name}.cpuprofile`), 'utf8')) as CpuProfile;
    const { profileMicros: since } = readFirstFetch(profiles, 'ours');
    found[name] = stageTimes(profile, programs.collector, { events: topic.records, since });
  }
  return found;
}
