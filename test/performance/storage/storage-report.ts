import type { FamilyBytes } from '../contenders/stored-run';
import type { Machine } from '../measure/machine';

/** A log to be counted: so many seconds of it, at so many threat events a second on average. */
export interface StorageCell {
  readonly rate: number;
  readonly partitions: number;
  readonly seconds: number;
}

const NATIONAL = { rate: 501, seconds: 7_200 };

/** The national rate by number of partitions; ten and a hundred times of it with the partitions that sizing gives them. */
export const STORAGE_CELLS: readonly StorageCell[] = [
  { ...NATIONAL, partitions: 1 },
  { ...NATIONAL, partitions: 4 },
  { ...NATIONAL, partitions: 12 },
  { rate: 5_010, partitions: 4, seconds: 1_200 },
  { rate: 50_100, partitions: 12, seconds: 180 },
];

/** What is stored of such a log, once its hours and its day are closed. */
export interface StorageCellReport extends StorageCell {
  readonly records: number;
  /** Chunks that hold threats, of all partitions. */
  readonly chunks: number;
  /** By alias without prefix; primaries, merged into one segment. */
  readonly families: Readonly<Record<string, FamilyBytes>>;
}

/** The last line of `--storage`. */
export interface StorageReport {
  readonly machine: Machine;
  readonly cells: readonly StorageCellReport[];
  /** A record as it lies in the log, key and framing included, bytes. */
  readonly record: { readonly value: number; readonly inLog: number; readonly inLogZstd: number };
  /** Why the run is void; empty when every figure is right. */
  readonly wrong: readonly string[];
}
