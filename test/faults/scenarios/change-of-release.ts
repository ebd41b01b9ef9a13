import type { Stage } from '../run/stage';
import type { PlayOptions, Scenario } from './scenario';

/**
 * F14: the release before this one is replaced and put back while traffic flows; or the directory changes in mid-stream,
 * also while a zombie of the old one still writes.
 */
export const changeOfRelease: Scenario = {
  id: 'F14',
  title: 'upgrade and back, directory changed in mid-stream',
  play: async (stage, options) => {
    const { previous } = stage.options;
    if (stage.random.chance(0.5) && previous !== undefined) await upgrade(stage, previous, options);
    else await changeDirectory(stage, options);
  },
};

async function upgrade(stage: Stage, previous: string, { records }: PlayOptions): Promise<void> {
  const { random, flow, ours, peer } = stage;
  const start = async (program?: string): Promise<void> => {
    await ours.join(program === undefined ? {} : { program });
    await peer?.join();
  };
  await start(previous);
  const load = flow.send(records, 12_000);
  await stage.untilBegun();
  for (const program of [undefined, previous, undefined]) {
    await stage.wait(1_500, 3_500);
    const leaving = stage.sides.flatMap(({ members }) => members);
    // One after the other, or both for a while, as a rolling upgrade has it.
    if (random.chance(0.5)) await start(program);
    const how = random.chance(0.3) ? 'kill' : 'stop';
    await Promise.all(leaving.map((member) => member[how]()));
    if (stage.ours.members.length === 0) await start(program);
    await stage.recovery.faultEnded();
  }
  await load;
}

async function changeDirectory(stage: Stage, { records }: PlayOptions): Promise<void> {
  const { random, flow, sides, reference } = stage;
  await stage.startAll();
  await stage.startAll();
  const load = flow.send(records, 12_000);
  await stage.untilBegun();
  for (const variant of [1, 2]) {
    await stage.wait(0, 2_000);
    await stage.pauseOne(() => reference.change(variant));
    if (!random.chance(0.3)) continue;
    await Promise.all(sides.map((side) => side.leave('kill')));
    await stage.startAll();
  }
  await load;
}
