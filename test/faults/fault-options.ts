import { parseArgs } from 'node:util';
import { UsageError } from '@lianfang/local';
import { PLANTS } from './build/plants';
import { scenarios } from './scenarios/scenarios';

/** What is asked for on the command line. */
export interface FaultOptions {
  readonly seeds: number;
  /** Only this seed. */
  readonly seed: number | undefined;
  /** Only these scenarios; all, when empty. */
  readonly scenario: readonly string[];
  readonly json: boolean;
  readonly peer: boolean;
  readonly long: boolean;
  /** Keeps logs and dumps. */
  readonly keep: boolean;
  /** Records a seed. */
  readonly records: number;
  /** Plants bugs, and expects that each is caught. */
  readonly plants: boolean;
  /** Only this plant. */
  readonly plant: string | undefined;
}

const USAGE = `npm run faults -- [--seeds N] [--seed K] [--scenario F1,F6] [--json] [--no-peer] [--long] [--keep]
                [--records N] [--plants] [--plant NAME]`;

/** @throws UsageError which says what to write instead. */
export function parseFaultOptions(args: readonly string[]): FaultOptions {
  const options = {
    seeds: { type: 'string', default: String(scenarios.length) },
    seed: { type: 'string' },
    scenario: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: true },
    long: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    records: { type: 'string', default: '10000' },
    plants: { type: 'boolean', default: false },
    plant: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, allowNegative: true });
    const scenario = values.scenario.split(',').filter((id) => id !== '');
    const unknown = scenario.find((id) => !scenarios.some((one) => one.id === id));
    if (unknown) throw new Error(`Unknown scenario ${unknown}.`);
    const { json, peer, long, keep, plant } = values;
    if (plant !== undefined && !PLANTS.some(({ name }) => name === plant)) throw new Error(`Unknown plant ${plant}.`);
    const seed = values.seed === undefined ? undefined : whole(values.seed);
    const [seeds, records] = [whole(values.seeds), whole(values.records)];
    const plants = values.plants || plant !== undefined;
    return { seeds, seed, scenario, json, peer, long, keep, records, plants, plant };
  } catch (problem) {
    throw new UsageError(problem instanceof Error ? problem.message : String(problem), USAGE);
  }
}

function whole(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`${text} is not a whole number above 0.`);
  return Number(text);
}
