import type { LoadName } from '../contenders/count-keys';
import type { RunFigures } from '../contenders/contender';
import type { FixedRateFigures } from '../end-to-end/fixed-rate';
import type { Machine } from './machine';
import { pairedRatios, significant, spreadOf, type Spread } from './ratios';
import type { Target } from './targets';

/** What one contender did with one load, over all rounds. */
export interface ContenderReport {
  readonly title: string;
  readonly rounds: number;
  readonly records: number;
  readonly eventsPerSecond: Spread;
  /** User and system time of the client process, from its first fetch to its last commit. */
  readonly eventsPerCpuSecond: Spread;
  /** Highest of all rounds. */
  readonly peakRssMb: number;
  /** Null where nothing is stored. */
  readonly bytesPerEvent: Spread | null;
  /** Figures that the oracle does not agree with; null where nothing is counted. */
  readonly differences: number | null;
}

/** Ours over a peer, round by round. */
export interface RatioReport {
  readonly eventsPerSecond: Spread;
  readonly eventsPerCpuSecond: Spread;
  /** The peer's bytes over ours: how many times fewer; null where one stores nothing. */
  readonly bytesPerEvent: Spread | null;
}

/** One load and who read it. */
export interface LoadReport {
  readonly records: number;
  readonly bytesPerRecord: number;
  readonly compression: string;
  readonly contenders: Readonly<Record<string, ContenderReport>>;
}

/** Ours on a log that takes it a minute and more. */
export interface CatchUpReport {
  readonly records: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly eventsPerCpuSecond: number;
  readonly peakRssMb: number;
  readonly bytesPerEvent: number;
  readonly differences: number;
}

type PerLoad<T> = Readonly<Partial<Record<LoadName, T>>>;

/** The last line of a run. */
export interface BenchReport {
  readonly machine: Machine;
  readonly loads: PerLoad<LoadReport>;
  readonly ratios: PerLoad<Readonly<Record<string, RatioReport>>>;
  readonly endToEnd: { readonly catchUp?: CatchUpReport; readonly fixedRate?: FixedRateFigures };
  readonly targets: readonly Target[];
  /** Why the run is void; empty when every figure that was counted is right. */
  readonly wrong: readonly string[];
}

/** One run and what the oracle says of it. */
export interface JudgedRun extends RunFigures {
  readonly contender: string;
  readonly title: string;
  readonly round: number;
  readonly differences: number | null;
}

const OURS = 'ours';

/** Sums the rounds of each contender. */
export function contenderReports(runs: readonly JudgedRun[]): Record<string, ContenderReport> {
  const names = [...new Set(runs.map(({ contender }) => contender))];
  return Object.fromEntries(names.map((name) => [name, reportOf(runs.filter(({ contender }) => contender === name))]));
}

/** Ratios of ours to each other contender, in rounds that both finished. */
export function ratioReports(runs: readonly JudgedRun[]): Record<string, RatioReport> {
  const peers = [...new Set(runs.map(({ contender }) => contender))].filter((name) => name !== OURS);
  const pairs = peers.map((peer) => [peer, pairsOf(runs, peer)] as const).filter(([, both]) => both.length > 0);
  return Object.fromEntries(pairs.map(([peer, both]) => [peer, ratioOf(both)]));
}

function reportOf(runs: readonly JudgedRun[]): ContenderReport {
  const stored = runs.flatMap(({ storedBytes, records }) => (storedBytes === undefined ? [] : [storedBytes / records]));
  const judged = runs.flatMap(({ differences }) => (differences === null ? [] : [differences]));
  return {
    title: runs[0]?.title ?? '',
    rounds: runs.length,
    records: runs[0]?.records ?? 0,
    eventsPerSecond: spreadOf(runs.map(perSecond)),
    eventsPerCpuSecond: spreadOf(runs.map(perCpuSecond)),
    peakRssMb: Math.max(...runs.map(({ peakRssMb }) => peakRssMb)),
    bytesPerEvent: stored.length === 0 ? null : spreadOf(stored),
    differences: judged.length === 0 ? null : judged.reduce((sum, one) => sum + one, 0),
  };
}

type Pair = readonly [ours: JudgedRun, theirs: JudgedRun];

function pairsOf(runs: readonly JudgedRun[], peer: string): Pair[] {
  return runs
    .filter(({ contender }) => contender === OURS)
    .flatMap((ours) => {
      const theirs = runs.find(({ contender, round }) => contender === peer && round === ours.round);
      return theirs ? [[ours, theirs] as const] : [];
    });
}

function ratioOf(pairs: readonly Pair[]): RatioReport {
  const both = (figure: (run: JudgedRun) => number): Spread =>
    pairedRatios(pairs.map(([ours, theirs]) => [figure(ours), figure(theirs)]));
  const isStored = pairs.every((pair) => pair.every(({ storedBytes }) => storedBytes !== undefined));
  const density = ({ records, storedBytes = 0 }: JudgedRun): number => records / storedBytes;
  return {
    eventsPerSecond: both(perSecond),
    eventsPerCpuSecond: both(perCpuSecond),
    bytesPerEvent: isStored ? both(density) : null,
  };
}

/** A single long run. */
export function catchUpReport(run: RunFigures, differences: number): CatchUpReport {
  return {
    records: run.records,
    seconds: significant(run.seconds),
    eventsPerSecond: Math.round(perSecond(run)),
    eventsPerCpuSecond: Math.round(perCpuSecond(run)),
    peakRssMb: run.peakRssMb,
    bytesPerEvent: significant((run.storedBytes ?? 0) / run.records),
    differences,
  };
}

function perSecond({ records, seconds }: RunFigures): number {
  return records / seconds;
}

function perCpuSecond({ records, cpuSeconds }: RunFigures): number {
  return records / cpuSeconds;
}
