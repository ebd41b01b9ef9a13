import { join } from 'node:path';
import { repositoryRoot } from '../repository-root';

/** How a Node program is started so that it ends with this process; its standard input must be a pipe from here. */
export interface GuardedNode {
  readonly command: string;
  /** Go before the program's file. */
  readonly flags: readonly string[];
  /** Belongs to the program's environment. */
  readonly env: NodeJS.ProcessEnv;
}

/** This process's own Node with `guard.mjs` loaded. */
export function guardedNode(): GuardedNode {
  return {
    command: process.execPath,
    flags: [
      '--import',
      join(repositoryRoot(), 'deploy', 'local', 'guard.mjs'),
      '--enable-source-maps',
      '--disable-warning=TimeoutNegativeWarning',
    ],
    env: { LIANFANG_STARTER: String(process.pid) },
  };
}
