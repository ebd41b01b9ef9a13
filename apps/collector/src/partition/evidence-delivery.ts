import type { ChunkAccount, ChunkChanges, ChunkPlace } from '@lianfang/aggregate';
import { evidenceKey, rowSourceKey, type KeptEvidence, type LedgerRow, type Watermark } from '@lianfang/contract';
import type { BulkOutcome, WriteOptions } from '@lianfang/store';
import type { CollectorMetrics } from '../collector-metrics';
import type { Destinations } from '../pipeline';
import type { ServiceLog } from '../service-log';
import type { Persist } from './watermark-writer';

/** Evidence of the open chunk may wait this long: a request for each flush would cost more than it brings. */
const WRITE_EVERY_MS = 2_000;
const MIB = 1024 * 1024;
/** Records of one request, about. */
const REQUEST_BYTES = 4 * MIB;
/** Reading waits above this. With the limit of bytes that a chunk has by default, that is half an hour of the log. */
const MOST_WAITING_BYTES = 32 * MIB;

/** Evidence of one chunk. */
interface ChunkEvidence {
  readonly place: ChunkPlace;
  readonly kept: KeptEvidence[];
}

/** What was kept since the last time, oldest chunk first. */
export interface TakenEvidence {
  readonly chunks: readonly ChunkEvidence[];
  /** Everything that the log held up to this instant is in what was taken so far; undefined while that is not known. */
  readonly countedTo: number | null | undefined;
}

/** Takes over what accounts kept. */
export function takeEvidence(accounts: readonly ChunkAccount[], countedTo: TakenEvidence['countedTo']): TakenEvidence {
  const chunks = accounts.flatMap(({ place, evidence }) =>
    evidence.waits > 0 ? [{ place, kept: evidence.take() }] : [],
  );
  return { chunks, countedTo };
}

/** What sending needs. */
export interface EvidenceParts {
  readonly destinations: Pick<Destinations, 'evidence'>;
  readonly log: ServiceLog;
  readonly metrics: Pick<CollectorMetrics, 'evidence'>;
  readonly persist: Persist;
  where(chunk: string): WriteOptions;
}

/**
 * Evidence on its way to Elasticsearch. It is written beside the rows, and counting never waits for it, except when too
 * much of it is in memory. The commit waits: it stays at the oldest chunk of which some is not yet written.
 */
export class EvidenceDelivery {
  /** Oldest first. */
  private readonly queue: ChunkEvidence[] = [];
  private waitingBytes = 0;
  private isWriting = false;
  private nextAt = 0;
  private reached: number | null;
  private writtenTo: number | null;
  private problem: unknown;
  /** Evidence of these chunks that was refused, and chunks whose stored ledger row does not say so yet. */
  private readonly refused = new Map<string, number>();
  private readonly unsaid = new Set<string>();
  /** Ledger rows as they were written last, of chunks of which evidence may still be refused. */
  private readonly rows = new Map<string, LedgerRow>();

  constructor(
    private readonly parts: EvidenceParts,
    stored: Watermark | undefined,
  ) {
    this.writtenTo = stored?.evidenceAsOf ?? null;
    this.reached = this.writtenTo;
  }

  /** The instant up to which everything that the log held and that is to be kept is stored, or null. */
  get asOf(): number | null {
    return this.writtenTo;
  }

  /** True while too much waits. */
  get isBehind(): boolean {
    return this.waitingBytes > MOST_WAITING_BYTES;
  }

  /** The oldest chunk of which evidence is not written yet. @param accounts of which some may not be taken yet; oldest first. */
  unwritten(accounts: readonly ChunkAccount[]): ChunkPlace | undefined {
    return this.queue[0]?.place ?? accounts.find(({ evidence }) => evidence.waits > 0)?.place;
  }

