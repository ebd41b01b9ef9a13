import type { BenchReport } from './report';

/** What the product is to reach, and what it did. */
export interface Target {
  readonly name: string;
  readonly kind: 'must' | 'aim';
  /** As `>= 2`. */
  readonly wanted: string;
  /** Null where this run did not measure it. */
  readonly seen: number | null;
  readonly met: boolean | null;
}

interface Goal {
  readonly name: string;
  readonly kind: Target['kind'];
  readonly limit: number;
  readonly side: '>=' | '<=';
  readonly seen: (report: Measures) => number | undefined;
}

type Measures = Pick<BenchReport, 'loads' | 'ratios' | 'endToEnd'>;

const overPeer =
  (peer: string) =>
  ({ ratios }: Measures) =>
    ratios.eve?.[peer]?.eventsPerCpuSecond.median;
const fixed = ({ endToEnd }: Measures) => endToEnd.fixedRate;
const rss = ({ loads, endToEnd }: Measures): number | undefined => {
  const seen = [
    loads.eve?.contenders['ours']?.peakRssMb,
    endToEnd.catchUp?.peakRssMb,
    endToEnd.fixedRate?.peakRssMb.collector,
  ];
  const known = seen.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
/** Bytes that raw indexing would take for what the run at an even rate sent, over those of ours. */
const bytesSaved = ({ loads, endToEnd }: Measures): number | undefined => {
  const raw = loads.eve?.contenders['raw']?.bytesPerEvent;
  const run = endToEnd.fixedRate;
  return raw && run ? (raw.median * run.records) / run.storedBytes : undefined;
};
const overRaw = ({ ratios }: Measures): number | undefined => ratios.eve?.['raw']?.eventsPerSecond.median;

const GOALS: readonly Goal[] = [
  {
    name: 'events per CPU-second, over eachMessage',
    kind: 'must',
    side: '>=',
    limit: 2,
    seen: overPeer('each-message'),
  },
  {
    name: 'events/s end to end',
    kind: 'must',
    side: '>=',
    limit: 150_000,
    seen: (m) => m.endToEnd.catchUp?.eventsPerSecond,
  },
  { name: 'events/s end to end, over raw indexing', kind: 'must', side: '>=', limit: 3, seen: overRaw },
  { name: 'peak RSS of the collector, MiB', kind: 'must', side: '<=', limit: 400, seen: rss },
  { name: 'stored bytes, raw indexing over ours, at 50,100/s', kind: 'must', side: '>=', limit: 100, seen: bytesSaved },
  { name: 'freshness p50 at 50,100/s, s', kind: 'must', side: '<=', limit: 0.6, seen: (m) => fixed(m)?.freshness.p50 },
  { name: 'freshness p99 at 50,100/s, s', kind: 'must', side: '<=', limit: 1.5, seen: (m) => fixed(m)?.freshness.p99 },
  {
    name: 'events per CPU-second, over eachMessage',
    kind: 'aim',
    side: '>=',
    limit: 2.6,
    seen: overPeer('each-message'),
  },
  {
    name: 'events per CPU-second, over eachBatch without work',
    kind: 'aim',
    side: '>=',
    limit: 0.7,
    seen: overPeer('no-work'),
  },
  {
    name: 'events/s end to end',
    kind: 'aim',
    side: '>=',
    limit: 300_000,
    seen: (m) => m.endToEnd.catchUp?.eventsPerSecond,
  },
  {
    name: 'events per CPU-second, over warm Kafka Streams',
    kind: 'aim',
    side: '>=',
    limit: 3,
    seen: overPeer('streams'),
  },
  {
    name: 'share of one core at 50,100/s',
    kind: 'aim',
    side: '<=',
    limit: 0.25,
    seen: (m) => fixed(m)?.coreShare.collector,
  },
];

/** All targets of the first load. A figure that was not measured is neither met nor missed. */
export function targetsOf(measures: Measures): Target[] {
  return GOALS.map(({ name, kind, side, limit, seen: look }) => {
    const seen = look(measures) ?? null;
    const isMet = seen === null ? null : side === '>=' ? seen >= limit : seen <= limit;
    return { name, kind, wanted: `${side} ${limit}`, seen, met: isMet };
  });
}
