import { join } from 'node:path';
import type { Machine } from '../measure/machine';
import type { BenchStage } from '../run/bench-stage';
import { runFixedRate, type FixedRateFigures } from './fixed-rate';

/** The national average, ten and a hundred times of it, with the partitions that sizing gives them. */
const EVEN_RATES = [
  { rate: 501, partitions: 4 },
  { rate: 5_010, partitions: 4 },
  { rate: 50_100, partitions: 12 },
] as const;

/** The last line of `--even-rates`. */
export interface EvenRatesReport {
  readonly machine: Machine;
  readonly rates: readonly (FixedRateFigures & { readonly rate: number; readonly partitions: number })[];
  /** Why the run is void; empty when every figure is right. */
  readonly wrong: readonly string[];
}

/** What every program takes at these rates, one after the other, `--seconds` of each. */
export async function playEvenRates(stage: BenchStage, machine: Machine): Promise<EvenRatesReport> {
  const { servers, programs, reference, python, options, say } = stage;
  const rates: EvenRatesReport['rates'][number][] = [];
  const wrong: string[] = [];
  for (const plan of EVEN_RATES) {
    stage.signal.throwIfAborted();
    const figures = await runFixedRate({
      ...{ servers, programs, reference, python, say, ...plan },
      folder: join(stage.folder, `even-${plan.rate}`),
      seconds: options.seconds,
    });
    rates.push({ ...plan, ...figures });
    say(`${plan.rate}/s: ${JSON.stringify(figures.coreShare)} of a core`);
    if (figures.differences > 0) {
      wrong.push(`at ${plan.rate}/s: ${figures.differences} figures differ`, ...figures.examples);
    }
  }
  return { machine, rates, wrong };
}
