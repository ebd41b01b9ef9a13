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
import { CellCache, type Cell } from './cell-cache';

const MINUTE_MS = 60_000;

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
  private readonly cells = new Map<string, Cell>();
  private readonly cache = new CellCache();
  private readonly cellsOfKind = new Map<RowKind, number>(ROW_KINDS.map((kind) => [kind, 0]));
  private changed: Cell[] = [];
  /** Stored rows that no longer follow from the log, by id. */
  private stale = new Map<string, Row>();

  constructor(private readonly options: CellBookOptions) {}

  /** Number of cells in memory. */
  get size(): number {
    return this.cells.size;
  }

  /** Number of cells that were counted in since the last {@link takeChanges}. */
  get changes(): number {
    return this.changed.length + this.stale.size;
  }

  /** The next changes carry every cell, and zero for stored rows that are no cell. */
  restate(stored: readonly VersionedRow[]): void {
    for (const { id, row } of stored) this.stale.set(id, row);
    for (const cell of this.cells.values()) cell.changed = true;
    this.changed = [...this.cells.values()];
  }

  /** Counts one event `count` times in each kind of row. An event without agency has no row by agency. */
  record(event: ThreatEvent, location: Location, count: number): void {
    const minute = event.time - modulo(event.time, MINUTE_MS);
    const cells = this.cache.find(minute, event, location) ?? this.look(minute, event, location);
    for (const cell of cells) {
      cell.count += count;
      if (cell.changed) continue;
      cell.changed = true;
      this.changed.push(cell);
    }
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

  private look(minute: number, event: ThreatEvent, location: Location): readonly Cell[] {
    const kinds = ROW_KINDS.filter((kind) => kind !== 'agencies' || location.agency !== undefined);
    const cells = kinds.map((kind) => this.cellOf(kind, minute, event, location));
    this.cache.keep(cells);
    return cells;
  }

  private cellOf(kind: RowKind, minute: number, event: ThreatEvent, location: Location): Cell {
    const key = `${kind}|${minute}|${cellKey(kind, event, location)}`;
    const known = this.cells.get(key);
    if (known) return known;
    const used = this.cellsOfKind.get(kind) ?? 0;
    if (used >= this.options.cellLimit) return this.overflowCell(kind, minute, event, location);
    this.cellsOfKind.set(kind, used + 1);
    return this.open(key, { ...this.place(kind, minute, event, location), ...dimensions(kind, event, location) });
  }

  /** Bounded by itself: minutes within the lateness window x counties x dispositions. */
  private overflowCell(kind: RowKind, minute: number, event: ThreatEvent, location: Location): Cell {
    const key = `${kind}|${minute}|overflow|${location.county}|${event.disposition}`;
    const known = this.cells.get(key);
    return known ?? this.open(key, { ...this.place(kind, minute, event, location), overflow: true });
  }

  private place(kind: RowKind, time: number, event: ThreatEvent, location: Location): Row {
    const { source, chunk } = this.options;
    const { county } = location;
    return { ...source, tier: 'minute', kind, chunk, time, county, disposition: event.disposition, count: 0 };
  }

  private open(key: string, row: Row): Cell {
    const cell: Cell = { row, id: undefined, count: 0, changed: false };
    this.cells.set(key, cell);
    return cell;
  }
}

function cellKey(kind: RowKind, event: ThreatEvent, location: Location): string {
  switch (kind) {
    case 'totals':
      return `${location.county}|${location.direction}|${event.disposition}`;
    case 'categories':
      return `${location.county}|${location.direction}|${event.category}|${event.severity}|${event.disposition}`;
    case 'agencies':
      return `${location.county}|${location.agency}|${event.category}|${event.disposition}`;
    case 'countries':
      return `${location.county}|${location.sourceCountry}|${event.disposition}`;
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
