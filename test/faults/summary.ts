import type { Findings } from './oracle/run-oracle';
import type { SeedResult } from './run/run-seed';

type Sums = Pick<Findings, 'lost' | 'doubled' | 'unexplained'>;

/** The last line of a run. */
export interface Summary {
  readonly seeds: number;
  readonly ours: Sums & {
    readonly recoverySeconds: Readonly<Record<string, { readonly median: number; readonly max: number }>>;
    readonly peakRssMb: number;
  };
  /** Null where the peer did not run: nothing is claimed of it. */
  readonly peer: Sums | null;
}

/** Sums over all seeds. */
export function summaryOf(results: readonly SeedResult[]): Summary {
  const ids = [...new Set(results.map(({ scenario }) => scenario))].sort();
  const recoverySeconds = Object.fromEntries(
    ids.flatMap((id) => {
      const seconds = results.filter(({ scenario }) => scenario === id).flatMap((one) => one.recoverySeconds);
      return seconds.length === 0 ? [] : [[id, { median: round(medianOf(seconds)), max: round(Math.max(...seconds)) }]];
    }),
  );
  const peers = results.flatMap(({ peer }) => (peer ? [peer] : []));
  return {
    seeds: results.length,
    ours: {
      ...sumsOf(results.map(({ ours }) => ours)),
      recoverySeconds,
      peakRssMb: Math.max(0, ...results.map(({ peakRssMb }) => peakRssMb)),
    },
    peer: peers.length === 0 ? null : sumsOf(peers),
  };
}

/** How many differences of any kind. */
export function differencesOf({ lost, doubled, unexplained }: Sums): number {
  return lost + doubled + unexplained;
}

/** What came of one seed, and how to repeat it when something did not. */
export function describeSeed(result: SeedResult): string[] {
  const { seed, scenario, ours, peer, seconds, recoverySeconds, records, rows } = result;
  const sums = ({ lost, doubled, unexplained }: Sums): string => `${lost}/${doubled}/${unexplained}`;
  const words = (pairs: readonly (readonly [string, number])[]): string =>
    pairs.map((pair) => pair.join(' ')).join(', ');
  const parts = words(Object.entries(seconds).map(([name, value]) => [name, round(value)] as const));
  const recovery = recoverySeconds.map((value) => round(value)).join(' ') || '-';
  const line =
    `seed ${seed} ${scenario}: ours ${sums(ours)}${peer ? `, peer ${sums(peer)}` : ''} (lost/doubled/unexplained); ` +
    `recovery s ${recovery}; seconds ${parts}; ${words(records)}; rows ${words(rows)}`;
  if (differencesOf(ours) === 0) return [line];
  const repeat = `repeat it: npm run faults -- --seed ${seed} --scenario ${scenario} --keep`;
  return [line, ...ours.examples.map((example) => `  ${example}`), `  ${repeat}`];
}

/** One line a scenario, for people. */
export function tableOf(results: readonly SeedResult[]): string {
  const head = [
    'scenario',
    'seeds',
    'ours lost',
    'doubled',
    'unexpl.',
    'recovery s (median, max)',
    'peer lost',
    'doubled',
    'unexpl.',
  ];
  const ids = [...new Set(results.map(({ scenario }) => scenario))];
  const lines = ids.map((id) => {
    const some = results.filter(({ scenario }) => scenario === id);
    const { ours, peer, seeds } = summaryOf(some);
    const recovery = ours.recoverySeconds[id];
    const seconds = recovery ? `${recovery.median}, ${recovery.max}` : '-';
    const theirs = peer ? [peer.lost, peer.doubled, peer.unexplained] : ['-', '-', '-'];
    return [id, seeds, ours.lost, ours.doubled, ours.unexplained, seconds, ...theirs];
  });
  const rows = [head, ...lines].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) => `${row.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  ')}\n`).join('');
}

function sumsOf(findings: readonly Findings[]): Sums {
  const sum = (name: keyof Sums): number => findings.reduce((total, one) => total + one[name], 0);
  return { lost: sum('lost'), doubled: sum('doubled'), unexplained: sum('unexplained') };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
