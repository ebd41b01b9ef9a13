import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the naive peer. @returns its path. */
export async function buildPeer(root: string): Promise<string> {
  const outfile = join(root, 'dist', 'faults', `peer-${process.pid}.js`);
  await build({
    entryPoints: [join(root, 'test/faults/peer/peer.ts')],
    outfile,
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}
