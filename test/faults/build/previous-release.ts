import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lianfangHome } from '@lianfang/local';

const run = promisify(execFile);

/**
 * The sources of the release before this one, taken from the history of the clone and kept below `.lianfang`.
 * @returns their folder; undefined, and a loud word, where the clone does not have that commit.
 */
export async function previousRelease(root: string, say: (line: string) => void): Promise<string | undefined> {
  const commit = readFileSync(join(root, 'test/faults/build/previous-version.txt'), 'utf8').trim();
  const folder = join(lianfangHome(), 'faults', `release-${commit}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  try {
    mkdirSync(draft, { recursive: true });
    const archive = join(draft, 'release.tar');
    await run('git', ['-C', root, 'archive', '--output', archive, commit]);
    await run('tar', ['-x', '-f', archive, '-C', draft]);
    rmSync(archive);
    symlinkSync(join(root, 'node_modules'), join(draft, 'node_modules'));
    renameSync(draft, folder);
    return folder;
  } catch (problem) {
    rmSync(draft, { recursive: true, force: true });
    const said = (problem as { stderr?: string }).stderr?.trim() || String(problem);
    say(`SKIPPED: the release before this one (${commit}) can't be taken from the history: ${said}`);
    say('         F14 runs without its upgrade. Get a clone with the whole history (git fetch --unshallow).');
    return undefined;
  }
}
