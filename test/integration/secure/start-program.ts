import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** A program as an operator runs it, and everything that it writes. */
export interface Program {
  log(): string;
  /** Its exit status once it has ended. */
  ended(): number | null;
  end(signal?: NodeJS.Signals): Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../../..');

/** @param name `collector`: the program in `dist/apps`. @param env all that it is told; it logs as much as it can. */
export function startProgram(name: string, env: Record<string, string>, args: readonly string[] = []): Program {
  const child = spawn(process.execPath, ['--enable-source-maps', `dist/apps/${name}/main.js`, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'trace',
      LIANFANG_DIRECTORY: 'deploy/local/demonstration/directory.yaml',
      LIANFANG_COUNTRIES: 'deploy/local/demonstration/countries.csv',
      LIANFANG_SESSION_MS: '3000',
      LIANFANG_FLUSH_MS: '200',
      ...env,
    },
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => (written += bytes.toString()));
  }
  return {
    log: () => written,
    ended: () => child.exitCode,
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}
