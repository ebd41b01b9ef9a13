import type { Scenario } from './scenario';

/** F2: one of two members is paused for longer than its session, and goes on writing after another took its partitions. */
export const zombie: Scenario = {
  id: 'F2',
  title: 'collector paused past its session, then a zombie',
  play: async (stage, { records }) => {
    const { random, flow, sides, options } = stage;
    await stage.startAll();
    await stage.startAll();
    const load = flow.send(records, 9_000);
    await stage.untilBegun();
    for (let pauses = random.between(1, 3); pauses > 0; pauses -= 1) {
      await stage.wait(200, 2_000);
      const paused = sides.map(({ members }) => random.pick(members));
      for (const member of paused) member.pause();
      await stage.wait(options.sessionMs + 1_000, options.sessionMs + 4_000);
      for (const member of paused) member.resume();
      await stage.recovery.faultEnded();
    }
    await load;
  },
};
