import { Random } from '../load/random';
import type { Stage } from '../run/stage';
import type { Scenario } from './scenario';

const LONG_MS = 600_000;

/**
 * F6: Elasticsearch is killed inside a bulk. The only node: it is away while events go on. One of three: another answers
 * for it, with what was acknowledged.
 */
export const elasticsearchAway: Scenario = {
  id: 'F6',
  title: 'Elasticsearch killed inside a bulk, away for long',
  needsCluster: (seed) => new Random(seed).chance(0.3),
  play: async (stage, { records, long }) => {
    const { random, flow, shim, options } = stage;
    const [first, second] = options.servers.elasticsearch;
    if (first === undefined) throw new Error('F6 needs an Elasticsearch of its own.');
    const awayMs = long ? LONG_MS : random.between(15_000, 25_000);
    await stage.startAll();
    const load = flow.send(records, awayMs);
    await stage.untilBegun();
    await stage.wait(200, 2_000);
    await insideBulk(stage);
    await first.kill();
    if (second) shim.target = second.node;
    await stage.wait(awayMs);
    await first.restart();
    await stage.recovery.faultEnded();
    await load;
  },
};

/** Resolves a few milliseconds after a bulk was handed to the server. */
async function insideBulk({ shim, random }: Stage): Promise<void> {
  await new Promise<void>((resolve) => {
    shim.rule = ({ path }) => {
      if (path.includes('_bulk')) setTimeout(resolve, random.below(20));
      return undefined;
    };
    setTimeout(resolve, 3_000);
  });
  shim.rule = undefined;
}
