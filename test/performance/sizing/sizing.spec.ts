import type { EvenRatesReport } from '../end-to-end/play-even-rates';
import type { GrowthReport } from '../growth/growth-report';
import type { StorageReport } from '../storage/storage-report';
import type { Measured } from './measured';
import { lyingOverMerged, sizeOf } from './sizing';
import { digits, duration } from './sizing-tables';

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const MONTH_S = 30 * DAY_S;

const spread = (value: number) => ({ median: value, min: value / 2, max: value * 2 });

/** Round figures: one collector does 10,000 a second, or 20,000 a CPU-second; an hour at 1,000/s was played. */
function measured(rate = 1_000, partitions = 4): Measured {
  const cell = { partitions: 4, collectors: 1, peakRssMb: 300 };
  const growth = {
    cells: [{ ...cell, eventsPerSecond: spread(10_000), eventsPerCpuSecond: spread(20_000) }],
  } as unknown as GrowthReport;
  const even = {
    ...{ rate, partitions, rowsLiveBytesPerSecond: 100, peakRssMb: { collector: 350, gateway: 100 } },
    coreShare: { collector: 0.1, gateway: 0, broker: 0.1, elasticsearch: 0.2 },
    collectorBytesPerSecond: { read: rate * 600, written: 50_000 },
    ...{ recordsPerSecond: rate, diskBytesPerSecond: { broker: 700_000, elasticsearch: 80_000 } },
  };
  const evenRates = { rates: [even] } as unknown as EvenRatesReport;
  const families = {
    'rows-minute': { documents: 600, bytes: 60_000 },
    'rows-hour': { documents: 20, bytes: 2_000 },
    'rows-day': { documents: 30, bytes: 3_000 },
    'sketches-chunk': { documents: 240, bytes: 24_000 },
    'sketches-hour': { documents: 10, bytes: 1_000 },
    evidence: { documents: 100, bytes: 40_000 },
    ledger: { documents: 28, bytes: 2_400 },
    pin: { documents: 28, bytes: 2_400 },
  };
  const storage = {
    cells: [{ rate, partitions, seconds: HOUR_S, records: rate * HOUR_S, chunks: 24, families }],
    record: { value: 500, inLog: 600, inLogZstd: 60 },
  } as unknown as StorageReport;
  const liveHour = { commit: 'x', families: { a: { lying: 30, merged: 20 }, b: { lying: 6, merged: 4 } } };
  return { growth, evenRates, storage, liveHour };
}

const LOAD = { name: 'a load', rate: 1_000, partitions: 4 };

describe('sizeOf', () => {
  it('takes as many collectors as the peak needs at 70 % of what one has shown, and one to spare', () => {
    const sizing = sizeOf(LOAD, measured());
    expect(sizing).toMatchObject({ peakRate: 3_000, collectors: 2, collectorMemoryMb: 350 });
    // A tenth of a core at the average, and 2,000 events more.
    expect(sizing.collectorCoresAtPeak).toBeCloseTo(0.2);
    const larger = { name: 'larger', rate: 2_500, partitions: 12 };
    expect(sizeOf(larger, measured(2_500, 12)).collectors).toBe(3);
    const few = { ...larger, partitions: 4 };
    expect(() => sizeOf(few, measured(2_500, 4))).toThrow('4 partitions are too few for 3 collectors');
  });

  it('says how long catching up takes while the load goes on', () => {
    const { catchUp, rebuildDay } = sizeOf(LOAD, measured());
    const backlog = 1_000 * 8 * HOUR_S;
    expect(catchUp).toEqual({ all: backlog / 19_000, oneLost: backlog / 9_000, alone: backlog / 9_000 });
    expect(rebuildDay).toBe((1_000 * DAY_S) / 10_000);
  });

  it('makes a month of each family from what it depends on', () => {
    const byName = new Map(sizeOf(LOAD, measured()).families.map((one) => [one.family, one]));
    expect(byName.get('rows-minute')).toMatchObject({ documentsPerMonth: 600 * 720, bytesPerMonth: 60_000 * 720 });
    expect(byName.get('rows-hour')?.documentsPerMonth).toBe(20 * 720);
    expect(byName.get('rows-day')?.documentsPerMonth).toBe(30 * 30);
    // A chunk each ten minutes and each 2^20 offsets, in four partitions.
    const chunks = 4 * (MONTH_S / 600 + (MONTH_S * 250) / 2 ** 20);
    expect(byName.get('sketches-chunk')?.documentsPerMonth).toBeCloseTo(10 * chunks);
    expect(byName.get('evidence')).toMatchObject({ keepDays: 30 });
    expect(byName.get('evidence')?.documentsPerMonth).toBeCloseTo(2_000 * chunks);
    expect(byName.get('evidence')?.bytesPerMonth).toBeCloseTo(400 * 2_000 * chunks);
  });

  it('keeps each family as long as retention does, twice, with what is not merged away', () => {
    const sizing = sizeOf(LOAD, measured());
    const days = sizing.families.map(({ bytesPerMonth, keepDays }) => (bytesPerMonth * Math.min(keepDays, 730)) / 30);
    expect(sizing.elasticsearchBytes).toBeCloseTo(days.reduce((sum, one) => sum + one, 0) * 2 * 1.5);
    expect(lyingOverMerged(measured())).toBe(1.5);
    expect(sizing).toMatchObject({ elasticsearchNodes: 3, elasticsearchCores: 0.4, elasticsearchDiskWrites: 80_000 });
  });

  it('adds nodes where the disk of three, one of them lost, is too small', () => {
    const huge = measured();
    const [cell] = huge.storage.cells;
    Object.assign(cell?.families['rows-minute'] ?? {}, { bytes: 1e9 });
    // 720 GB a month for 35 days, twice, half as much again: 2.52 TB on disks of 0.7 TB.
    expect(sizeOf(LOAD, huge).elasticsearchNodes).toBe(5);
  });

  it('keeps the log for a week, three times', () => {
    const { kafka, network } = sizeOf(LOAD, measured());
    expect(kafka.inputBytes).toBe(1_000 * 600 * 7 * DAY_S * 3);
    expect(kafka.inputBytesZstd).toBe(kafka.inputBytes / 10);
    expect(kafka.rejectedBytes).toBeCloseTo(kafka.inputBytes / 100);
    expect(network).toMatchObject({ toKafka: 600_000, betweenBrokers: 1_200_000, collectorsWrite: 50_000 });
  });

  it('refuses shares of a core that were taken while the collector fell behind', () => {
    const late = measured();
    Object.assign(late.evenRates.rates[0] ?? {}, { collectorBytesPerSecond: { read: 300_000, written: 50_000 } });
    expect(() => sizeOf(LOAD, late)).toThrow('read 300000 bytes a second, less than were appended');
  });

  it('refuses a load whose cell was not measured', () => {
    expect(() => sizeOf({ ...LOAD, rate: 7 }, measured())).toThrow('7 a second in 4 partitions was not measured');
  });
});

it('writes figures as people read them', () => {
  expect([0.0123, 4.56, 56.7, 1_234, 0].map(digits)).toEqual(['0.012', '4.6', '57', '1,200', '0']);
  expect([45, 90, 5_400, -1].map(duration)).toEqual(['45 s', '1.5 min', '1.5 h', 'never']);
});
