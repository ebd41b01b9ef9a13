import {
  rowSourceKey,
  type LedgerRow,
  type Revision,
  type RowSource,
  type VersionedRevision,
  type VersionedRow,
  type Watermark,
} from '@lianfang/contract';
import {
  FIRST_GENERATION,
  type BulkOutcome,
  type EpochState,
  type EpochStore,
  type Generations,
  type PeriodSums,
  type Pin,
  type PinStore,
  type RowStore,
} from '@lianfang/store';

interface Versioned<T> {
  readonly version: number;
  readonly document: T;
}

/** What Elasticsearch would hold, for tests: the same rule of versions (`external_gte`), and faults on demand. */
export class MemoryStores implements RowStore, EpochStore, PinStore {
  readonly rows = new Map<string, Versioned<VersionedRow['row']>>();
  readonly revisions = new Map<string, Versioned<Revision>>();
  readonly ledger = new Map<string, Versioned<LedgerRow>>();
  readonly watermarks = new Map<string, Versioned<Watermark>>();
  readonly pins = new Map<string, Pin>();
  readonly epochs = new Map<string, EpochState>();
  /** Writes of rows that are still let through; then each of them fails, as when the process dies. */
  writesLeft = Infinity;
  /** Called before each write of rows. */
  beforeRows: () => void = () => undefined;

  async writeRows(rows: readonly VersionedRow[]): Promise<BulkOutcome[]> {
    this.beforeRows();
    return rows.map(({ id, version, row }) => this.put(this.rows, id, version, row));
  }

  async writeRevisions(revisions: readonly VersionedRevision[]): Promise<BulkOutcome[]> {
    return revisions.map(({ id, version, revision }) => this.put(this.revisions, id, version, revision));
  }

  async writeLedger(rows: readonly LedgerRow[]): Promise<BulkOutcome[]> {
    return rows.map((row) => this.put(this.ledger, `${rowSourceKey(row)}/${row.chunk}`, row.to, row));
  }

  async writeWatermark(mark: Watermark, version = mark.processed): Promise<BulkOutcome> {
    return this.put(this.watermarks, rowSourceKey(mark), version, mark);
  }

  async generations(): Promise<Generations> {
    return FIRST_GENERATION;
  }

  async readWatermark(source: RowSource): Promise<Watermark | undefined> {
    return this.watermarks.get(rowSourceKey(source))?.document;
  }

  async lastLedger(source: RowSource): Promise<LedgerRow | undefined> {
    return this.ledgerOf(source).at(-1);
  }

  async rowsSince(source: RowSource, from: number): Promise<VersionedRow[]> {
    return [...this.rows]
      .map(([id, { version, document: row }]) => ({ id, version, row }))
      .filter(({ row }) => this.isSince(row, source, from));
  }

  async revisionsSince(source: RowSource, from: number): Promise<VersionedRevision[]> {
    return [...this.revisions]
      .map(([id, { version, document: revision }]) => ({ id, version, revision }))
      .filter(({ revision }) => this.isSince(revision, source, from));
  }

  async sumCells(): Promise<never[]> {
    return [];
  }

  async bareHours(): Promise<never[]> {
    return [];
  }

  async sumPeriods(_: unknown, __: unknown, starts: readonly number[]): Promise<PeriodSums> {
    return { cells: new Map(starts.map((start) => [start, []])), dropped: [] };
  }

  async read(topic: string, partition: number): Promise<EpochState | undefined> {
    return this.epochs.get(`${topic}/${partition}`);
  }

  async write(state: EpochState): Promise<void> {
    this.epochs.set(`${state.topic}/${state.partition}`, state);
  }

  async settle(wanted: Pin): Promise<Pin> {
    const id = `${rowSourceKey(wanted)}/${wanted.chunk}`;
    const pin = this.pins.get(id) ?? wanted;
    this.pins.set(id, pin);
    return pin;
  }

  async named(): Promise<ReadonlyMap<string, Pin>> {
    return new Map();
  }

  async touching(source: RowSource, from: number, to: number): Promise<Pin[]> {
    const own = [...this.pins.values()].filter((pin) => rowSourceKey(pin) === rowSourceKey(source) && pin.from < to);
    const inOrder = own.sort((one, other) => one.from - other.from);
    const first = inOrder.findLastIndex((pin) => pin.from <= from);
    return inOrder.slice(Math.max(0, first));
  }

  async normalisersInUse(): Promise<readonly string[]> {
    return [];
  }

  /** Ledger rows of a source in the order of their offsets. */
  ledgerOf(source: RowSource): LedgerRow[] {
    const rows = [...this.ledger.values()].map(({ document }) => document);
    return rows.filter((row) => rowSourceKey(row) === rowSourceKey(source)).sort((a, b) => a.from - b.from);
  }

  private isSince(of: RowSource & { readonly chunk?: string | undefined }, source: RowSource, from: number): boolean {
    const pin = this.pins.get(`${rowSourceKey(of)}/${of.chunk ?? ''}`);
    return rowSourceKey(of) === rowSourceKey(source) && pin !== undefined && pin.from >= from;
  }

  private put<T>(shelf: Map<string, Versioned<T>>, id: string, version: number, document: T): BulkOutcome {
    if (this.writesLeft <= 0) throw new Error('the process is dead');
    this.writesLeft -= 1;
    const storedVersion = shelf.get(id)?.version;
    if (storedVersion !== undefined && storedVersion > version) return { kind: 'superseded', storedVersion };
    shelf.set(id, { version, document });
    return { kind: 'written' };
  }
}
