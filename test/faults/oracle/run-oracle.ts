import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lianfangHome, repositoryRoot } from '@lianfang/local';

/** What differs between what is stored and what the oracle derives. */
export interface Findings {
  /** Events that are in no row. */
  readonly lost: number;
  /** Events that are counted more than once. */
  readonly doubled: number;
  /** Rows that differ in a way that is neither. */
  readonly unexplained: number;
  readonly examples: readonly string[];
}

/** The oracle's answer about one seed. */
export interface OracleAnswer extends Findings {
  readonly peer?: Findings;
  /** Records by class. */
  readonly records: readonly (readonly [string, number])[];
  /** Stored rows by tier. */
  readonly rows: readonly (readonly [string, number])[];
}

/** The oracle can't run here, or broke down. */
export class OracleError extends Error {
  constructor(
    readonly code: 'LF-FAULTS-PYTHON' | 'LF-FAULTS-ORACLE',
    message: string,
  ) {
    super(message);
    this.name = 'OracleError';
  }
}

const run = promisify(execFile);
const ANSWER_BYTES = 16 * 1024 * 1024;

/** Compares a folder of dumps; see oracle.py. */
export async function runOracle(python: string, folder: string): Promise<OracleAnswer> {
  const script = join(repositoryRoot(), 'test', 'faults', 'oracle', 'oracle.py');
  try {
    const { stdout } = await run(python, ['-B', script, folder], { maxBuffer: ANSWER_BYTES });
    return JSON.parse(stdout) as OracleAnswer;
  } catch (problem) {
    const said = (problem as { stderr?: string }).stderr?.trim() ?? String(problem);
    throw new OracleError(
      'LF-FAULTS-ORACLE',
      `The oracle broke down on ${folder}:\n${said}\nRead test/faults/README.md.`,
    );
  }
}

/**
 * A Python with the packages of requirements.txt, made on first use and kept below `.lianfang` (or LIANFANG_HOME).
 * @returns its path.
 */
export async function preparePython(progress: (line: string) => void): Promise<string> {
  const requirements = join(repositoryRoot(), 'test', 'faults', 'oracle', 'requirements.txt');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = join(lianfangHome(), 'faults', `python-${wanted}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(join(folder, 'ready'))) return python;
  progress('fetching the oracle (once)');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(lianfangHome(), 'faults'), { recursive: true });
  await tool('python3', ['-m', 'venv', folder], 'Install Python 3.10 or newer with its venv module');
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await tool(python, install, 'Check the network and the settings of pip');
  await tool(python, ['-c', 'import duckdb'], 'Remove this folder and try again');
  writeFileSync(join(folder, 'ready'), '');
  return python;
}

async function tool(command: string, args: readonly string[], advice: string): Promise<void> {
  try {
    await run(command, [...args]);
  } catch (problem) {
    const said = (problem as { stderr?: string }).stderr?.trim() || String(problem);
    const tail = said.split('\n').slice(-8).join('\n');
    throw new OracleError(
      'LF-FAULTS-PYTHON',
      `The oracle needs Python: ${command} failed.\n${tail}\n${advice}, then start again.`,
    );
  }
}
