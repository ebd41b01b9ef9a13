import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a program as the Nx targets of the apps do: packages stay outside. For programs that are measured or broken on
 * purpose, each in a process of its own.
 * @param root of the sources. @param entry below the root. @param folder below `dist`, of its own for each who bundles.
 * @param name tells bundles of one folder apart; each process has its own files. @returns the path of the bundle.
 */
export async function bundleProgram({ root, entry, folder, name, plugins = [] }) {
  const outfile = join(root, 'dist', folder, `${name}-${process.pid}.js`);
  await build({
    entryPoints: [join(root, entry)],
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
    plugins,
  });
  return outfile;
}
