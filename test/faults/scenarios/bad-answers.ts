import { SHIM_FAULTS } from '../servers/shim';
import type { Scenario } from './scenario';

/** F7: every second or so Elasticsearch answers in another bad way, for whole bulks and for single items. */
export const badAnswers: Scenario = {
  id: 'F7',
  title: '429, 503, reset, truncated, 200 with errors',
  play: async (stage, { records }) => {
    const { random, flow, shim } = stage;
    await stage.startAll();
    const load = flow.send(records, 12_000);
    await stage.untilBegun();
    for (let turn = 0; turn < 8; turn += 1) {
      const fault = random.pick(SHIM_FAULTS);
      const share = random.pick([0.2, 0.5, 1]);
      shim.rule = () => (random.chance(share) ? fault : undefined);
      await stage.wait(500, 2_500);
      shim.rule = undefined;
      await stage.wait(0, 800);
    }
    await stage.recovery.faultEnded();
    await load;
  },
};
