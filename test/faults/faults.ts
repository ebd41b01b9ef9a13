import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, requireFreeDisk, runCommand } from '@lianfang/local';
import { PLANTS } from './build/plants';
import { parseFaultOptions, type FaultOptions } from './fault-options';
import { describeSeed, differencesOf, summaryOf, tableOf } from './summary';
import { planPlanted, planSeed, playSeed, prepareCampaign, type Campaign } from './run/campaign';
import type { SeedResult } from './run/run-seed';
import { scenarios } from './scenarios/scenarios';
import { startFaultServers } from './servers/fault-servers';

interface Run {
  readonly options: FaultOptions;
  readonly campaign: Campaign;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** `npm run faults`: seeded faults on real servers, compared with an oracle. README.md beside this has the rest. */
async function faults(signal: AbortSignal): Promise<number> {
  const options = parseFaultOptions(process.argv.slice(2));
  const say = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-faults-'));
  try {
    await requireFreeDisk(folder);
    const servers = await startFaultServers(join(folder, 'servers'), say);
    try {
      const { peer, long, records } = options;
      const previous = options.scenario.length === 0 || options.scenario.includes('F14');
      const campaign = await prepareCampaign({ servers, folder, peer, long, records, previous, say });
      const run = { options, campaign, say, signal };
      return await (options.plants ? runPlants(run) : runSeeds(run));
    } finally {
      await servers.stop();
    }
  } finally {
    if (options.keep) say(`logs and dumps are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function runSeeds({ options, campaign, say, signal }: Run): Promise<number> {
  const results: SeedResult[] = [];
  for (const { seed, scenario } of plansOf(options)) {
    if (signal.aborted) break;
    const result = await playSeed(planSeed(campaign, seed, scenario));
    results.push(result);
    for (const line of describeSeed(result)) say(line);
  }
  if (!options.json) process.stdout.write(tableOf(results));
  const summary = summaryOf(results);
  process.stdout.write(`${JSON.stringify(summary)}\n`);
  return differencesOf(summary.ours) === 0 ? 0 : 1;
}

/** A fault falls where it falls: a plant has so many seeds to be caught by. */
const SEEDS_PER_PLANT = 6;

/** Plants one bug after the other; each must be caught. */
async function runPlants({ options, campaign, say, signal }: Run): Promise<number> {
  const missed: string[] = [];
  const wanted = PLANTS.filter(({ name }) => options.plant === undefined || name === options.plant);
  for (const plant of wanted) {
    const scenario = scenarios.find(({ id }) => id === plant.scenario);
    let isCaught = false;
    for (let seed = options.seed ?? 1; scenario && !isCaught && seed <= SEEDS_PER_PLANT; seed += 1) {
      if (signal.aborted) return 1;
      const result = await playSeed(await planPlanted(campaign, seed, [plant, scenario]));
      isCaught = differencesOf(result.ours) > 0;
      say(`plant ${plant.name}: ${isCaught ? 'caught' : 'not caught by this seed'}`);
      for (const line of describeSeed(result).slice(0, 4)) say(`  ${line}`);
    }
    if (!isCaught) missed.push(plant.name);
  }
  process.stdout.write(`${JSON.stringify({ plants: wanted.length, caught: wanted.length - missed.length, missed })}\n`);
  return missed.length === 0 ? 0 : 1;
}

/** Scenarios rotate over seeds, so that the same seed always meets the same scenario unless one is chosen. */
function plansOf({ seeds, seed, scenario: chosen }: FaultOptions) {
  const wanted = chosen.length === 0 ? scenarios : scenarios.filter(({ id }) => chosen.includes(id));
  const numbers = seed === undefined ? Array.from({ length: seeds }, (_, at) => at + 1) : [seed];
  return numbers.flatMap((number) => {
    const scenario = wanted[(number - 1) % wanted.length];
    return scenario ? [{ seed: number, scenario }] : [];
  });
}

await runCommand(faults);
