import { bundleProgram } from '../../build/bundle-program.mjs';

/** Bundles the naive peer. @returns its path. */
export function buildPeer(root: string): Promise<string> {
  return bundleProgram({ root, entry: 'test/faults/peer/peer.ts', folder: 'faults', name: 'peer' });
}
