import { PASSES_MS } from './measure/hold-up';
import { runMeasure } from './measure/run-measure';
import type { PatternCost } from './measure/slowest-pattern';

const MEASURE_MS = 300_000;

describe('B7: the worst input for every regular expression of ours', () => {
  it(
    'holds up its partition for no longer than any record may',
    async () => {
      const costs = await runMeasure<readonly PatternCost[]>('patterns');
      const [worst] = [...costs].sort((one, other) => other.ms - one.ms);
      process.stderr.write(`${costs.length} patterns, the slowest ${worst?.ms} ms: ${worst?.pattern}\n`);
      expect(costs.length).toBeGreaterThan(200);
      expect(costs.filter(({ ms }) => ms > PASSES_MS)).toEqual([]);
    },
    MEASURE_MS,
  );
});
