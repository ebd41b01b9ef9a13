import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@lianfang/local';
import { preparePython } from '../../build/prepare-python';

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

/** The oracle broke down. */
export class OracleError extends Error {
  readonly code = 'LF-FAULTS-ORACLE';

  constructor(message: string) {
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
    throw new OracleError(`The oracle broke down on ${folder}:\n${said}\nRead test/faults/README.md.`);
  }
}

/** A Python with the packages of requirements.txt. @returns its path. @throws PythonError */
export function prepareOraclePython(progress: (line: string) => void): Promise<string> {
  return preparePython(
    { name: 'the oracle', folder: 'faults', requirements: 'test/faults/oracle/requirements.txt', module: 'duckdb' },
    progress,
  );
}
