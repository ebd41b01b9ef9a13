import { rowSourceKey, type RowSource } from '@lianfang/contract';
import type { AuditedRow, LedgerAudit, Stretch } from '@lianfang/store';

const HOUR_MS = 3_600_000;

/** A chunk whose minute rows and ledger row disagree. */
export interface ChunkDifference {
  readonly chunk: string;
  readonly events: number;
  readonly minutes: number;
}

/** What one round found of one source. */
export interface PatrolReport {
  /** Empty when all chunks that were compared agree. */
  readonly differences: readonly ChunkDifference[];
  /** Chunks that were compared in the last whole round of the patrol, or so far in the first; not those without rows. */
  readonly compared: number;
}

/** What a round is told of a source. */
export interface PatrolOrder {
  readonly source: RowSource;
  /** Chunks that were found different before: they are compared in every round until they agree. */
  readonly suspects: readonly string[];
  /** True when nothing of the log is left to process: then rows may not be ahead of the ledger either. */
  isIdle(): Promise<boolean>;
}

/** Chunks at the end of a partition, compared in every round. */
const NEWEST = 4;
/** Older chunks, compared a few in each round, round and round. */
const PATROLLED = 16;
const MOST_SUSPECTS = 100;

interface Beat {
  next: number;
  /** Chunks compared in this round. */
  seen: number;
  /** Chunks compared in the round before. */
  before: number | undefined;
}

/**
 * Compares minute rows with ledger rows chunk by chunk: what a chunk's minute rows sum to must be the events that its
 * ledger row counts. Rows are stored before the ledger row that counts them, so rows that are read after it are complete;
 * of a chunk that is still open they may be ahead for a moment, and only that is let pass.
 */
export class MinutePatrol {
  private readonly beats = new Map<string, Beat>();

  constructor(private readonly audit: LedgerAudit) {}

  /** @param chunks of the source's ledger. */
  async walk(order: PatrolOrder, chunks: number): Promise<PatrolReport> {
    const { source } = order;
    const key = rowSourceKey(source);
    const beat = this.beats.get(key) ?? { next: 0, seen: 0, before: undefined };
    this.beats.set(key, beat);
    const newest = await this.audit.newest(source, NEWEST);
    const older = await this.audit.rows(source, beat.next, PATROLLED);
    const suspects = order.suspects.slice(0, MOST_SUSPECTS);
    const suspected = suspects.length > 0 ? await this.audit.named(source, suspects) : [];
    const rows = new Map([...newest, ...older, ...suspected].map((row) => [row.chunk, row]));
    const differences = await this.compare(order, [...rows.values()], newest[0]?.chunk);
    // Only now: what is dropped is written down before it is gone.
    const dropped = await this.droppedOf(source, [...rows.values()]);
    const isKept = (row: AuditedRow): boolean => row.hours.every((hour) => !dropped.some((one) => holds(one, hour)));
    count(beat, older, older.filter(isKept).length);
    const whole = new Set([...rows.values()].filter(isKept).map(({ chunk }) => chunk));
    return {
      differences: differences.filter(({ chunk }) => whole.has(chunk)),
      compared: Math.min(chunks, beat.before ?? beat.seen),
    };
  }

  private async droppedOf(source: RowSource, rows: readonly AuditedRow[]): Promise<readonly Stretch[]> {
    const hours = rows.flatMap((row) => row.hours);
    if (hours.length === 0) return [];
    return this.audit.droppedMinutes(source, { from: lowest(hours), to: highest(hours) + HOUR_MS });
  }

  private async compare(
    { source, isIdle }: PatrolOrder,
    rows: readonly AuditedRow[],
    open: string | undefined,
  ): Promise<ChunkDifference[]> {
    const counted = rows.map(({ chunk }) => chunk);
    const sums = await this.audit.minuteSums(source, counted);
    const found: ChunkDifference[] = [];
    for (const { chunk, events } of rows) {
      const minutes = sums.get(chunk) ?? 0;
      if (minutes === events) continue;
      const isAhead = chunk === open && minutes > events;
      if (!isAhead || (await isIdle())) found.push({ chunk, events, minutes });
    }
    return found;
  }
}

/** Moves on to the next rows. */
function count(beat: Beat, rows: readonly AuditedRow[], kept: number): void {
  beat.seen += kept;
  beat.next = (rows.at(-1)?.from ?? -1) + 1;
  if (rows.length >= PATROLLED) return;
  beat.next = 0;
  beat.before = beat.seen;
  beat.seen = 0;
}

/** Retention drops whole days of minute rows; a chunk with an hour of such a day can't be compared any more. */
function holds({ from, to }: Stretch, hour: number): boolean {
  return hour < to && hour + HOUR_MS > from;
}

function lowest(hours: readonly number[]): number {
  return hours.reduce((low, hour) => Math.min(low, hour), Infinity);
}

function highest(hours: readonly number[]): number {
  return hours.reduce((high, hour) => Math.max(high, hour), -Infinity);
}
