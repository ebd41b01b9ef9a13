import {
  LEDGER_CLASSES,
  DEMONSTRATION_TOPIC,
  rowSourceKey,
  type LedgerAnswer,
  type LedgerClass,
  type LedgerSource,
  type RowSource,
  type SystemAlert,
  type Watermark,
} from '@lianfang/contract';
import type { LogAdmin } from '@lianfang/platform/kafka';
import type { AuditedSum, LedgerAudit } from '@lianfang/store';
import { alertId, type Observation } from '../alerts/alert-life';
import { readBounds, readProgress, type BrokerTopic } from './broker-view';
import { compareEquation, type EquationFacts } from './compare-equation';
import { addNames, LedgerBreakdown } from './ledger-breakdown';
import { MinutePatrol, type ChunkDifference, type PatrolReport } from './minute-patrol';

/** What one check found. */
export interface LedgerFinding {
  readonly answer: LedgerAnswer;
  /** One for each source and kind, with its fault or without. */
  readonly observations: readonly Observation[];
}

/** What a check is made with. */
export interface LedgerCheckParts {
  readonly audit: LedgerAudit;
  readonly admin: LogAdmin;
  /** Consumer group of the collectors. */
  readonly group: string;
  /** Milliseconds between two checks, as it is told to readers. */
  readonly every: number;
}

interface Side {
  readonly watermarks: ReadonlyMap<string, Watermark>;
  /** Progress by topic; a topic that the broker does not have (any more) is missing. */
  readonly progress: ReadonlyMap<string, BrokerTopic['progress']>;
}

/** All that one check read. */
interface Found {
  readonly before: Side;
  readonly sums: ReadonlyMap<string, AuditedSum>;
  readonly reports: ReadonlyMap<string, PatrolReport>;
  readonly bounds: ReadonlyMap<string, BrokerTopic['bounds']>;
}

/** Chunks that an alert names; the rest is only counted. */
const MOST_CHUNKS_NAMED = 20;

/**
 * Compares the stored ledger with the broker and with the stored minute rows. What is read, and in which order: the
 * progress (watermarks, commits), the ledger, the minute rows, the bounds of the log. So work under way is never taken
 * for a difference.
 */
export class LedgerCheck {
  private readonly patrol: MinutePatrol;
  private readonly breakdown: LedgerBreakdown;

  constructor(private readonly parts: LedgerCheckParts) {
    this.patrol = new MinutePatrol(parts.audit);
    this.breakdown = new LedgerBreakdown(parts.audit);
  }

  /** @param open the alerts that are open: the chunks that they name are compared whatever comes. */
  async run(open: readonly SystemAlert[], now: () => number): Promise<LedgerFinding> {
    this.breakdown.useFor(await this.parts.audit.generation());
    const before = await this.readProgress();
    const sums = new Map((await this.parts.audit.sums()).map((sum) => [rowSourceKey(sum.source), sum]));
    const sources = sourcesOf(before.watermarks, sums);
    const reports = new Map<string, PatrolReport>();
    for (const source of sources) {
      const sum = sums.get(rowSourceKey(source));
      const isThere = before.progress.has(source.topic);
      if (sum) reports.set(rowSourceKey(source), await this.walk(sum, suspectsOf(open, source), isThere));
    }
    const bounds = await this.readAllBounds(before);
    const lines: LedgerSource[] = [];
    for (const source of [...sources, ...unseen(sources, bounds)]) {
      lines.push(await this.line(source, { before, sums, reports, bounds }));
    }
    const at = now();
    const observations = lines.flatMap((line) => observe(line, reports.get(rowSourceKey(line.source)), at));
    return {
      answer: { checkedAt: at, checkEvery: this.parts.every, ...together(lines), sources: lines },
      observations,
    };
  }

  private walk(
    { source, to, chunks }: AuditedSum,
    suspects: readonly string[],
    isThere: boolean,
  ): Promise<PatrolReport> {
    const isIdle = async (): Promise<boolean> => {
      if (!isThere) return true;
      const bounds = await readBounds(this.parts.admin, source.topic);
      return (bounds.get(source.partition)?.end ?? to) <= to;
    };
    return this.patrol.walk({ source, suspects, isIdle }, chunks);
  }

  private async readProgress(): Promise<Side> {
    const { audit, admin, group } = this.parts;
    const stored = (await audit.watermarks()).filter(({ topic }) => topic !== DEMONSTRATION_TOPIC);
    const existing = await admin.topics();
    const progress = new Map<string, BrokerTopic['progress']>();
    for (const topic of new Set(stored.map(({ topic: name }) => name))) {
      if (existing.has(topic)) progress.set(topic, await readProgress(admin, group, topic));
    }
    return { watermarks: new Map(stored.map((watermark) => [rowSourceKey(watermark), watermark])), progress };
  }

  private async readAllBounds({ progress }: Side): Promise<ReadonlyMap<string, BrokerTopic['bounds']>> {
    const bounds = new Map<string, BrokerTopic['bounds']>();
    for (const topic of progress.keys()) {
      bounds.set(topic, await readBounds(this.parts.admin, topic));
    }
    return bounds;
  }

  private async line(source: RowSource, found: Found): Promise<LedgerSource> {
    const sum = found.sums.get(rowSourceKey(source));
    const report = found.reports.get(rowSourceKey(source)) ?? { differences: [], compared: 0 };
    const facts = equationFacts(source, found);
    const equation = compareEquation(facts);
    const breakdown = sum ? await this.breakdown.of(sum) : NO_BREAKDOWN;
    return {
      source,
      ...classesOf(sum),
      ...equation,
      ...breakdown,
      lostRanges: [...breakdown.lostRanges],
      minutesDifference: differenceOf(report.differences),
      balanced: equation.difference === 0 && report.differences.length === 0,
      state: facts.bounds === undefined ? 'past' : 'current',
      minutesCompared: report.compared,
      chunks: sum?.chunks ?? 0,
    };
  }
}