  /**
   * Begins to write what was taken and what still waits, unless a write is under way.
   * @param now monotonic clock, milliseconds. @throws what a write ended with that can't be repeated.
   */
  send({ chunks, countedTo }: TakenEvidence, now: number): void {
    if (this.problem !== undefined) throw this.problem as Error;
    for (const chunk of chunks) this.enqueue(chunk);
    if (countedTo !== undefined) this.reached = countedTo === null ? null : Math.floor(countedTo);
    if (this.queue.length === 0) this.writtenTo = this.reached;
    // More than one: a chunk is closed, and the commit waits for it.
    const isDue = now >= this.nextAt || this.queue.length > 1 || this.waitingBytes > REQUEST_BYTES;
    if (this.isWriting || this.queue.length === 0 || !isDue) return;
    this.nextAt = now + WRITE_EVERY_MS;
    this.isWriting = true;
    void this.writeAll().finally(() => (this.isWriting = false));
  }

  /** The changes of a chunk, with what was refused of its evidence so far. */
  complete(changes: ChunkChanges): ChunkChanges {
    const { chunk } = changes.ledger;
    if (changes.ledger.evidenceKept === undefined) return changes;
    for (const known of this.rows.keys()) if (!this.awaits(known)) this.rows.delete(known);
    this.rows.set(chunk, changes.ledger);
    return { ...changes, ledger: this.completed(changes.ledger) };
  }

  /** Ledger rows that are stored without what was refused since. */
  incomplete(): LedgerRow[] {
    return [...this.unsaid].flatMap((chunk) => {
      const row = this.rows.get(chunk);
      return row ? [this.completed(row)] : [];
    });
  }

  private completed(row: LedgerRow): LedgerRow {
    this.unsaid.delete(row.chunk);
    return { ...row, evidenceRefused: this.refused.get(row.chunk) ?? 0 };
  }

  private awaits(chunk: string): boolean {
    return this.unsaid.has(chunk) || this.queue.some(({ place }) => place.name === chunk);
  }

  private enqueue({ place, kept }: ChunkEvidence): void {
    this.waitingBytes += kept.reduce((sum, { original }) => sum + original.length, 0);
    const last = this.queue.at(-1);
    if (last?.place.name === place.name) last.kept.push(...kept);
    else this.queue.push({ place, kept: [...kept] });
  }

  private async writeAll(): Promise<void> {
    try {
      for (let first = this.queue[0]; first !== undefined; first = this.queue[0]) {
        const { place, kept } = first;
        const slice = kept.slice(0, sizeOfRequest(kept));
        const outcomes = await this.write(slice, place.name);
        kept.splice(0, slice.length);
        this.waitingBytes -= slice.reduce((sum, { original }) => sum + original.length, 0);
        this.note(place.name, slice, outcomes);
        if (kept.length === 0) this.queue.shift();
      }
      this.writtenTo = this.reached;
    } catch (error) {
      this.problem = error;
    }
  }

  private write(kept: readonly KeptEvidence[], chunk: string): Promise<BulkOutcome[]> {
    const { destinations, persist, where } = this.parts;
    return persist('Writing evidence', () => destinations.evidence.write(kept, where(chunk)));
  }

  private note(chunk: string, slice: readonly KeptEvidence[], outcomes: readonly BulkOutcome[]): void {
    const at = outcomes.findIndex(({ kind }) => kind === 'refused');
    const refused = outcomes.filter(({ kind }) => kind === 'refused').length;
    this.parts.metrics.evidence.inc({ outcome: 'written' }, slice.length - refused);
    const first = outcomes[at];
    const one = slice[at];
    if (first?.kind !== 'refused' || one === undefined) return;
    this.parts.metrics.evidence.inc({ outcome: 'refused' }, refused);
    this.refused.set(chunk, (this.refused.get(chunk) ?? 0) + refused);
    this.unsaid.add(chunk);
    this.parts.log.error(
      `${rowSourceKey(one.evidence)}: Elasticsearch refuses evidence of ${refused} events of chunk ${chunk} for good; the ` +
        `first is ${evidenceKey(one.evidence)} (${first.reason}). They are counted as before, and as refused in the ledger. ` +
        'Look at the mapping of the index of that day.',
    );
  }
}

/** How many of these go into one request: one at least. */
function sizeOfRequest(kept: readonly KeptEvidence[]): number {
  let bytes = 0;
  const end = kept.findIndex(({ original }) => (bytes += original.length) > REQUEST_BYTES);
  return end === -1 ? kept.length : Math.max(1, end);
}
