import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { testServers } from '@lianfang/testing';

const ROOT = resolve(import.meta.dirname, '../..');

/** How a rebuild ended. */
export interface RebuildEnd {
  /** Null: a signal ended it. */
  readonly code: number | null;
  /** What it told the person at the terminal. */
  readonly said: string;
  /** Its report; undefined where there is none. */
  readonly report: Readonly<Record<string, number>> | undefined;
}

/** A rebuild as an operator runs it: a process of its own, built from this checkout. */
export interface RebuildProcess {
  readonly ended: Promise<RebuildEnd>;
  /** Everything that it told so far. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

const REBUILD = 'dist/apps/collector/rebuild/main.js';

/** Starts a rebuild on the servers of this run. @param program another bundle of it. */
export function startRebuild(prefix: string, args: readonly string[], program = REBUILD): RebuildProcess {
  const { brokers, node } = testServers();
  const child = spawn(process.execPath, ['--enable-source-maps', program, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: node,
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
    },
  });
  let [said, printed] = ['', ''];
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  const ended = new Promise<RebuildEnd>((done) => {
    child.once('close', (code) => {
      const line = printed.trim().split('\n').at(-1) ?? '';
      done({ code, said, report: line.startsWith('{') ? (JSON.parse(line) as RebuildEnd['report']) : undefined });
    });
  });
  return { ended, said: () => said, kill: (signal) => void child.kill(signal) };
}

/** Runs a rebuild to its end. */
export function runRebuild(prefix: string, args: readonly string[], program = REBUILD): Promise<RebuildEnd> {
  return startRebuild(prefix, args, program).ended;
}
