import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { testServers } from '@lianfang/testing';

const ROOT = resolve(import.meta.dirname, '../..');

/** How a command ended. */
export interface CommandEnd {
  readonly code: number | null;
  /** What it told the person at the terminal. */
  readonly said: string;
  /** The last line of its standard output, where that is JSON. */
  readonly report: Readonly<Record<string, unknown>>;
}

/** Runs `npm run backup` or `npm run restore` as an operator does. @param env beyond the names of an installation */
export function runNpm(
  command: 'backup' | 'restore',
  prefix: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<CommandEnd> {
  const { brokers, node } = testServers();
  const child = spawn(process.execPath, ['deploy/local/bootstrap.mjs', command, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: node,
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      LIANFANG_BACKUP_REPOSITORY: `${prefix}-backup`,
      LIANFANG_BACKUP_LOCATION: `${prefix}-backup`,
      ...env,
    },
  });
  let [said, printed] = ['', ''];
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  return new Promise((done) => {
    child.once('close', (code) => {
      const line = printed.trim().split('\n').at(-1) ?? '';
      done({ code, said, report: line.startsWith('{') ? (JSON.parse(line) as CommandEnd['report']) : {} });
    });
  });
}

/** The same, where anything but success fails the test, saying why. @returns its report */
export async function mustRun(...order: Parameters<typeof runNpm>): Promise<CommandEnd['report']> {
  const { code, said, report } = await runNpm(...order);
  expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  return report;
}
