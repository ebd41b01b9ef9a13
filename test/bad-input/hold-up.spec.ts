import { PASSES_MS } from './measure/hold-up';
import { runMeasure } from './measure/run-measure';
import type { RecordCost } from './measure/slowest-record';

const MEASURE_MS = 300_000;
/** Records to try in each spelling beside the fixed ones; `LIANFANG_SEARCH=2000` looks longer. */
const CHANGES = process.env['LIANFANG_SEARCH'] ?? '20';
const SEED = process.env['LIANFANG_SEED'] ?? '1';

describe('no record within the size limit', () => {
  it(
    'holds up its partition for longer than 10 ms',
    async () => {
      const costs = await runMeasure<readonly RecordCost[]>('records', CHANGES, SEED);
      for (const { spelling, ms, units, head } of costs) {
        const filling = JSON.stringify(units).slice(0, 60);
        process.stderr.write(
          `Slowest ${spelling}: ${ms.toFixed(1)} ms, full of ${filling} behind ${JSON.stringify(head)}\n`,
        );
      }
      expect(costs.filter(({ ms }) => ms > PASSES_MS)).toEqual([]);
    },
    MEASURE_MS,
  );
});
