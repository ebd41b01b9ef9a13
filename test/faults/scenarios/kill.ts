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
    for (let kills = random.between(2, 5); kills > 0; kills -= 1) {
      await stage.wait(300, 1_500);
      if (random.chance(0.5)) await nextBulk(stage);
      await Promise.all(sides.map((side) => side.leave('kill')));
      shim.rule = () => undefined;
      await stage.startAll();
      await stage.recovery.faultEnded();
    }
    await load;
  },
};

/** Resolves while a bulk is under way: it is written, and its answer never arrives. */
function nextBulk({ shim }: Parameters<Scenario['play']>[0]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 2_000);
    shim.rule = ({ path }) => {
      if (!path.includes('_bulk')) return undefined;
      clearTimeout(timer);
      setTimeout(resolve, 5);
      return 'cut';
    };
  });
}
