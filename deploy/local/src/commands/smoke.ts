import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../process/free-port';
import { requireFreeDisk } from '../process/free-disk';
import { elapsedProgress } from '../process/progress';
import { runSmoke } from '../smoke/run-smoke';
import { parseSmokeOptions } from '../smoke/smoke-options';
import { startSystem } from '../system/start-system';
import { runCommand } from './run-command';

/** A file may hold lines that are larger than any event; they are to be rejected by the collector and not by Kafka. */
const FILE_LINE_BYTES = 16 * 1024 * 1024;

/** `npm run smoke`: the whole system on free ports and empty folders; does what goes in come out everywhere? */
async function smoke(signal: AbortSignal): Promise<number> {
  const file = parseSmokeOptions(process.argv.slice(2));
  // The person's own servers and settings are left alone.
  for (const name of Object.keys(process.env)) {
    if (/^(KAFKA_|ELASTICSEARCH_|LIANFANG_(?!HOME$))/.test(name)) delete process.env[name];
  }
  const dataFolder = mkdtempSync(join(tmpdir(), 'lianfang-smoke-'));
  const progress = elapsedProgress();
  try {
    await requireFreeDisk(dataFolder);
    const input =
      file === undefined
        ? { topic: 'threat-events', lateness: '7d' }
        : { topic: 'smoke-file', lateness: '36500d', limitBytes: FILE_LINE_BYTES };
    const gatewayPort = await freePort();
    const options = { dataFolder, gatewayPort, inputs: [input], dashboard: false, signal, progress } as const;
    const system = await startSystem({ ...options, servers: undefined, serverPorts: 'free', traffic: undefined });
    try {
      const { report, problems } = await runSmoke({ system, topic: input.topic, file, progress, signal });
      for (const problem of problems) progress(`wrong: ${problem}`);
      process.stdout.write(`${JSON.stringify(report)}\n`);
      return problems.length === 0 ? 0 : 1;
    } finally {
      progress('stopping');
      await system.stop();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

await runCommand(smoke);
