import { setTimeout as pause } from 'node:timers/promises';
import type { Scenario } from './scenario';

const LONG_MS = 600_000;

/** F6: Elasticsearch is killed inside a bulk, and is away while events go on. */
export const elasticsearchAway: Scenario = {
  id: 'F6',
  title: 'Elasticsearch killed inside a bulk, away for long',
  breaksServers: true,
  play: async (stage, { records, long }) => {
    const { random, flow, shim, options } = stage;
    const { elasticsearch } = options.servers;
    if (elasticsearch === undefined) throw new Error('F6 needs an Elasticsearch of its own.');
    const awayMs = long ? LONG_MS : random.between(15_000, 25_000);
    await stage.startAll();
    const load = flow.send(records, awayMs);
    await stage.untilBegun();
    await stage.wait(200, 2_000);
    await new Promise<void>((resolve) => {
      shim.rule = ({ path }) => {
        if (path.includes('_bulk')) setTimeout(resolve, random.below(20));
        return undefined;
      };
      setTimeout(resolve, 3_000);
    });
    shim.rule = undefined;
    await elasticsearch.kill();
    await pause(awayMs);
    await elasticsearch.restart();
    await stage.recovery.faultEnded();
    await load;
  },
};
