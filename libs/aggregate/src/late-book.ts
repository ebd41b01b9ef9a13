import { revisionId, type Revision, type RowSource, type VersionedRevision } from '@lianfang/contract';

const MINUTE_MS = 60_000;
/** An event is late when the log took it in a minute at least this much after its own. */
const LATE_MS = 2 * MINUTE_MS;

interface Cell {
  readonly revision: Revision;
  count: number;
  changed: boolean;
}

/** What the revisions of a chunk have in common. */
export interface LateBookOptions {
  readonly source: RowSource;
  readonly chunk: string;
  /** Cells beyond which the minutes of arrival of a county's minute are no longer told apart. */
  readonly cellLimit: number;
}

/** The late events of one chunk, by county, minute of event time and minute of arrival in the log. */
export class LateBook {
  private readonly cells = new Map<string, Cell>();
  private readonly last = new Map<string, Cell>();
  private changed: Cell[] = [];
  private used = 0;
  /** Stored revisions that no longer follow from the log, by id. */
  private stale = new Map<string, Revision>();

  constructor(private readonly options: LateBookOptions) {}

  /**
   * Records an event if it is late.
   * @param eventTime and @param logTime in milliseconds. @returns whether it is.
   */
  record(county: string, eventTime: number, logTime: number, count: number): boolean {
    const time = minuteOf(eventTime);
    const arrived = minuteOf(logTime);
    if (arrived - time < LATE_MS) return false;
    const cell = this.cellOf(county, time, arrived);
    cell.count += count;
    if (!cell.changed) {
      cell.changed = true;
      this.changed.push(cell);
    }
    return true;
  }

  /** Where much is late, the events of a county come minute after minute: its last cell is nearly always the one. */
  private cellOf(county: string, time: number, arrived: number): Cell {
    const last = this.last.get(county);
    if (last?.revision.time === time && last.revision.arrived === arrived && !last.revision.overflow) return last;
    const cell = this.cells.get(`${county}|${time}|${arrived}`) ?? this.open(county, time, arrived);
    this.last.set(county, cell);
    return cell;
  }

  /** The next changes carry every cell, and zero for stored revisions that are no cell. */
  restate(stored: readonly VersionedRevision[]): void {
    for (const { id, revision } of stored) this.stale.set(id, revision);
    for (const cell of this.cells.values()) cell.changed = true;
    this.changed = [...this.cells.values()];
  }

  /** The revisions that changed since the last call, at this version. */
  takeChanges(version: number): VersionedRevision[] {
    const taken = this.changed.map((cell) => {
      cell.changed = false;
      const revision = { ...cell.revision, count: cell.count };
      const id = revisionId(revision);
      this.stale.delete(id);
      return { id, version, revision };
    });
    for (const [id, revision] of this.stale) taken.push({ id, version, revision: { ...revision, count: 0 } });
    this.stale = new Map();
    this.changed = [];
    return taken;
  }

  private open(county: string, time: number, arrived: number): Cell {
    const { source, chunk, cellLimit } = this.options;
    const overflow = this.used >= cellLimit;
    const key = overflow ? `${county}|${time}|overflow` : `${county}|${time}|${arrived}`;
    const known = this.cells.get(key);
    if (known) return known;
    if (!overflow) this.used += 1;
    const revision: Revision = { ...source, chunk, county, time, arrived, count: 0, ...(overflow && { overflow }) };
    const cell: Cell = { revision, count: 0, changed: false };
    this.cells.set(key, cell);
    return cell;
  }
}

function minuteOf(time: number): number {
  return Math.floor(time / MINUTE_MS) * MINUTE_MS;
}
