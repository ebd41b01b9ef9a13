import type { GarbageCost } from './measure/garbage-cost';
import { runMeasure } from './measure/run-measure';

/**
 * What a tenth of garbage may cost, from the bytes of a record to its account and its dead letter. Wanted is 1.15 of throughput.
 * Since usual alerts of EVE are read in half the time, garbage among them, which is parsed, weighs twice as much: 1.18
 * was measured here, so this only keeps it from growing. Of all that the collector does for an event, this part is a third.
 */
const MOST: Readonly<Record<string, number>> = { EVE: 1.3, 'all formats': 1.15 };
const PAIRS = '21';

/** Other programs only ever make it worse: a bad figure is measured again. */
const TRIES = 3;

function isEnough({ load, ratio }: GarbageCost): boolean {
  return ratio <= (MOST[load] ?? 0);
}

async function measured(): Promise<readonly GarbageCost[]> {
  for (let tries = 1; ; tries += 1) {
    const costs = await runMeasure<readonly GarbageCost[]>('garbage', PAIRS);
    for (const { load, without, including, ratio } of costs) {
      const figures = `${without.toFixed(2)} to ${including.toFixed(2)} µs a record, ratio ${ratio.toFixed(3)}`;
      process.stderr.write(`A tenth of garbage among ${load}: ${figures}\n`);
    }
    if (tries === TRIES || costs.every(isEnough)) return costs;
  }
}

describe('a tenth of garbage', () => {
  it('costs little of throughput', async () => {
    const costs = await measured();
    expect(costs.filter((cost) => !isEnough(cost))).toEqual([]);
    expect(costs).toHaveLength(2);
  }, 120_000);
});
