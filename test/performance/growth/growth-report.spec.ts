import { growthCells, type GrowthCell, type GrowthRun } from './growth-report';

const ONE: GrowthCell = { partitions: 1, collectors: 1 };
const FOUR_TWO: GrowthCell = { partitions: 4, collectors: 2 };

function run(cell: GrowthCell, round: number, figures: Partial<GrowthRun> = {}): GrowthRun {
  const usual = { records: 1_000, seconds: 2, cpuSeconds: 1, peakRssMb: 100, storedBytes: 500, answer: undefined };
  return { ...usual, cell, round, ...figures };
}

describe('growthCells', () => {
  it('compares a cell with the first one of the same round', () => {
    const runs = [
      run(ONE, 1),
      run(FOUR_TWO, 1, { seconds: 1, cpuSeconds: 2, storedBytes: 1_000, peakRssMb: 300 }),
      run(ONE, 2, { seconds: 20, cpuSeconds: 10 }),
      run(FOUR_TWO, 2, { seconds: 10, cpuSeconds: 40, storedBytes: 1_500 }),
    ];
    const [one, other] = growthCells(runs, new Map([[4, 0.4]]));
    expect(one).toMatchObject({ ...ONE, fullestPartition: 1, overFirst: { eventsPerSecond: { median: 1 } } });
    expect(other).toMatchObject({
      ...FOUR_TWO,
      rounds: 2,
      fullestPartition: 0.4,
      peakRssMb: 300,
      eventsPerSecond: { median: 550, min: 100, max: 1_000 },
      // Of the medians it would be 0.41.
      overFirst: {
        eventsPerSecond: { median: 2 },
        eventsPerCpuSecond: { median: 0.375, min: 0.25, max: 0.5 },
        storedBytes: { median: 2.5 },
      },
    });
  });

  it('leaves out what never came to its end, and rounds without the first cell', () => {
    const cells = growthCells([run(ONE, 1), run(FOUR_TWO, 2)], new Map());
    expect(cells.map(({ partitions }) => partitions)).toEqual([1]);
  });
});