const NO_BREAKDOWN = { ignoredByKind: {}, rejectedByCode: {}, lostRanges: [] };

/** What the broker says of a source's epoch; it knows nothing of epochs that are past. */
function equationFacts(source: RowSource, { before, sums, bounds }: Found): EquationFacts {
  const { topic, epoch, partition } = source;
  const progress = before.progress.get(topic)?.get(partition);
  const isCurrent = epoch >= newestEpoch(before.watermarks, source);
  return {
    watermark: before.watermarks.get(rowSourceKey(source)),
    committed: progress?.epoch === epoch ? progress.processed : undefined,
    sum: sums.get(rowSourceKey(source)),
    bounds: isCurrent ? bounds.get(topic)?.get(partition) : undefined,
  };
}

function sourcesOf(watermarks: ReadonlyMap<string, Watermark>, sums: ReadonlyMap<string, AuditedSum>): RowSource[] {
  const sources = new Map<string, RowSource>();
  for (const [key, { topic, epoch, partition }] of watermarks) sources.set(key, { topic, epoch, partition });
  for (const [key, { source }] of sums) if (source.topic !== DEMONSTRATION_TOPIC) sources.set(key, source);
  return [...sources.values()].sort(
    (a, b) => compareText(a.topic, b.topic) || b.epoch - a.epoch || a.partition - b.partition,
  );
}

/** Partitions that the broker has and nobody has begun to count: they are pending, not absent. */
function unseen(known: readonly RowSource[], bounds: ReadonlyMap<string, BrokerTopic['bounds']>): RowSource[] {
  return [...bounds].flatMap(([topic, partitions]) => {
    const own = known.filter((source) => source.topic === topic);
    const epoch = Math.max(1, ...own.map((source) => source.epoch));
    const missing = [...partitions.keys()].filter((partition) => !own.some((source) => source.partition === partition));
    return missing.map((partition) => ({ topic, epoch, partition }));
  });
}

function newestEpoch(watermarks: ReadonlyMap<string, Watermark>, { topic, partition }: RowSource): number {
  const own = [...watermarks.values()].filter((mark) => mark.topic === topic && mark.partition === partition);
  return Math.max(0, ...own.map(({ epoch }) => epoch));
}

function suspectsOf(open: readonly SystemAlert[], source: RowSource): string[] {
  const id = alertId({ kind: 'ledger-minutes', source });
  const named = open.find((alert) => alert.id === id)?.figures['chunks'];
  return typeof named === 'string' && named !== '' ? named.split(' ') : [];
}

function observe(line: LedgerSource, report: PatrolReport | undefined, at: number): Observation[] {
  const { source, accounted, processedOffsets, difference, start, processed } = line;
  const equation = difference === 0 ? null : { accounted, processedOffsets, difference, start, processed };
  const wrong = report?.differences ?? [];
  const sum = (pick: (one: ChunkDifference) => number): number => wrong.reduce((total, one) => total + pick(one), 0);
  const minutes = {
    events: sum(({ events }) => events),
    minutes: sum(({ minutes: found }) => found),
    difference: differenceOf(wrong),
    chunks: wrong
      .slice(0, MOST_CHUNKS_NAMED)
      .map(({ chunk }) => chunk)
      .join(' '),
    chunksInAll: wrong.length,
  };
  return [
    { kind: 'ledger-equation', source, at, fault: equation },
    { kind: 'ledger-minutes', source, at, fault: wrong.length === 0 ? null : minutes },
  ];
}

function differenceOf(differences: readonly ChunkDifference[]): number {
  return differences.reduce((sum, { minutes, events }) => sum + minutes - events, 0);
}

type Classes = Record<LedgerClass | 'events' | 'late', number> & Pick<LedgerSource, 'evidence'>;

const NO_EVIDENCE = { kept: 0, over: 0, refused: 0 };

function classesOf(sum: AuditedSum | undefined): Classes {
  const none: Record<LedgerClass, number> = { counted: 0, duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0 };
  const { events = 0, late = 0, evidence = NO_EVIDENCE } = sum ?? {};
  return { ...(sum?.classes ?? none), events, late, evidence };
}

type Together = Omit<LedgerAnswer, 'checkedAt' | 'checkEvery' | 'sources'>;

function together(lines: readonly LedgerSource[]): Together {
  const sum = (pick: (line: LedgerSource) => number): number => lines.reduce((total, line) => total + pick(line), 0);
  const classes = Object.fromEntries(
    [...LEDGER_CLASSES, 'events' as const, 'late' as const].map((name) => [name, sum((line) => line[name])]),
  ) as Omit<Classes, 'evidence'>;
  const kept = (name: keyof typeof NO_EVIDENCE): number => sum(({ evidence = NO_EVIDENCE }) => evidence[name]);
  return {
    ...classes,
    evidence: { kept: kept('kept'), over: kept('over'), refused: kept('refused') },
    ignoredByKind: addNames(
      {},
      lines.map(({ ignoredByKind }) => ignoredByKind),
    ),
    rejectedByCode: addNames(
      {},
      lines.map(({ rejectedByCode }) => rejectedByCode),
    ),
    accounted: sum(({ accounted }) => accounted),
    processedOffsets: sum(({ processedOffsets }) => processedOffsets),
    difference: sum(({ difference }) => difference),
    pending: sum(({ pending }) => pending),
    minutesDifference: sum(({ minutesDifference }) => minutesDifference),
    balanced: lines.every(({ balanced }) => balanced),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
