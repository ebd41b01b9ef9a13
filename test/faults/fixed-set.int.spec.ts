import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServers } from '@lianfang/testing';
import { PLANTS } from './build/plants';
import { planPlanted, planSeed, playSeed, prepareCampaign, type Campaign } from './run/campaign';
import type { SeedResult } from './run/run-seed';
import { scenarios } from './scenarios/scenarios';
import type { Scenario } from './scenarios/scenario';
import { foreignServers } from './servers/fault-servers';

const RECORDS = 3_000;
const TEST_MS = 300_000;

const hasPython = spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0;
if (!hasPython) process.stderr.write('\nSKIPPED: the fixed set of faults; its oracle needs python3 with venv.\n\n');

/** A small part of `npm run faults`, on the servers of the integration tests: so none that breaks a server. */
(hasPython ? describe : describe.skip)('a fixed set of faults', () => {
  const { brokers, node } = testServers();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-faults-'));
  let campaign: Campaign;

  beforeAll(async () => {
    const servers = foreignServers(brokers, node);
    const say = (line: string): boolean => process.stderr.write(`${line}\n`);
    const options = { servers, folder, peer: false, long: false, records: RECORDS, previous: false };
    campaign = await prepareCampaign({ ...options, say });
  }, TEST_MS);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function scenarioOf(id: string): Scenario {
    const found = scenarios.find((scenario) => scenario.id === id);
    if (found) return found;
    throw new Error(`No scenario ${id}.`);
  }

  function sumOf({ ours: { lost, doubled, unexplained } }: SeedResult): number {
    return lost + doubled + unexplained;
  }

  it(
    'stores what the oracle derives, whatever happens meanwhile',
    async () => {
      const results = await Promise.all(
        [1, 7].map((seed) => playSeed(planSeed(campaign, seed, scenarioOf(`F${seed}`)))),
      );
      expect(results.map(({ ours }) => ours)).toEqual(
        results.map(() => ({ lost: 0, doubled: 0, unexplained: 0, examples: [] })),
      );
      for (const { records } of results) expect(records.length).toBeGreaterThan(3);
    },
    TEST_MS,
  );

  it(
    'catches bugs that are planted',
    async () => {
      const planted = PLANTS.filter(({ name }) => ['wall-clock-bucket', 'lost-record'].includes(name));
      const results = await Promise.all(
        planted.map(async (plant, at) => {
          return playSeed(await planPlanted(campaign, at + 1, [plant, scenarioOf(plant.scenario)]));
        }),
      );
      expect(results).toHaveLength(2);
      const caught = results.map((result, at) => [planted[at]?.name, sumOf(result) > 0]);
      expect(caught).toEqual(planted.map(({ name }) => [name, true]));
    },
    TEST_MS,
  );
});
