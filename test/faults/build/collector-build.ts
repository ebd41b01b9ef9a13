import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleProgram } from '../../build/bundle-program.mjs';

/** One change of the sources, made while bundling and nowhere else. */
export interface SourceChange {
  /** Path below the repository's root. */
  readonly file: string;
  /** Must occur exactly once. */
  readonly find: string;
  readonly put: string;
}

/** A collector to build. */
export interface CollectorBuild {
  /** Root of the sources. */
  readonly root: string;
  /** Names the bundle. */
  readonly name: string;
  readonly changes: readonly SourceChange[];
  /** Below the root; the service itself without it. */
  readonly entry?: string;
}

/**
 * Makes chunks and rollups so short that a run of seconds has many: 8 s or 1,024 offsets a chunk in place of ten minutes
 * or 2^20, and 2 s of quiet in place of 20 before an hour is closed. Nothing else differs from the product.
 */
export const HURRIED: readonly SourceChange[] = [
  { file: 'libs/aggregate/src/chunk-clock.ts', find: 'offsetsPerBlock: 2 ** 20', put: 'offsetsPerBlock: 1_024' },
  {
    file: 'libs/aggregate/src/chunk-clock.ts',
    find: 'millisecondsPerBlock: 600_000',
    put: 'millisecondsPerBlock: 8_000',
  },
  { file: 'apps/collector/src/partition/roll-up-due.ts', find: 'QUIET_MS = 20_000', put: 'QUIET_MS = 2_000' },
];

/** The rule by which chunks are cut, for the oracle. */
export const CHUNK_RULES = {
  stock: { offsetsPerBlock: 2 ** 20, millisecondsPerBlock: 600_000 },
  hurried: { offsetsPerBlock: 1_024, millisecondsPerBlock: 8_000 },
} as const;

/**
 * Bundles a collector as its Nx target does, with these changes. The bundle is kept in `dist`.
 * @returns its path. @throws LF-FAULTS-PLANT where a change no longer fits the sources.
 */
export async function buildCollector(order: CollectorBuild): Promise<string> {
  const { root: given, name, changes, entry = 'apps/collector/src/main.ts' } = order;
  // esbuild names the files that it loads by their real path.
  const root = realpathSync(given);
  const known = createHash('sha256')
    .update(JSON.stringify([root, changes]))
    .digest('hex')
    .slice(0, 8);
  return bundleProgram({
    root,
    entry,
    folder: 'faults',
    name: `${name}-${known}`,
    plugins: [changeSources(root, changes)],
  });
}

function changeSources(root: string, changes: readonly SourceChange[]): Plugin {
  return {
    name: 'change-sources',
    setup({ onLoad, onEnd }) {
      const applied = new Set<SourceChange>();
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const wanted = changes.filter(({ file }) => path === join(root, file));
        if (wanted.length === 0) return undefined;
        let contents = readFileSync(path, 'utf8');
        for (const change of wanted) {
          contents = replaceOnce(contents, change);
          applied.add(change);
        }
        return { contents, loader: 'ts' };
      });
      onEnd(() => {
        const missing = changes.find((change) => !applied.has(change));
        if (missing) throw misfit(missing);
      });
    },
  };
}

function replaceOnce(text: string, change: SourceChange): string {
  const parts = text.split(change.find);
  if (parts.length !== 2) throw misfit(change);
  return parts.join(change.put);
}

function misfit({ file, find }: SourceChange): Error {
  return new Error(
    `LF-FAULTS-PLANT: "${find}" does not occur exactly once in ${file}. Adapt test/faults/build to the sources.`,
  );
}
