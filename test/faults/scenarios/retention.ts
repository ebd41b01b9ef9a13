import type { Scenario } from './scenario';

/** F5: retention passes what is committed while nobody reads: the gap is lost, and must be in the ledger from-to. */
export const retention: Scenario = {
  id: 'F5',
  title: 'retention passes the committed offset',
  // A repeat must not have its first sighting among what is deleted: then it would be no repeat to whoever counts again.
  furthestRepeat: 0,
  play: async (stage, { records }) => {
    const { random, flow, sides } = stage;
    await stage.startAll();
    const first = flow.send(records / 2, 4_000);
    await stage.untilBegun();
    if (random.chance(0.5)) await stage.drain();
    else await stage.wait(0, 2_000);
    if (random.chance(0.7)) {
      await Promise.all(sides.map((side) => side.leave('kill')));
      await first;
      await flow.sendNow(400);
      await stage.deleteRecords();
      await stage.startAll();
    } else {
      await first;
      await stage.deleteRecords();
    }
    await stage.recovery.faultEnded();
    await flow.send(records / 2, 4_000);
  },
};
