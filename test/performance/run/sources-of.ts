import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lianfangHome } from '@lianfang/local';

const run = promisify(execFile);

/**
 * The sources of a commit, taken from the history of the clone and kept below `.lianfang`; packages are those that are
 * installed now.
 * @param commit as Git names commits. @returns their folder. @throws LF-BENCH-COMMIT where the clone does not have it.
 */
export async function sourcesOf(root: string, commit: string): Promise<string> {
  const home = join(lianfangHome(), 'performance');
  try {
    const { stdout } = await run('git', ['-C', root, 'rev-parse', '--verify', `${commit}^{commit}`]);
    const folder = join(home, stdout.trim().slice(0, 12));
    if (existsSync(folder)) return folder;
    const draft = `${folder}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    const archive = join(draft, 'sources.tar');
    await run('git', ['-C', root, 'archive', '--output', archive, stdout.trim()]);
    await run('tar', ['-x', '-f', archive, '-C', draft]);
    rmSync(archive);
    symlinkSync(join(root, 'node_modules'), join(draft, 'node_modules'));
    renameSync(draft, folder);
    return folder;
  } catch (problem) {
    const said = (problem as { stderr?: string }).stderr?.trim() || String(problem);
    throw new Error(
      `LF-BENCH-COMMIT: the sources of ${commit} can't be taken from the history: ${said}. ` +
        'Name a commit of this clone, or get its whole history (git fetch --unshallow).',
      { cause: problem },
    );
  }
}
