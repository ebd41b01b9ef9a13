import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from '../process/local-error';
import { guardedNode } from '../process/guarded-node';
import { runTool } from '../process/run-tool';
import { repositoryRoot } from '../repository-root';

/** Programs that Nx builds into `dist/apps`. */
export type ProgramName = 'collector' | 'alerting' | 'gateway' | 'identity' | 'simulator' | 'dashboard';

/**
 * Builds what is stale; Nx's cache answers for the rest in a few seconds.
 *
 * @throws LocalError `LF-LOCAL-BUILD-FAILED` with the end of what the build said.
 */
export async function buildPrograms(names: readonly ProgramName[], signal: AbortSignal): Promise<void> {
  const root = repositoryRoot();
  const node = guardedNode();
  const nx = join(root, 'node_modules', '.bin', 'nx');
  const args = [
    ...node.flags,
    nx,
    'run-many',
    '--target=build',
    `--projects=${names.join(',')}`,
    '--outputStyle=static',
  ];
  const env = { ...node.env, NX_DAEMON: 'false', NX_TUI: 'false', CI: 'true', FORCE_COLOR: '0' };
  const result = await runTool(node.command, args, { cwd: root, signal, env });
  if (result !== 'missing' && result.code === 0) return;
  const why = result === 'missing' ? '    node is missing' : result.errors || result.tail;
  throw new LocalError('LF-LOCAL-BUILD-FAILED', `The build failed:\n${why}\nRun npm run build to see all of it.`);
}

/** The built program's entry, or for the dashboard its folder. */
export function builtProgram(name: ProgramName): string {
  const folder = join(repositoryRoot(), 'dist', 'apps', name);
  if (name !== 'dashboard') return join(folder, 'main.js');
  const browser = join(folder, 'browser');
  return existsSync(browser) ? browser : folder;
}
