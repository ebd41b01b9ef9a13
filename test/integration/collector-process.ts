import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually, testServers } from '@lianfang/testing';

/** A collector as an operator runs it: its own process, built from this checkout. */
export interface CollectorProcess {
  readonly pid: number;
  /** Sends a signal and resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Stops it in the middle of whatever it does (SIGSTOP), or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Everything that it wrote so far. */
  log(): string;
}

const ROOT = resolve(import.meta.dirname, '../..');

const COLLECTOR = 'dist/apps/collector/main.js';

/** Starts a collector on the servers of this run, with topics and indices of its own. @param program another bundle of it. */
export function startCollector(
  prefix: string,
  more: Record<string, string> = {},
  program = COLLECTOR,
): CollectorProcess {
  const { brokers, node } = testServers();
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      KAFKA_BROKERS: brokers,
      ELASTICSEARCH_NODE: node,
      PORT: '0',
      LIANFANG_DIRECTORY: 'deploy/local/demonstration/directory.yaml',
      LIANFANG_COUNTRIES: 'deploy/local/demonstration/countries.csv',
      LIANFANG_TOPIC_PREFIX: `${prefix}.`,
      LIANFANG_INDEX_PREFIX: prefix,
      LIANFANG_SESSION_MS: '3000',
      ...more,
    },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (written += bytes.toString()));
  return {
    pid: child.pid ?? 0,
    end: (signal) => end(child, signal),
    signal: (signal) => void child.kill(signal),
    log: () => written,
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** Waits until what the collector stored satisfies the condition. */
export function untilStored<T>(look: () => Promise<T | false | undefined>, because: string): Promise<T> {
  return eventually(look, { because, timeoutMs: 90_000, everyMs: 250 });
}
