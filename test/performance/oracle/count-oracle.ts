import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@lianfang/local';
import { parse } from 'yaml';
import type { LoadName } from '../contenders/count-keys';

/** What is different from what the oracle counted; `differences` 0 is right. */
export interface Comparison {
  readonly differences: number;
  readonly examples: readonly string[];
}

/** What a contender left to be compared: a folder of stored documents, or a file of counts. */
export interface Answer {
  readonly kind: 'stored' | 'counts';
  readonly path: string;
}

/** A load, as the oracle is to read it. */
export interface OracleCase {
  readonly python: string;
  /** Of its own; takes what the oracle works with. */
  readonly folder: string;
  readonly load: LoadName;
  /** Files, one record a line. */
  readonly lines: readonly string[];
  readonly directory: string;
  readonly countries: string;
}

const run = promisify(execFile);
const script = (): string => join(repositoryRoot(), 'test', 'performance', 'oracle', 'oracle.py');

/** Counts a load once, apart from all contenders, and compares with that what they counted. */
export class CountOracle {
  private constructor(private readonly given: OracleCase) {}

  /** Reads the whole load. @throws LF-BENCH-ORACLE */
  static async of(given: OracleCase): Promise<CountOracle> {
    const { folder, load, lines, directory, countries } = given;
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'directory.json'), JSON.stringify(parse(readFileSync(directory, 'utf8'))));
    writeFileSync(join(folder, 'case.json'), JSON.stringify({ load, lines, countries }));
    const oracle = new CountOracle(given);
    await oracle.ask('expect', folder);
    return oracle;
  }

  /** @param repeats how often the load lies in the log. */
  async compare({ kind, path }: Answer, repeats = 1): Promise<Comparison> {
    return JSON.parse(await this.ask('compare', this.given.folder, kind, path, String(repeats))) as Comparison;
  }

  private async ask(...args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await run(this.given.python, ['-B', script(), ...args], { maxBuffer: 16 * 1024 * 1024 });
      return stdout;
    } catch (problem) {
      const said = (problem as { stderr?: string }).stderr?.trim() || String(problem);
      throw new Error(`LF-BENCH-ORACLE: the oracle broke down:\n${said}\nRead test/performance/README.md.`, {
        cause: problem,
      });
    }
  }
}
