import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where figures come from. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGib: number;
  readonly node: string;
  /** Of the last minute, before anything was started: above 0.5 others are at work, and only ratios mean something. */
  readonly loadBefore: number;
  /** Of the sources, with `+` where the working tree differs. */
  readonly commit: string;
}

const GIB = 1024 ** 3;

/** Looks at this machine. @param commit that ours is built from; the working tree without one. */
export function lookAtMachine(root: string, commit: string | undefined): Machine {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGib: Math.round(totalmem() / GIB),
    node: process.versions.node,
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    commit: commitOf(root, commit),
  };
}

function commitOf(root: string, commit: string | undefined): string {
  try {
    const git = (...args: string[]): string => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim();
    if (commit !== undefined) return git('rev-parse', '--short', commit);
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '-uno') === '' ? '' : '+'}`;
  } catch {
    return commit ?? 'unknown'; // a copy without history
  }
}
