import type { GarbageCost } from './measure/garbage-cost';
import { runMeasure } from './measure/run-measure';

/** What a tenth of garbage may cost of throughput. */
const MOST = 1.15;
const PAIRS = '21';

/** Other programs only ever make it worse: a bad figure is measured again. */
const TRIES = 3;

async function measured(): Promise<readonly GarbageCost[]> {
  for (let tries = 1; ; tries += 1) {
    const costs = await runMeasure<readonly GarbageCost[]>('garbage', PAIRS);
    for (const { load, without, including, ratio } of costs) {
      const figures = `${without.toFixed(2)} to ${including.toFixed(2)} µs a record, ratio ${ratio.toFixed(3)}`;
      process.stderr.write(`A tenth of garbage among ${load}: ${figures}\n`);
    }
    if (tries === TRIES || costs.every(({ ratio }) => ratio <= MOST)) return costs;
  }
}

describe('a tenth of garbage', () => {
  it('costs at most 15 % of throughput', async () => {
    const costs = await measured();
    expect(costs.filter(({ ratio }) => !(ratio <= MOST))).toEqual([]);
    expect(costs).toHaveLength(2);
  }, 120_000);
});
