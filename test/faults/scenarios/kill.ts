import type { Stage } from '../run/stage';
import type { Scenario } from './scenario';

/** F1: killed at random points; also inside a bulk, and between its acknowledgement and what follows. */
export const kill: Scenario = {
  id: 'F1',
  title: 'collector killed at random points',
  play: async (stage, { records }) => {
    const { random, flow, sides, shim } = stage;
    await stage.startAll();
    const load = flow.send(records, 7_000);
    await stage.untilBegun();
    for (let kills = random.between(1, 4); kills > 0; kills -= 1) {
      await stage.wait(200, 3_000);
      if (random.chance(0.5)) await insideBulk(stage);
      await Promise.all(sides.map((side) => side.leave('kill')));
      shim.rule = undefined;
      await stage.startAll();
      await stage.recovery.faultEnded();
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
