import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';
import type { Scenario } from './scenario';

const HOUR_MS = 3_600_000;

/** F9: the collector's clock steps by an hour, both ways. Wrong clocks of sensors, late and future events are in every load. */
export const clockSteps: Scenario = {
  id: 'F9',
  title: 'clock steps of an hour both ways',
  play: async (stage, { records }) => {
    const { random, flow, options, sides } = stage;
    const file = join(options.folder, 'clock');
    const set = (offset: number): void => {
      writeFileSync(`${file}.new`, String(offset));
      renameSync(`${file}.new`, file);
    };
    set(random.pick([0, HOUR_MS, -HOUR_MS]));
    const preload = join(repositoryRoot(), 'test', 'faults', 'clock', 'moving-clock.mjs');
    const change = { env: { LF_CLOCK_FILE: file, NODE_OPTIONS: `--import=${preload}` } };
    await stage.startAll(change);
    const load = flow.send(records, 9_000);
    await stage.untilBegun();
    for (const offset of random.chance(0.5) ? [HOUR_MS, -HOUR_MS, 0] : [-HOUR_MS, HOUR_MS, 0]) {
      await stage.wait(800, 2_500);
      set(offset);
      if (!random.chance(0.3)) continue;
      await Promise.all(sides.map((side) => side.leave('kill')));
      await stage.startAll(change);
    }
    await stage.recovery.faultEnded();
    await load;
  },
};
