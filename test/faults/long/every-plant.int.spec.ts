import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PLANTS } from '../build/plants';
import { planPlanted, playSeed, prepareCampaign, type Campaign } from '../run/campaign';
import { scenarios } from '../scenarios/scenarios';
import { startFaultServers, type FaultServers } from '../servers/fault-servers';

const RECORDS = 6_000;
const TEST_MS = 900_000;
/** A fault falls where it falls: a plant has so many seeds to be caught by. */
const SEEDS = [1, 2, 3, 4, 5, 6];

/** A checker counts only after it was seen to catch what is planted. */
describe('every planted bug', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-faults-'));
  let servers: FaultServers | undefined;
  let campaign: Campaign;

  beforeAll(async () => {
    const say = (line: string): boolean => process.stderr.write(`${line}\n`);
    servers = await startFaultServers(join(folder, 'servers'), say);
    const options = { servers, folder, peer: false, long: false, records: RECORDS, previous: false };
    campaign = await prepareCampaign({ ...options, say });
  }, TEST_MS);

  afterAll(async () => {
    await servers?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, TEST_MS);

  it.each(PLANTS.map((plant) => [plant.name, plant] as const))(
    '%s is caught',
    async (_name, plant) => {
      const scenario = scenarios.find(({ id }) => id === plant.scenario);
      if (scenario === undefined) throw new Error(`No scenario ${plant.scenario}.`);
      let differences = 0;
      for (const seed of SEEDS) {
        if (differences > 0) break;
        const { ours } = await playSeed(await planPlanted(campaign, seed, [plant, scenario]));
        differences = ours.lost + ours.doubled + ours.unexplained;
      }
      expect(differences).toBeGreaterThan(0);
    },
    TEST_MS,
  );
});
