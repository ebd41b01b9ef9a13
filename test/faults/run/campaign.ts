import { join } from 'node:path';
import { repositoryRoot } from '@lianfang/local';
import { buildCollector, HURRIED, type CHUNK_RULES } from '../build/collector-build';
import { buildPeer } from '../build/peer-build';
import type { Plant } from '../build/plants';
import { previousRelease } from '../build/previous-release';
import { Random } from '../load/random';
import { prepareOraclePython } from '../oracle/run-oracle';
import type { Scenario } from '../scenarios/scenario';
import type { FaultServers } from '../servers/fault-servers';
import { runSeed, type SeedPlan, type SeedResult } from './run-seed';

type Pace = keyof typeof CHUNK_RULES;

/** What all seeds of a run have in common. */
export interface Campaign {
  readonly servers: FaultServers;
  readonly folder: string;
  readonly python: string;
  readonly collectors: Readonly<Record<Pace, string>>;
  readonly previous: Readonly<Record<Pace, string>> | undefined;
  readonly peer: string | undefined;
  readonly records: number;
  readonly long: boolean;
}

/** What a campaign is made from. */
export interface CampaignOptions {
  readonly servers: FaultServers;
  readonly folder: string;
  readonly peer: boolean;
  readonly records: number;
  readonly long: boolean;
  /** False where no scenario of the run needs the release before this one. */
  readonly previous: boolean;
  readonly say: (line: string) => void;
}

/** One seed of five runs the product as it is; the others make many short chunks, see {@link HURRIED}. */
const STOCK_SHARE = 0.2;
/** One of three keeps few cells, so that rows overflow. */
const SMALL_SHARE = 0.33;
const PARTITIONS = 4;
const SESSION_MS = 3_000;
const CELL_LIMIT = 100_000;
const SMALL_CELL_LIMIT = 1_000;
const SETTINGS = 7_919;

/** Builds what is to run, and fetches the oracle where it is missing. */
export async function prepareCampaign(options: CampaignOptions): Promise<Campaign> {
  const { servers, folder, records, long, say } = options;
  const root = repositoryRoot();
  const release = options.previous ? await previousRelease(root, say) : undefined;
  return {
    servers,
    folder,
    records,
    long,
    python: await prepareOraclePython(say),
    collectors: await buildBoth(root, 'this'),
    previous: release === undefined ? undefined : await buildBoth(release, 'previous'),
    peer: options.peer ? await buildPeer(root) : undefined,
  };
}

/** One seed of a campaign. */
export function planSeed(campaign: Campaign, seed: number, scenario: Scenario): SeedPlan {
  const { collectors, previous, folder, ...rest } = campaign;
  // Of its own, so that scenarios, which follow the seed's number, meet every setting.
  const random = new Random(seed + SETTINGS);
  const pace = random.chance(STOCK_SHARE) ? 'stock' : 'hurried';
  return {
    ...rest,
    seed,
    scenario,
    pace,
    collector: collectors[pace],
    previous: previous?.[pace],
    folder: join(folder, `seed-${seed}-${scenario.id}`),
    partitions: PARTITIONS,
    window: pace === 'stock' ? 65_536 : 300,
    cellLimit: random.chance(SMALL_SHARE) ? SMALL_CELL_LIMIT : CELL_LIMIT,
    sessionMs: SESSION_MS,
  };
}

/** Plays a seed, on a cluster of several nodes where its scenario needs one. */
export function playSeed(plan: SeedPlan): Promise<SeedResult> {
  if (!plan.scenario.needsCluster?.(plan.seed)) return runSeed(plan);
  return plan.servers.withCluster((servers) => runSeed({ ...plan, servers }));
}

/** One seed with a bug planted into the collector. */
export async function planPlanted(campaign: Campaign, seed: number, planted: [Plant, Scenario]): Promise<SeedPlan> {
  const [plant, scenario] = planted;
  const root = repositoryRoot();
  const plan = planSeed(campaign, seed, scenario);
  const changes = [...(plan.pace === 'hurried' ? HURRIED : []), ...plant.changes];
  const collector = await buildCollector({ root, name: plant.name, changes });
  return { ...plan, collector, folder: `${plan.folder}-${plant.name}` };
}

async function buildBoth(root: string, name: string): Promise<Record<Pace, string>> {
  return {
    stock: await buildCollector({ root, name: `${name}-stock`, changes: [] }),
    hurried: await buildCollector({ root, name: `${name}-hurried`, changes: HURRIED }),
  };
}
