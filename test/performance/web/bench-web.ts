import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsedProgress, repositoryRoot, runCommand } from '@lianfang/local';
import { openBrowser } from '../../browser/fixture/open-browser';
import { lookAtMachine } from '../measure/machine';
import { playWeb } from './play-web';
import { parseWebOptions } from './web-options';
import { webTable } from './web-report';

/** `npm run bench:web`: the browser's budgets and REST's, on the whole system with live traffic. README.md has the rest. */
async function benchWeb(signal: AbortSignal): Promise<number> {
  const options = parseWebOptions(process.argv.slice(2));
  const machine = lookAtMachine(repositoryRoot(), undefined);
  const say = elapsedProgress();
  const folder = mkdtempSync(join(tmpdir(), 'lianfang-bench-web-'));
  const browser = await openBrowser();
  try {
    const report = { machine, ...(await playWeb({ browser, folder, options, say, signal })) };
    if (!options.json) process.stdout.write(webTable(report));
    process.stdout.write(`${JSON.stringify(report)}\n`);
    for (const line of report.wrong) say(`VOID: ${line}`);
    return report.wrong.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    if (options.keep) say(`logs are kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

await runCommand(benchWeb);
