import type { DirectoryProblem } from '@lianfang/contract';

/** A problem as a code with what stands in the text, for pages that say it in the reader's language. */
export type ProblemSaid = Pick<DirectoryProblem, 'code' | 'values'>;

/** What is wrong with a file, and where. Those that a directory can have say it as a code too. */
export interface FileProblem extends Partial<ProblemSaid> {
  /** From 1. */
  readonly line: number;
  /** For people: what is wrong and what it should be. */
  readonly reason: string;
}

/** A file with an endless list of faults is cut here; the first ones are enough to begin with. */
const MOST_PROBLEMS = 200;

/** Collects problems in the order in which they are found. */
export class ProblemList {
  readonly found: FileProblem[] = [];

  add(line: number, reason: string, said?: ProblemSaid): void {
    if (this.found.length < MOST_PROBLEMS) this.found.push({ line, reason, ...said });
  }

  /** The problems in the order of lines. */
  byLine(): FileProblem[] {
    return [...this.found].sort((a, b) => a.line - b.line);
  }
}
