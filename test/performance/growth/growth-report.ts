import type { RunFigures } from '../contenders/contender';
import { pairedRatios, spreadOf, type Spread } from '../measure/ratios';
import type { Machine } from '../measure/machine';

/** A way to set the system up: so many partitions, shared by so many collectors. */
export interface GrowthCell {
  readonly partitions: number;
  readonly collectors: number;
}

/** The first is what the others are compared with. */
export const GROWTH_CELLS: readonly GrowthCell[] = [
  { partitions: 1, collectors: 1 },
  { partitions: 2, collectors: 1 },
  { partitions: 4, collectors: 1 },
  { partitions: 2, collectors: 2 },
  { partitions: 4, collectors: 2 },
];

/** One run of a cell. */
export interface GrowthRun extends RunFigures {
  readonly cell: GrowthCell;
  readonly round: number;
}

/** What a cell did, over all rounds. */
export interface GrowthCellReport extends GrowthCell {
  readonly rounds: number;
  /** Part of all records that the fullest partition holds, 0 to 1: sensors are unequal, and a partition is not shared. */
  readonly fullestPartition: number;
  readonly eventsPerSecond: Spread;
  /** Of all collectors together. */
  readonly eventsPerCpuSecond: Spread;
  /** Highest of any collector. */
  readonly peakRssMb: number;
  readonly storedBytes: Spread;
  /** This cell over the first one, in the same round; above 1 is better, but for bytes. */
  readonly overFirst: {
    readonly eventsPerSecond: Spread;
    readonly eventsPerCpuSecond: Spread;
    readonly storedBytes: Spread;
  };
}

/** The last line of `--growth`. */
export interface GrowthReport {
  readonly machine: Machine;
  readonly records: number;
  readonly bytesPerRecord: number;
  readonly cells: readonly GrowthCellReport[];
  /** Why the run is void; empty when every figure is right. */
  readonly wrong: readonly string[];
}

/** `4x2`: four partitions, two collectors. */
export function cellName({ partitions, collectors }: GrowthCell): string {
  return `${partitions}x${collectors}`;
}

/**
 * Sums the rounds of each cell. A cell is compared only in rounds in which it and the first one came to their end; one that never
 * did is left out.
 * @param fullest by number of partitions: the part of the records in the fullest.
 */
export function growthCells(runs: readonly GrowthRun[], fullest: ReadonlyMap<number, number>): GrowthCellReport[] {
  const first = GROWTH_CELLS[0] as GrowthCell;
  const firstOf = new Map(runs.filter(({ cell }) => isSame(cell, first)).map((run) => [run.round, run]));
  return GROWTH_CELLS.flatMap((cell) => {
    const own = runs.filter((run) => isSame(run.cell, cell));
    const pairs = own.flatMap((run) => {
      const other = firstOf.get(run.round);
      return other ? [[run, other] as const] : [];
    });
    if (pairs.length === 0) return [];
    const over = (figure: (run: GrowthRun) => number): Spread =>
      pairedRatios(pairs.map(([run, other]) => [figure(run), figure(other)]));
    return [
      {
        ...cell,
        rounds: own.length,
        fullestPartition: fullest.get(cell.partitions) ?? 1 / cell.partitions,
        ...FIGURES.spreads(own),
        peakRssMb: Math.max(...own.map(({ peakRssMb }) => peakRssMb)),
        overFirst: {
          eventsPerSecond: over(FIGURES.perSecond),
          eventsPerCpuSecond: over(FIGURES.perCpuSecond),
          storedBytes: over(FIGURES.stored),
        },
      },
    ];
  });
}

function isSame(one: GrowthCell, other: GrowthCell): boolean {
  return cellName(one) === cellName(other);
}

const FIGURES = {
  perSecond: ({ records, seconds }: GrowthRun): number => records / seconds,
  perCpuSecond: ({ records, cpuSeconds }: GrowthRun): number => records / cpuSeconds,
  stored: ({ storedBytes = 0 }: GrowthRun): number => storedBytes,
  spreads: (runs: readonly GrowthRun[]) => ({
    eventsPerSecond: spreadOf(runs.map(FIGURES.perSecond)),
    eventsPerCpuSecond: spreadOf(runs.map(FIGURES.perCpuSecond)),
    storedBytes: spreadOf(runs.map(FIGURES.stored)),
  }),
};
