import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lianfangHome, repositoryRoot } from '@lianfang/local';

/** A Python of one's own for one purpose. */
export interface PythonNeeds {
  /** What it is for, as people call it: `the oracle`. */
  readonly name: string;
  /** Its folder below `.lianfang` (or LIANFANG_HOME). */
  readonly folder: string;
  /** The file of requirements, from the repository's root. */
  readonly requirements: string;
  /** A module that must be there in the end. */
  readonly module: string;
}

/** Python is missing, or its packages can't be fetched. */
export class PythonError extends Error {
  readonly code = 'LF-PYTHON';

  constructor(message: string) {
    super(message);
    this.name = 'PythonError';
  }
}

const run = promisify(execFile);

/**
 * A Python with the packages that are required, made on first use and kept.
 * @returns its path. @throws PythonError
 */
export async function preparePython(needs: PythonNeeds, progress: (line: string) => void): Promise<string> {
  const requirements = join(repositoryRoot(), needs.requirements);
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const parent = join(lianfangHome(), needs.folder);
  const folder = join(parent, `python-${wanted}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  progress(`fetching ${needs.name} (once)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(parent, { recursive: true });
  const tool = async (command: string, args: readonly string[], advice: string): Promise<void> => {
    try {
      await run(command, [...args]);
    } catch (problem) {
      const said = (problem as { stderr?: string }).stderr?.trim() || String(problem);
      const tail = said.split('\n').slice(-8).join('\n');
      throw new PythonError(`Python for ${needs.name}: ${command} failed.\n${tail}\n${advice}, then start again.`);
    }
  };
  await tool('python3', ['-m', 'venv', folder], 'Install Python 3.10 or newer with its venv module');
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await tool(python, install, 'Check the network and the settings of pip');
  await tool(python, ['-c', `import ${needs.module}`], 'Remove this folder and try again');
  writeFileSync(join(folder, 'ready'), '');
  return python;
}
