import {
  ROW_DIMENSIONS,
  ROW_KINDS,
  rowId,
  type Location,
  type Row,
  type RowKind,
  type RowSource,
  type ThreatEvent,
  type VersionedRow,
} from '@lianfang/contract';
import { CellCodes } from './cell-codes';
import { CodeIndex, NO_PLACE } from './code-index';

const MINUTE_MS = 60_000;

const FIRST_CELLS = 256;

interface Cell {
  /** Without its count. */
  readonly row: Row;
  id: string | undefined;
}

/** What the cells of a chunk have in common. */
export interface CellBookOptions {
  readonly source: RowSource;
  readonly chunk: string;
  /** Cells of one kind beyond which new ones go to the overflow cell of their county, minute and disposition. */
  readonly cellLimit: number;
}

/**
 * The cells of one chunk: absolute counts by minute and dimensions. Totals stay exact whatever an attacker sends: the
 * first `cellLimit` cells of a kind are kept apart in offset order, the rest is added to a visible overflow cell.
 */
export class CellBook {
  private readonly cells: Cell[] = [];
  /** By the place of the cell. Apart from it, so that what counts touches little memory. */
  private counts = new Float64Array(FIRST_CELLS);
  private isChanged = new Uint8Array(FIRST_CELLS);
  private changed: number[] = [];
  private readonly minutes = new Map<number, CodeIndex>();
  private readonly codes = new CellCodes();
  private minute = NaN;
  /** Of the last minute, by {@link CellCodes}: events of one minute come together. */
  private places = new CodeIndex();
  private readonly cellsOfKind = new Map<RowKind, number>(ROW_KINDS.map((kind) => [kind, 0]));
  /** Stored rows that no longer follow from the log, by id. */
  private stale = new Map<string, Row>();

  constructor(private readonly options: CellBookOptions) {}

  /** Number of cells that were counted in since the last {@link takeChanges}. */
  get changes(): number {
    return this.changed.length + this.stale.size;
  }

  /** The next changes carry every cell, and zero for stored rows that are no cell. */
  restate(stored: readonly VersionedRow[]): void {
    for (const { id, row } of stored) this.stale.set(id, row);
    this.changed = [...this.cells.keys()];
    this.isChanged.fill(1, 0, this.cells.length);
  }

  /** Counts one event `count` times in each kind of row. An event without agency has no row by agency. */
  record(event: ThreatEvent, location: Location, count: number): void {
    const minute = Math.floor(event.time / MINUTE_MS) * MINUTE_MS;
    if (minute !== this.minute) this.turnTo(minute);
    this.codes.turnTo(event, location);
    this.count('totals', event, location, count);
    this.count('categories', event, location, count);
    if (location.agency !== undefined) this.count('agencies', event, location, count);
    this.count('countries', event, location, count);
  }

  private count(kind: RowKind, event: ThreatEvent, location: Location, count: number): void {
    const known = this.places.find(this.codes.codeOf(kind));
    const place = known === NO_PLACE ? this.open(kind, event, location) : known;
    this.counts[place] = (this.counts[place] as number) + count;
    if (this.isChanged[place] === 1) return;
    this.isChanged[place] = 1;
    this.changed.push(place);
  }

  /** The rows that changed since the last call, at this version. */
  takeChanges(version: number): VersionedRow[] {
    const taken = this.changed.map((place) => {
      const cell = this.cells[place] as Cell;
      this.isChanged[place] = 0;
      cell.id ??= rowId(cell.row);
      this.stale.delete(cell.id);
      return { id: cell.id, version, row: { ...cell.row, count: this.counts[place] as number } };
    });
    for (const [id, row] of this.stale) taken.push({ id, version, row: { ...row, count: 0 } });
    this.stale = new Map();
    this.changed = [];
    return taken;
  }

  private turnTo(minute: number): void {
    this.minute = minute;
    this.places = this.minutes.get(minute) ?? new CodeIndex();
    this.minutes.set(minute, this.places);
  }

  /** @returns the place of a new cell. */
  private open(kind: RowKind, event: ThreatEvent, location: Location): number {
    const used = this.cellsOfKind.get(kind) ?? 0;
    if (used >= this.options.cellLimit) return this.overflowCell(kind, event, location);
    this.cellsOfKind.set(kind, used + 1);
    const row = { ...this.place(kind, event, location), ...dimensions(kind, event, location) };
    return this.add(this.codes.codeOf(kind), row);
  }

  /** Bounded by itself: minutes within the lateness window x counties x dispositions. */
  private overflowCell(kind: RowKind, event: ThreatEvent, location: Location): number {
    const code = this.codes.overflowCodeOf(kind);
    const known = this.places.find(code);
    return known === NO_PLACE ? this.add(code, { ...this.place(kind, event, location), overflow: true }) : known;
  }

  private place(kind: RowKind, event: ThreatEvent, { county }: Location): Row {
    const { source, chunk } = this.options;
    const { disposition } = event;
    return { ...source, tier: 'minute', kind, chunk, time: this.minute, county, disposition, count: 0 };
  }

  private add(code: number, row: Row): number {
    const place = this.cells.push({ row, id: undefined }) - 1;
    if (place === this.counts.length) this.grow();
    this.places.add(code, place);
    return place;
  }

  private grow(): void {
    const counts = new Float64Array(this.counts.length * 2);
    const isChanged = new Uint8Array(counts.length);
    counts.set(this.counts);
    isChanged.set(this.isChanged);
    this.counts = counts;
    this.isChanged = isChanged;
  }
}

function dimensions(kind: RowKind, event: ThreatEvent, location: Location): Partial<Row> {
  const all: Partial<Row> = { ...location, category: event.category, severity: event.severity };
  const wanted: readonly string[] = ROW_DIMENSIONS[kind];
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}
