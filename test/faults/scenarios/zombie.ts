import type { Scenario } from './scenario';

/**
 * F2: one of two members is paused for longer than its session, and goes on writing after another took its partitions.
 * What it had sent before arrives late.
 */
export const zombie: Scenario = {
  id: 'F2',
  title: 'collector paused past its session, then a zombie',
  play: async (stage, { records }) => {
    const { random, flow } = stage;
    await stage.startAll();
    await stage.startAll();
    const pauses = random.between(1, 4);
    const load = flow.send(records, pauses * 9_000);
    await stage.untilBegun();
    for (let round = 0; round < pauses; round += 1) {
      await stage.wait(0, 1_500);
      await stage.pauseOne();
    }
    await load;
  },
};
