import type { Stage } from '../run/stage';
import type { Scenario } from './scenario';

/** F1: killed at random points; also inside a bulk, and between its acknowledgement and what follows. */
export const kill: Scenario = {
  id: 'F1',
  title: 'collector killed at random points',
  play: async (stage, { records }) => {
    const { random, flow, sides, shim, recovery } = stage;
    await stage.startAll();
    const kills = random.between(2, 5);
    const load = flow.send(records, kills * 4_000);
    for (let round = 0; round < kills; round += 1) {
      const before = await recovery.stored();
      await flow.sendNow(100);
      // Else a slow machine would be killed before it has done anything, and that alone proves little.
      if (!random.chance(0.2)) await stage.untilBegun(before);
      await stage.wait(0, 1_000);
      if (random.chance(0.5)) await insideBulk(stage);
      await Promise.all(sides.map((side) => side.leave('kill')));
      shim.rule = undefined;
      await stage.startAll();
      await recovery.faultEnded();
    }
    await load;
  },
};

/** Resolves while a bulk is under way: it is written, and its answer never arrives. */
function insideBulk({ shim }: Stage): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 3_000);
    shim.rule = ({ path }) => {
      if (!path.includes('_bulk')) return undefined;
      clearTimeout(timer);
      setTimeout(resolve, 5);
      return 'cut';
    };
  });
}
