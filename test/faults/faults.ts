import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, repositoryRoot, requireFreeDisk, runCommand } from '@lianfang/local';
import { buildCollector, HURRIED } from './build/collector-build';
import { buildPeer } from './build/peer-build';
import { parseFaultOptions, type FaultOptions } from './fault-options';
import { preparePython } from './oracle/run-oracle';
import { runSeed, type SeedResult } from './run/run-seed';
import { scenarios } from './scenarios/scenarios';
import { startFaultServers } from './servers/fault-servers';
import { summaryOf, tableOf } from './summary';

/** `npm run faults`: seeded faults on real servers, compared with an oracle. README.md beside this has the rest. */
async function faults(signal: AbortSignal): Promise<number> {
  const options = parseFaultOptions(process.argv.slice(2));
  const progress = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-faults-'));
  try {
    await requireFreeDisk(folder);
    const results = await runAll(options, { folder, progress, signal });
    if (!options.json) process.stdout.write(tableOf(results));
    const summary = summaryOf(results);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    const { lost, doubled, unexplained } = summary.ours;
    return lost + doubled + unexplained === 0 ? 0 : 1;
  } finally {
    if (!options.keep) rmSync(folder, { recursive: true, force: true });
  }
}

interface Surroundings {
  readonly folder: string;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

async function runAll(options: FaultOptions, { folder, progress, signal }: Surroundings): Promise<SeedResult[]> {
  const root = repositoryRoot();
  const python = await preparePython(progress);
  const bundles = {
    stock: await buildCollector({ root, name: 'stock', changes: [] }),
    hurried: await buildCollector({ root, name: 'hurried', changes: HURRIED }),
  };
  const peer = options.peer ? await buildPeer(root) : undefined;
  const servers = await startFaultServers(join(folder, 'servers'), progress);
  const results: SeedResult[] = [];
  try {
    for (const { seed, scenario } of plansOf(options)) {
      if (signal.aborted) break;
      const pace = seed % 5 === 0 ? 'stock' : 'hurried';
      const result = await runSeed({
        seed,
        scenario,
        servers,
        collector: bundles[pace],
        peer,
        pace,
        python,
        folder: join(folder, `seed-${seed}-${scenario.id}`),
        partitions: 4,
        window: pace === 'stock' ? 65_536 : 300,
        cellLimit: 100_000,
        sessionMs: 3_000,
        records: 12_000,
        long: options.long,
      });
      results.push(result);
      report(result, progress);
    }
    return results;
  } finally {
    await servers.stop();
  }
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

function report(
  { seed, scenario, ours, peer, seconds, recoverySeconds, records, rows }: SeedResult,
  progress: (line: string) => void,
): void {
  const bad = ours.lost + ours.doubled + ours.unexplained > 0;
  const figures = ({ lost, doubled, unexplained }: typeof ours): string => `${lost}/${doubled}/${unexplained}`;
  progress(
    `seed ${seed} ${scenario}: ours ${figures(ours)}${peer ? `, peer ${figures(peer)}` : ''} (lost/doubled/unexplained); ` +
      `recovery ${recoverySeconds.map((one) => one.toFixed(1)).join(' ') || '-'} s; ${seconds.toFixed(0)} s in all; ` +
      `${records.map((one) => one.join(' ')).join(', ')}; rows ${rows.map((one) => one.join(' ')).join(', ')}`,
  );
  if (!bad) return;
  for (const example of ours.examples) progress(`  ${example}`);
  progress(`  repeat it: npm run faults -- --seed ${seed} --scenario ${scenario}`);
}

await runCommand(faults);
