import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a program as its Nx target does: packages stay outside.
 * @param root of the sources. @param source below the root. @returns its path.
 */
export async function bundle(root: string, source: string, name: string): Promise<string> {
  const outfile = join(root, 'dist', 'performance', `${name}-${process.pid}.js`);
  await build({
    entryPoints: [join(root, source)],
    outfile,
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.json'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    sourcemap: true,
    logLevel: 'error',
  });
  return outfile;
}
