import { rowSourceKey, type RowSource } from '@lianfang/contract';
import type { AuditedRow, LedgerAudit } from '@lianfang/store';

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

  /** @param keptFrom oldest day whose minute rows are kept: chunks with older hours are no longer compared. */
  async walk(order: PatrolOrder, keptFrom: number, chunks: number): Promise<PatrolReport> {
    const { source } = order;
    const key = rowSourceKey(source);
    const beat = this.beats.get(key) ?? { next: 0, seen: 0, before: undefined };
    this.beats.set(key, beat);
    const newest = await this.audit.newest(source, NEWEST);
    const older = await this.nextOf(source, beat, keptFrom);
    const suspects = order.suspects.slice(0, MOST_SUSPECTS);
    const suspected = suspects.length > 0 ? await this.audit.named(source, suspects) : [];
    const rows = new Map([...newest, ...older, ...suspected].map((row) => [row.chunk, row]));
    const kept = [...rows.values()].filter((row) => isKept(row, keptFrom));
    const differences = await this.compare(order, kept, newest[0]?.chunk);
    return { differences, compared: Math.min(chunks, beat.before ?? beat.seen) };
  }

  private async nextOf(source: RowSource, beat: Beat, keptFrom: number): Promise<AuditedRow[]> {
    const rows = await this.audit.rows(source, beat.next, PATROLLED);
    beat.seen += rows.filter((row) => isKept(row, keptFrom)).length;
    beat.next = (rows.at(-1)?.from ?? -1) + 1;
    if (rows.length < PATROLLED) {
      beat.next = 0;
      beat.before = beat.seen;
      beat.seen = 0;
    }
    return rows;
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

/** Retention drops whole days of minute rows; a chunk with hours of such a day is no longer compared. */
function isKept({ hours }: AuditedRow, keptFrom: number): boolean {
  return hours.every((hour) => hour >= keptFrom);
}
