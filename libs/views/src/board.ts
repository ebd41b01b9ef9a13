import {
  rowSourceKey,
  type LiveMessage,
  type RowSource,
  type RowTier,
  type VersionedRevision,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import { addCells, createCells, type Cells, type Tally } from './cells';
import { DayBook } from './day-book';
import { currentWatermarks, instantOf } from './freshness-of';
import { LedgerBook, type StoredLedger } from './ledger-book';
import type { FoldedDay, Need } from './need';
import { RevisionBook } from './revision-book';
import { RowShelf } from './row-shelf';
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, taipeiDayOf } from './taipei-time';
import { WatermarkBook } from './watermark-book';

/** A partition that is further behind the newest one than this no longer holds back the minutes that are shown. */
const MINUTES_LAG_MS = HOUR_MS;
/** Minutes held before the instant that is shown. */
const MINUTES_HELD_MS = 65 * MINUTE_MS;
/** Days whose rows are held with versions: the lateness window of 7 days and some more. */
const DAYS_HELD_MS = 10 * DAY_MS;

/** How many rows the board holds, by tier. */
export interface BoardSizes {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
}

/**
 * The figures of the whole system in memory. It is fed from two sides: `record` takes live messages, `merge…` takes
 * stored rows that {@link takeNeeds} asked for. Order and repetition don't matter, because of each row the highest
 * version counts. A source's hour is read from its minute rows or from its hour rows, as its watermark says, and a
 * watermark is followed only when all rows that it asks for are held: so nothing is ever read twice.
 */
export class Board {
  readonly ledger = new LedgerBook();
  readonly revisions = new RevisionBook();
  readonly watermarks: WatermarkBook;
  private readonly minutes = new RowShelf(hourOf);
  private readonly hours = new RowShelf(taipeiDayOf);
  private readonly days = new DayBook();
  private readonly asks: Need[] = [{ kind: 'ledger' }];
  private readonly missing = new Set<Need>();
  private newest = -Infinity;

  /**
   * @param stored the watermarks that are stored, read after the position in `rows.live` was noted.
   * @param now wall clock (milliseconds); it decides what is held only while no watermark says better.
   */
  constructor(stored: readonly Watermark[], now: number) {
    this.watermarks = new WatermarkBook({
      expect: (source, watermark) => this.expect(source, watermark),
      isHeld: (source, watermark) => this.isHeld(source, watermark),
    });
    this.newest = Math.min(newestInstant(stored), now);
    this.lowerFloors(Number.isFinite(this.newest) ? this.newest : now);
    const before = taipeiDayOf((Number.isFinite(this.newest) ? this.newest : now) - DAYS_HELD_MS);
    this.asks.push({ kind: 'folded-days', before });
    for (const watermark of stored) this.watermarks.record(watermark);
    for (const need of this.asks) this.missing.add(need);
  }

  /** Takes a live message. Only the totals kind is read here. */
  record(message: LiveMessage): void {
    if (message.type === 'ledger') this.ledger.record(message.ledger);
    else if (message.type === 'watermark') this.recordWatermark(message.watermark);
    else {
      for (const row of message.rows) this.recordRow(row, 'live');
      this.mergeRevisions(message.revisions ?? []);
    }
  }

  /** Takes stored rows. */
  merge(rows: readonly VersionedRow[]): void {
    for (const row of rows) this.recordRow(row, 'stored');
  }

  mergeRevisions(revisions: readonly VersionedRevision[]): void {
    for (const revision of revisions) this.revisions.record(revision);
  }

  mergeDays(days: readonly FoldedDay[]): void {
    this.days.merge(days);
  }

  mergeLedger(stored: readonly StoredLedger[]): void {
    this.ledger.merge(stored);
  }

  /** Stored rows that are to be loaded; each need is handed out once, to be settled when all of it is merged. */
  takeNeeds(): Need[] {
    return [
      ...this.asks.splice(0),
      ...groupNeeds('minute', this.minutes, HOUR_MS),
      ...groupNeeds('hour', this.hours, DAY_MS),
      ...groupNeeds('day', this.days.shelf, DAY_MS),
    ];
  }

  /** Says that everything which the need names is merged. */
  settle(need: Need): void {
    this.missing.delete(need);
    if (need.kind === 'range') this.shelf(need.tier).settleFloor(need.from);
    if (need.kind === 'groups') this.shelf(need.tier).settle(rowSourceKey(need.source), need.starts);
    let moved = false;
    for (const key of this.watermarks.keys()) moved = this.watermarks.advance(key) || moved;
    this.days.sweep();
    if (moved) this.moveOn();
  }

  /** True once the board has been loaded: from then on its figures are to be shown. */
  isReady(): boolean {
    return this.missing.size === 0 && this.watermarks.isSettled();
  }

  /** The highest instant that minutes are read at, with that of the slowest source; both bounded by watermarks. */
  clock(asOf: number | null, now: number): number {
    return asOf === null ? now : Math.max(asOf, this.newest - MINUTES_LAG_MS);
  }

  /** Sources that have rows or a watermark. */
  sources(): Set<string> {
    return new Set([...this.watermarks.keys(), ...this.days.sources(), ...this.minutes.sources()]);
  }

  /** Counts of one minute of a source, by county. */
  minute(source: string, minute: number): Tally | undefined {
    return this.minutes.group(source, hourOf(minute))?.tallies.get(minute);
  }

