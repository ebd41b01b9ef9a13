import type {
  LedgerRow,
  Location,
  RejectionCode,
  RowSource,
  ThreatEvent,
  VersionedRevision,
  VersionedRow,
  VersionedSketch,
} from '@lianfang/contract';
import { CellBook } from './cell-book';
import type { ChunkPlace } from './chunk-clock';
import { EvidenceBook, type EvidenceLimits } from './evidence-book';
import { LateBook } from './late-book';
import { SketchBook } from './sketch-book';

const HOUR_MS = 3_600_000;
/** Ranges of lost offsets kept apart in one chunk; beyond, the last one is stretched. The sum stays exact. */
const MOST_LOST_RANGES = 1_000;

/** Changes of a chunk since the last time they were taken. All versions are `ledger.to`. */
export interface ChunkChanges {
  readonly rows: readonly VersionedRow[];
  /** What of the rows came late. */
  readonly revisions: readonly VersionedRevision[];
  readonly ledger: LedgerRow;
}

/** What is stored of one or more chunks. */
export interface StoredChunks {
  readonly rows: readonly VersionedRow[];
  readonly revisions: readonly VersionedRevision[];
}

/** What bounds a chunk's memory, as its pin says. */
export interface ChunkLimits {
  /** Cells of one kind of rows; revisions are bounded by it too. */
  readonly cells: number;
  /** Keys of all top lists. */
  readonly topListKeys: number;
  /**
   * True for a topic of old events. They are not called late, and have no sketches: nobody asks for hours that old, and
   * the number of hours, which bounds the sketches' memory, is the window's.
   */
  readonly isHistory: boolean;
  /** Undefined: no evidence is kept. */
  readonly evidence?: EvidenceLimits | undefined;
}

/**
 * What became of every offset of one chunk, and the rows that its counted events made. Each offset is recorded once,
 * in rising order; the classes always sum to `to - from`.
 */
export class ChunkAccount {
  private readonly cells: CellBook;
  private readonly sketches: SketchBook;
  private readonly late: LateBook;
  /** Which events are kept whole; see {@link EvidenceBook}. */
  readonly evidence: EvidenceBook;
  private readonly hours = new Set<number>();
  private readonly sums = { counted: 0, duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0 };
  private readonly ignoredByKind: Record<string, number> = {};
  private readonly rejectedByCode: Record<string, number> = {};
  private readonly lostRanges: { from: number; to: number }[] = [];
  private hour = NaN;
  private events = 0;
  private lateRecords = 0;
  private next: number;
  private takenAt: number;

  constructor(
    private readonly source: RowSource,
    readonly place: ChunkPlace,
    private readonly limits: ChunkLimits,
  ) {
    const common = { source, chunk: place.name };
    this.cells = new CellBook({ ...common, cellLimit: limits.cells });
    this.sketches = new SketchBook({ ...common, keyLimit: limits.topListKeys });
    this.late = new LateBook({ ...common, cellLimit: limits.cells });
    this.evidence = new EvidenceBook({ ...common, limits: limits.evidence });
    this.next = place.from;
    this.takenAt = place.from;
  }

  /** Last offset recorded + 1. */
  get to(): number {
    return this.next;
  }

  /** Rows that wait to be taken. */
  get changes(): number {
    return this.cells.changes;
  }

  /** True when something was recorded since the last {@link takeChanges}. */
  get dirty(): boolean {
    return this.takenAt !== this.next;
  }

  /** True when sketches were recorded in since the last {@link takeSketches}. */
  get sketchesDirty(): boolean {
    return this.sketches.changes > 0;
  }

  /** @param logTime of the record (milliseconds): what late is judged against. */
  counted(event: ThreatEvent, location: Location, logTime: number): void {
    const count = event.count ?? 1;
    this.cells.record(event, location, count);
    if (!this.limits.isHistory) this.enterLive(event, location, { logTime, count });
    this.enterHour(Math.floor(event.time / HOUR_MS) * HOUR_MS);
    this.events += count;
    this.add('counted', 1);
  }

  /** Events of one hour come together. */
  private enterHour(hour: number): void {
    if (hour === this.hour) return;
    this.hour = hour;
    this.hours.add(hour);
  }

  private enterLive(
    event: ThreatEvent,
    location: Location,
    { logTime, count }: { logTime: number; count: number },
  ): void {
    this.sketches.record(event, location, count);
    if (this.late.record(location.county, event.time, logTime, count)) this.lateRecords += 1;
  }

  duplicate(): void {
    this.add('duplicate', 1);
  }

  ignored(kind: string): void {
    this.ignoredByKind[kind] = (this.ignoredByKind[kind] ?? 0) + 1;
    this.add('ignored', 1);
  }

  rejected(code: RejectionCode): void {
    this.rejectedByCode[code] = (this.rejectedByCode[code] ?? 0) + 1;
    this.add('rejected', 1);
  }

  /** Offsets up to `to` (not included) hold no data record. */
  skipped(to: number): void {
    this.add('skipped', to - this.next);
  }

  /** Offsets up to `to` (not included) can't be read any more. */
  lost(to: number): void {
    if (to <= this.next) return;
    const last = this.lostRanges.at(-1);
    if (last && (last.to === this.next || this.lostRanges.length >= MOST_LOST_RANGES)) last.to = to;
    else this.lostRanges.push({ from: this.next, to });
    this.add('lost', to - this.next);
  }

  /**
   * These are stored and rest on offsets that are gone. The next changes carry all rows and revisions: those of the
   * account as they are, and those of which nothing is left as zero.
   */
  restate({ rows, revisions }: StoredChunks): void {
    this.cells.restate(rows);
    this.late.restate(revisions);
  }

  /** The rows that changed since the last call, and the ledger row of the chunk as it is now. */
  takeChanges(): ChunkChanges {
    this.takenAt = this.next;
    const rows = this.cells.takeChanges(this.next);
    return { rows, revisions: this.late.takeChanges(this.next), ledger: this.ledger() };
  }

  /** The sketches that changed since the last call. They are larger than rows, so they are taken less often. */
  takeSketches(): VersionedSketch[] {
    return this.sketches.takeChanges(this.next);
  }

  private ledger(): LedgerRow {
    return {
      ...this.source,
      chunk: this.place.name,
      from: this.place.from,
      to: this.next,
      ...this.sums,
      events: this.events,
      late: this.lateRecords,
      ignoredByKind: { ...this.ignoredByKind },
      rejectedByCode: { ...this.rejectedByCode },
      hours: [...this.hours].sort((a, b) => a - b),
      ...(this.evidence.isKept && {
        evidenceKept: this.evidence.records,
        evidenceOver: this.sums.counted - this.evidence.records,
      }),
      ...(this.lostRanges.length > 0 && { lostRanges: this.lostRanges.map((range) => ({ ...range })) }),
    };
  }

  private add(name: keyof ChunkAccount['sums'], offsets: number): void {
    if (offsets <= 0) return;
    this.sums[name] += offsets;
    this.next += offsets;
  }
}
