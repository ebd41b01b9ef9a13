import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, repositoryRoot, runCommand } from '@lianfang/local';
import { lookAtMachine } from '../measure/machine';
import { parseLiveOptions } from './live-options';
import { playLive } from './play-live';
import { liveTable } from './live-report';

/** `npm run bench:live`: the live path of the gateway, beside `ws` that compresses for each client. README.md has the rest. */
async function benchLive(signal: AbortSignal): Promise<number> {
  const options = parseLiveOptions(process.argv.slice(2));
  const machine = lookAtMachine(repositoryRoot(), undefined);
  const say = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-live-'));
  try {
    const report = { machine, ...(await playLive({ options, say, signal, folder })) };
    if (!options.json) process.stdout.write(liveTable(report));
    process.stdout.write(`${JSON.stringify(report)}\n`);
    for (const line of report.wrong) say(`VOID: ${line}`);
    return report.wrong.length === 0 ? 0 : 1;
  } finally {
    if (options.keep) say(`logs are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

await runCommand(benchLive);