  /** The days of a source that have a figure. */
  daysOf(source: string): Set<number> {
    const days = this.days.days(source);
    for (const day of this.watermarks.effective(source)?.openDays ?? []) days.add(day);
    return days;
  }

  /** The figure of a source's day, over all counties. */
  day(source: string, day: number): Cells {
    const sum = createCells();
    if (this.isOpenDay(source, day)) this.eachOpenDayTally(source, day, (tally) => addAll(sum, tally));
    else this.days.addDay(sum, source, day);
    return sum;
  }

  /** Shows the parts of a source's recent day, by county. */
  eachTally(source: string, day: number, show: (tally: Tally) => void): void {
    if (this.isOpenDay(source, day)) return this.eachOpenDayTally(source, day, show);
    const tally = this.days.byCounty(source, day);
    if (tally) show(tally);
  }

  sizes(): BoardSizes {
    return { minute: this.minutes.size(), hour: this.hours.size(), day: this.days.shelf.size() };
  }

  private isOpenDay(source: string, day: number): boolean {
    return this.watermarks.effective(source)?.openDays.includes(day) ?? false;
  }

  /** An open day is its open hours, read from minute rows, and its other hours, read from hour rows. */
  private eachOpenDayTally(source: string, day: number, show: (tally: Tally) => void): void {
    const open = new Set(this.watermarks.effective(source)?.openHours);
    for (const [hour, tally] of this.hours.group(source, day)?.tallies ?? []) if (!open.has(hour)) show(tally);
    for (const hour of open) {
      const group = taipeiDayOf(hour) === day ? this.minutes.group(source, hour) : undefined;
      if (group) show(group.sum);
    }
  }

  private recordRow(versioned: VersionedRow, origin: 'live' | 'stored'): void {
    const { row } = versioned;
    if (row.kind !== 'totals') return;
    const source = rowSourceKey(row);
    const isHeld = this.shelf(row.tier).record(source, versioned, origin);
    if (isHeld || row.tier !== 'day' || origin === 'stored') return;
    // An old day was made again: its rows have no versions here, so they are loaded with them.
    this.days.shelf.expect(source, taipeiDayOf(row.time));
    this.days.shelf.record(source, versioned, origin);
  }

  private recordWatermark(watermark: Watermark): void {
    const key = rowSourceKey(watermark);
    const before = this.watermarks.effective(key);
    this.watermarks.record(watermark);
    if (this.watermarks.effective(key) !== before) this.moveOn();
  }

  private expect(source: string, { openHours, openDays }: Watermark): void {
    for (const hour of openHours) this.minutes.expect(source, hour);
    for (const day of openDays) this.hours.expect(source, day);
  }

  private isHeld(source: string, { openHours, openDays }: Watermark): boolean {
    return (
      openHours.every((hour) => this.minutes.isWhole(source, hour)) &&
      openDays.every((day) => this.hours.isWhole(source, day)) &&
      !this.days.shelf.isWaiting(source)
    );
  }

  private shelf(tier: RowTier): RowShelf {
    if (tier === 'minute') return this.minutes;
    return tier === 'hour' ? this.hours : this.days.shelf;
  }

  /** Holds more, or forgets what nobody needs, as the newest watermark moves. */
  private moveOn(): void {
    const newest = newestInstant(this.watermarks.all());
    if (!(newest > this.newest) && Number.isFinite(this.newest)) return this.sweep();
    this.newest = newest;
    if (!Number.isFinite(newest)) return this.sweep();
    this.lowerFloors(newest);
    const { minute, day, oldDay } = floorsAt(newest);
    this.minutes.raise(minute);
    this.revisions.keepFrom(minute);
    this.hours.raise(day);
    this.days.shelf.raise(oldDay);
    this.sweep();
  }

  private sweep(): void {
    this.minutes.sweep((source, hour) => this.watermarks.needsHour(source, hour));
    this.hours.sweep((source, day) => this.watermarks.needsDay(source, day));
    this.days.sweep();
  }

  private lowerFloors(instant: number): void {
    const { minute, day, oldDay } = floorsAt(instant);
    if (this.revisions.keepFrom(minute)) this.asks.push({ kind: 'revisions', from: minute });
    const floors = [
      ['minute', minute],
      ['hour', day],
      ['day', oldDay],
    ] as const;
    for (const [tier, floor] of floors) {
      const range = this.shelf(tier).lower(floor);
      if (range) this.asks.push({ kind: 'range', tier, ...range });
    }
  }
}

function floorsAt(newest: number): { minute: number; day: number; oldDay: number } {
  const minute = hourOf(newest - MINUTES_LAG_MS - MINUTES_HELD_MS);
  return { minute, day: taipeiDayOf(minute), oldDay: taipeiDayOf(newest - DAYS_HELD_MS) };
}

function newestInstant(watermarks: readonly Watermark[]): number {
  return Math.max(...currentWatermarks(watermarks).map((watermark) => instantOf(watermark) ?? -Infinity));
}

function groupNeeds(tier: RowTier, shelf: RowShelf, length: number): Need[] {
  return [...shelf.ask()].map(([key, starts]) => ({ kind: 'groups', tier, source: sourceOf(key), starts, length }));
}

/** The reverse of `rowSourceKey`; a topic's name holds no `/`. */
function sourceOf(key: string): RowSource {
  const [topic = '', epoch, partition] = key.split('/');
  return { topic, epoch: Number(epoch), partition: Number(partition) };
}

function addAll(sum: Cells, tally: Tally): void {
  for (const cells of tally.values()) addCells(sum, cells);
}
