import { repositoryRoot } from '@lianfang/local';
import { bundleProgram } from '../../build/bundle-program.mjs';
import { sourcesOf } from './sources-of';

/** Bundles of all that runs as a process of its own. */
export interface Programs {
  readonly collector: string;
  readonly gateway: string;
  /** The collector of another commit, where one is to be compared. */
  readonly before: string | undefined;
  readonly simulator: string;
  readonly maker: string;
  readonly kafkajsPeer: string;
  readonly rawIndexing: string;
  readonly pacedWriter: string;
}

/** Which sources ours is built from; the working tree without a commit. */
export interface ProgramChoice {
  readonly commit: string | undefined;
  readonly against: string | undefined;
}

/** Builds everything. @throws LF-BENCH-COMMIT */
export async function buildProgramsOf({ commit, against }: ProgramChoice): Promise<Programs> {
  const root = repositoryRoot();
  const ours = commit === undefined ? root : await sourcesOf(root, commit);
  const before = against === undefined ? undefined : await sourcesOf(root, against);
  const bundle = (from: string, entry: string, name: string): Promise<string> =>
    bundleProgram({ root: from, entry, folder: 'performance', name });
  const own = (source: string): string => `test/performance/${source}`;
  return {
    collector: await bundle(ours, 'apps/collector/src/main.ts', 'collector'),
    gateway: await bundle(ours, 'apps/gateway/src/main.ts', 'gateway'),
    before: before && (await bundle(before, 'apps/collector/src/main.ts', 'collector')),
    simulator: await bundle(root, 'apps/simulator/src/main.ts', 'simulator'),
    maker: await bundle(root, own('load/make-lines.ts'), 'make-lines'),
    kafkajsPeer: await bundle(root, own('contenders/kafkajs-peer.ts'), 'kafkajs-peer'),
    rawIndexing: await bundle(root, own('contenders/raw-indexing.ts'), 'raw-indexing'),
    pacedWriter: await bundle(root, own('end-to-end/paced-writer.ts'), 'paced-writer'),
  };
}
