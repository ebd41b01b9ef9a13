import type { FixedRateFigures } from '../end-to-end/fixed-rate';
import { pairedRatios, spreadOf } from './ratios';
import { contenderReports, ratioReports, type BenchReport, type JudgedRun } from './report';
import { tableOf } from './tables';
import { targetsOf } from './targets';

function run(contender: string, round: number, figures: Partial<JudgedRun>): JudgedRun {
  const usual = { title: contender, records: 1_000, seconds: 2, cpuSeconds: 1, peakRssMb: 100, answer: undefined };
  return { ...usual, differences: null, contender, round, ...figures };
}

const runs = [
  run('ours', 1, { cpuSeconds: 1, storedBytes: 500, differences: 0 }),
  run('each-message', 1, { cpuSeconds: 3 }),
  run('raw', 1, { records: 100, storedBytes: 20_000 }),
  run('ours', 2, { cpuSeconds: 10, storedBytes: 500, peakRssMb: 300, differences: 0 }),
  run('each-message', 2, { cpuSeconds: 20 }),
];

describe('figures of several rounds', () => {
  it('have a middle and ends', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
    expect(spreadOf([4, 1])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('are compared within a round, so that a slow round is slow for both', () => {
    // The ratio of the medians would be 2.09.
    expect(ratioReports(runs)['each-message']?.eventsPerCpuSecond).toEqual({ median: 2.5, min: 2, max: 3 });
    expect(pairedRatios([[6, 3]])).toEqual({ median: 2, min: 2, max: 2 });
  });

  it('tell how many times fewer bytes are stored for an event', () => {
    expect(ratioReports(runs)['raw']?.bytesPerEvent?.median).toBe(400);
    expect(ratioReports(runs)['each-message']?.bytesPerEvent).toBeNull();
  });

  it('name the highest memory and the sum of differences', () => {
    expect(contenderReports(runs)['ours']).toMatchObject({ rounds: 2, peakRssMb: 300, differences: 0 });
    expect(contenderReports(runs)['each-message']).toMatchObject({ differences: null, bytesPerEvent: null });
  });
});

describe('targets', () => {
  const loads = {
    eve: { records: 1_000, bytesPerRecord: 500, compression: 'none', contenders: contenderReports(runs) },
  };
  const ratios = { eve: ratioReports(runs) };
  const fixedRate = {
    freshness: { probes: 9, unseen: 0, p50: 0.5, p99: 2, max: 3 },
    coreShare: { collector: 0.2, gateway: 0, broker: 0, elasticsearch: 0 },
    peakRssMb: { collector: 500, gateway: 0 },
    recordsPerSecond: 50_000,
    seconds: 60,
    records: 3_000_000,
    storedBytes: 1_000_000,
  } as FixedRateFigures;
  const report: BenchReport = {
    machine: { processor: 'x', cores: 2, memoryGib: 8, node: '24', loadBefore: 0, commit: 'abc' },
    loads,
    ratios,
    endToEnd: { fixedRate },
    targets: targetsOf({ loads, ratios, endToEnd: { fixedRate } }),
    wrong: ['eve, round 1, ours: 1 figures differ'],
  };

  it('are met, missed or not measured', () => {
    const seen = Object.fromEntries(report.targets.map((one) => [`${one.kind} ${one.name}`, [one.seen, one.met]]));
    expect(seen).toMatchObject({
      'must events per CPU-second, over eachMessage': [2.5, true],
      'aim events per CPU-second, over eachMessage': [2.5, false],
      'must events/s end to end': [null, null],
      'must peak RSS of the collector, MiB': [500, false],
      'must stored bytes, raw indexing over ours, at 50,100/s': [600, true],
      'must freshness p99 at 50,100/s, s': [2, false],
      'aim share of one core at 50,100/s': [0.2, true],
    });
  });

  it('stand in the table, and a void run says so', () => {
    expect(tableOf(report)).toMatch(/must +freshness p99.* 2 +MISSED/);
    expect(tableOf(report)).toContain('VOID');
    expect(tableOf({ ...report, wrong: [] })).not.toContain('VOID');
  });

  it('and all the rest is one line of JSON', () => {
    const read = JSON.parse(JSON.stringify(report)) as BenchReport;
    expect(Object.keys(read)).toEqual(['machine', 'loads', 'ratios', 'endToEnd', 'targets', 'wrong']);
    expect(read.loads.eve?.contenders['ours']?.eventsPerCpuSecond).toEqual({ median: 550, min: 100, max: 1_000 });
  });
});
