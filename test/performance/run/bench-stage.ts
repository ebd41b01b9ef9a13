import type { BenchOptions } from '../bench-options';
import type { BenchServers } from './bench-servers';
import type { Programs } from './programs';
import type { Reference } from './reference';

/** What all parts of a bench work with. */
export interface BenchStage {
  readonly options: BenchOptions;
  readonly servers: BenchServers;
  readonly programs: Programs;
  readonly reference: Reference;
  /** With DuckDB. */
  readonly python: string;
  readonly folder: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}
