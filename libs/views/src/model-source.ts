import {
  rowId,
  type Direction,
  type Disposition,
  type LedgerRow,
  type LiveMessage,
  type Row,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import type { Board } from './board';
import type { FoldedDay, Need } from './need';
import { hourOf, minuteOf, taipeiDayOf } from './taipei-time';

/** An event as the model counts it. */
export interface ModelEvent {
  readonly time: number;
  readonly county: string;
  readonly direction: Direction;
  readonly disposition: Disposition;
}

/**
 * A collector of one source with its store and its live log, small enough to be seen through: what is published is
 * stored before, rows come before the watermark that covers them, hours and days are rolled up on command.
 */
export class ModelSource {
  readonly log: LiveMessage[] = [];
  readonly stored = new Map<string, VersionedRow>();
  ledger: LedgerRow | undefined;
  watermark: Watermark | undefined;
  processed = 0;
  private readonly counts = new Map<string, VersionedRow>();
  private readonly openHours = new Set<number>();
  private readonly openDays = new Set<number>();
  private at = 0;

  constructor(
    readonly topic: string,
    readonly partition = 0,
  ) {}

  /** Counts events, stores and publishes their rows, then the ledger row and the watermark. */
  count(events: readonly ModelEvent[], at: number): void {
    const changed = new Map<string, VersionedRow>();
    for (const event of events) {
      this.processed += 1;
      const { county, direction, disposition } = event;
      const time = minuteOf(event.time);
      const place = { ...this.source(), tier: 'minute', kind: 'totals', chunk: `0.${this.chunk()}` } as const;
      const row: Row = { ...place, time, county, direction, disposition, count: 1 };
      const id = rowId(row);
      const count = (this.counts.get(id)?.row.count ?? 0) + 1;
      const versioned = { id, version: this.processed, row: { ...row, count } };
      this.counts.set(id, versioned);
      changed.set(id, versioned);
      this.openHours.add(hourOf(time));
      this.openDays.add(taipeiDayOf(time));
    }
    this.publish([...changed.values()]);
    this.mark(at);
  }

  /** Publishes the hour row of the oldest open hour and closes it. */
  closeHour(at: number): void {
    const hour = Math.min(...this.openHours);
    if (!Number.isFinite(hour)) return;
    this.rollUp('hour', hour, (row) => row.tier === 'minute' && hourOf(row.time) === hour);
    this.openHours.delete(hour);
    this.mark(at);
  }

  /** Publishes the day row of the oldest open day without an open hour and closes it. */
  closeDay(at: number): void {
    const busy = new Set([...this.openHours].map(taipeiDayOf));
    const day = Math.min(...[...this.openDays].filter((open) => !busy.has(open)));
    if (!Number.isFinite(day)) return;
    this.rollUp('day', day, (row) => row.tier === 'hour' && taipeiDayOf(row.time) === day);
    this.openDays.delete(day);
    this.mark(at);
  }

  /** Stored rows that a need names. */
  read(need: Need): VersionedRow[] {
    return [...this.stored.values()].filter(({ row }) => {
      if (need.kind === 'range') return row.tier === need.tier && row.time >= need.from && row.time < need.to;
      if (need.kind !== 'groups' || need.tier !== row.tier || need.source.topic !== row.topic) return false;
      if (need.source.partition !== row.partition) return false;
      return need.starts.some((start) => row.time >= start && row.time < start + need.length);
    });
  }

  /** Sums of day rows before an instant. */
  folded(before: number): FoldedDay[] {
    return [...this.stored.values()].flatMap(({ row }) => {
      if (row.tier !== 'day' || row.time >= before) return [];
      return [{ source: this.source(), day: row.time, cell: row, count: row.count }];
    });
  }

  source(): { topic: string; epoch: number; partition: number } {
    return { topic: this.topic, epoch: 1, partition: this.partition };
  }

  private chunk(): number {
    return Math.floor(this.processed / 7);
  }

  private rollUp(tier: 'hour' | 'day', time: number, isBelow: (row: Row) => boolean): void {
    const cells = new Map<string, Row>();
    for (const { row } of this.stored.values()) {
      if (!isBelow(row)) continue;
      const { county, direction, disposition } = row;
      const place = { ...this.source(), tier, kind: 'totals', time, county, disposition } as const;
      const cell: Row = { ...place, ...(direction && { direction }), count: row.count };
      const known = cells.get(rowId(cell));
      cells.set(rowId(cell), { ...cell, count: cell.count + (known?.count ?? 0) });
    }
    this.publish([...cells].map(([id, row]) => ({ id, version: this.processed, row })));
  }

  private publish(rows: readonly VersionedRow[]): void {
    for (const row of rows) this.stored.set(row.id, row);
    for (const row of rows) this.log.push({ type: 'rows', county: row.row.county, rows: [row] });
  }

  private mark(at: number): void {
    this.at = Math.max(this.at + 1, at);
    const none = { duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0, ignoredByKind: {}, rejectedByCode: {} };
    const reach = { from: 0, to: this.processed, counted: this.processed };
    this.ledger = { ...this.source(), chunk: '0.0', ...reach, ...none, hours: [...this.openHours] };
    this.log.push({ type: 'ledger', ledger: this.ledger });
    const clocks = { eventTime: null, logTime: this.processed > 0 ? this.at : null, at: this.at };
    const offsets = { start: 0, processed: this.processed, logEnd: this.processed };
    const open = { openHours: [...this.openHours], openDays: [...this.openDays] };
    this.watermark = { ...this.source(), ...offsets, ...clocks, ...open };
    this.log.push({ type: 'watermark', watermark: this.watermark });
  }
}

/** Loads all that the board asks for from the sources' stores. */
export function serve(board: Board, sources: readonly ModelSource[], needs: readonly Need[] = board.takeNeeds()): void {
  for (const need of needs) {
    if (need.kind === 'folded-days') board.mergeDays(sources.flatMap((source) => source.folded(need.before)));
    else if (need.kind === 'revisions') board.mergeRevisions([]);
    else if (need.kind === 'ledger') {
      const sums = { counted: 0, duplicate: 0, ignored: 0, rejected: 0, skipped: 0, lost: 0 };
      const ledgers = sources.flatMap(({ ledger }) => ledger ?? []);
      board.mergeLedger(ledgers.map((row) => ({ source: row, folded: sums, foldedTo: 0, recent: [row] })));
    } else board.merge(sources.flatMap((source) => source.read(need)));
    board.settle(need);
  }
}
