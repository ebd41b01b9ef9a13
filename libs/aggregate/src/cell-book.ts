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
import { CodeMap } from './code-map';

const MINUTE_MS = 60_000;

interface Cell {
  readonly row: Row;
  id: string | undefined;
  count: number;
  changed: boolean;
}

/** The cells of one minute, by {@link CellCodes}. */
type MinuteCells = CodeMap<Cell>;

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
  private readonly minutes = new Map<number, MinuteCells>();
  private readonly codes = new CellCodes();
  private minute = NaN;
  /** Of the last minute: events of one minute come together. */
  private cells: MinuteCells = new CodeMap<Cell>();
  private readonly cellsOfKind = new Map<RowKind, number>(ROW_KINDS.map((kind) => [kind, 0]));
  private changed: Cell[] = [];
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
    this.changed = [...this.minutes.values()].flatMap((cells) => cells.values());
    for (const cell of this.changed) cell.changed = true;
  }

  /** Counts one event `count` times in each kind of row. An event without agency has no row by agency. */
  record(event: ThreatEvent, location: Location, count: number): void {
    const minute = event.time - modulo(event.time, MINUTE_MS);
    if (minute !== this.minute) this.turnTo(minute);
    this.codes.turnTo(event, location);
    this.count('totals', event, location, count);
    this.count('categories', event, location, count);
    if (location.agency !== undefined) this.count('agencies', event, location, count);
    this.count('countries', event, location, count);
  }

  private count(kind: RowKind, event: ThreatEvent, location: Location, count: number): void {
    const cell = this.cells.get(this.codes.codeOf(kind)) ?? this.open(kind, event, location);
    cell.count += count;
    if (cell.changed) return;
    cell.changed = true;
    this.changed.push(cell);
  }

  /** The rows that changed since the last call, at this version. */
  takeChanges(version: number): VersionedRow[] {
    const taken = this.changed.map((cell) => {
      cell.changed = false;
      cell.id ??= rowId(cell.row);
      this.stale.delete(cell.id);
      return { id: cell.id, version, row: { ...cell.row, count: cell.count } };
    });
    for (const [id, row] of this.stale) taken.push({ id, version, row: { ...row, count: 0 } });
    this.stale = new Map();
    this.changed = [];
    return taken;
  }

  private turnTo(minute: number): void {
    this.minute = minute;
    this.cells = this.minutes.get(minute) ?? new CodeMap<Cell>();
    this.minutes.set(minute, this.cells);
  }

  private open(kind: RowKind, event: ThreatEvent, location: Location): Cell {
    const used = this.cellsOfKind.get(kind) ?? 0;
    if (used >= this.options.cellLimit) return this.overflowCell(kind, event, location);
    this.cellsOfKind.set(kind, used + 1);
    const row = { ...this.place(kind, event, location), ...dimensions(kind, event, location) };
    return this.add(this.codes.codeOf(kind), row);
  }

  /** Bounded by itself: minutes within the lateness window x counties x dispositions. */
  private overflowCell(kind: RowKind, event: ThreatEvent, location: Location): Cell {
    const code = this.codes.overflowCodeOf(kind);
    return this.cells.get(code) ?? this.add(code, { ...this.place(kind, event, location), overflow: true });
  }

  private place(kind: RowKind, event: ThreatEvent, { county }: Location): Row {
    const { source, chunk } = this.options;
    const { disposition } = event;
    return { ...source, tier: 'minute', kind, chunk, time: this.minute, county, disposition, count: 0 };
  }

  private add(code: number, row: Row): Cell {
    const cell: Cell = { row, id: undefined, count: 0, changed: false };
    this.cells.set(code, cell);
    return cell;
  }
}

function dimensions(kind: RowKind, event: ThreatEvent, location: Location): Partial<Row> {
  const all: Partial<Row> = { ...location, category: event.category, severity: event.severity };
  const wanted: readonly string[] = ROW_DIMENSIONS[kind];
  return Object.fromEntries(Object.entries(all).filter(([name]) => wanted.includes(name)));
}

/** Also right for times before 1970. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
