import type { ChunkPlace } from '@lianfang/aggregate';
import { rowSourceKey, type RowSource, type Watermark } from '@lianfang/contract';
import type { DeadLetter } from '@lianfang/event';
import type { BulkOutcome, Fingerprint } from '@lianfang/store';
import type { CollectorParts } from '../collector-parts';
import { watermarkMessage } from '../live-messages';
import { persist } from '../persist';
import { deliver } from '../pipeline';
import { OpenPeriods } from './open-periods';
import { HISTORY_WINDOW_MS, PartitionLedger } from './partition-ledger';
import type { CommitMetadata, Opening } from './partition-opening';
import { rollUpDue } from './roll-up-due';
import { SketchDelivery } from './sketch-delivery';

/** Delivery is behind, and reading waits, above any of these. */
const MOST_WAITING_ROWS = 200_000;
const MOST_WAITING_LETTER_BYTES = 16 * 1024 * 1024;
const LONGEST_FLUSH_MS = 15_000;
/** A watermark that says nothing new is published each second all the same, and stored this often. */
const STORE_IDLE_MARK_MS = 10_000;

/** A row that Elasticsearch refuses, or a version from beyond the log: the partition stops, loudly. */
export class PartitionStoppedError extends Error {
  readonly code = 'LF-PARTITION-STOPPED';

  constructor(source: RowSource, reason: string) {
    super(
      `${rowSourceKey(source)} has stopped: ${reason} Nothing is lost; put it right and start the collector again.`,
    );
    this.name = 'PartitionStoppedError';
  }
}

/**
 * The writing side of a partition: flushes the ledger's changes, keeps the watermark, closes hours and days, and
 * commits. Only one flush is under way at a time.
 */
export class PartitionDelivery {
  readonly source: RowSource;
  readonly ledger: PartitionLedger;
  private readonly periods: OpenPeriods;
  private readonly sketches: SketchDelivery;
  private letters: DeadLetter[] = [];
  private letterBytes = 0;
  private readonly historyChunks = new Set<string>();
  private acknowledged: number;
  private logEnd: number;
  private logTime: number | null;
  private eventTime: number | null;
  private flushingSince: number | undefined;
  private committedChunk: string | undefined;
  private storedMark: { readonly state: string; readonly at: number } = { state: '', at: 0 };
  private current: { readonly chunk: ChunkPlace; readonly fingerprint: Fingerprint } | undefined;
  /** Set when the partition can't go on. */
  failure: PartitionStoppedError | undefined;

  constructor(
    private readonly opening: Opening,
    private readonly parts: CollectorParts,
    private readonly signal: AbortSignal,
  ) {
    const { source, stored } = opening;
    this.source = source;
    this.ledger = new PartitionLedger(source, opening.countFrom, opening.logStart);
    this.periods = new OpenPeriods(stored?.openHours ?? [], stored?.openDays ?? []);
    this.sketches = new SketchDelivery(stored);
    this.acknowledged = stored?.processed ?? opening.start;
    this.logEnd = opening.logEnd;
    this.logTime = stored?.logTime ?? null;
    this.eventTime = stored?.eventTime ?? null;
  }

  /** True while reading has to wait. */
  get behind(): boolean {
    if (this.failure) return true;
    if (this.ledger.changes > MOST_WAITING_ROWS || this.letterBytes > MOST_WAITING_LETTER_BYTES) return true;
    return this.flushingSince !== undefined && Date.now() - this.flushingSince > LONGEST_FLUSH_MS;
  }

  /** Offsets in the log and not yet acknowledged. */
  get pending(): number {
    return Math.max(0, this.logEnd - this.acknowledged);
  }

  /** Retention was faster than we: everything before this offset that was not read is gone. */
  lost(before: number): void {
    this.parts.log.error(
      `${rowSourceKey(this.source)}: the log no longer has offsets ${this.ledger.next} to ${before - 1}. ` +
        'They are in the ledger as lost. Give the topic a longer retention, or the collector more machine.',
    );
    this.ledger.lose(before);
  }

  sawLogEnd(logEnd: number): void {
    this.logEnd = logEnd;
  }

  saw(logTime: number, eventTime: number | undefined): void {
    this.logTime = Math.max(this.logTime ?? logTime, logTime);
    if (eventTime !== undefined) this.eventTime = Math.max(this.eventTime ?? eventTime, eventTime);
  }

  reject(letter: DeadLetter): void {
    this.letters.push(letter);
    this.letterBytes += letter.value?.length ?? 0;
  }

  /** @param behind the lateness window of the chunk's pin, milliseconds. */
  enteredChunk(chunk: ChunkPlace, fingerprint: Fingerprint, behind: number): void {
    this.current = { chunk, fingerprint };
    if (behind > HISTORY_WINDOW_MS) this.historyChunks.add(chunk.name);
  }

  /** Flushes what changed, says how far it has come, and commits. Does nothing while another flush is under way. */
  async flush(): Promise<void> {
    if (this.flushingSince !== undefined || this.failure || this.signal.aborted) return;
    this.flushingSince = Date.now();
    try {
      // Counting again after a restart: what is stored already is the same.
      if (this.ledger.next > this.acknowledged) await this.flushChanges();
      await this.flushSketches(false);
      await this.publishWatermark();
      await this.commit();
      await this.closePeriods();
    } catch (error) {
      if (error instanceof PartitionStoppedError) this.fail(error);
      else if (!this.signal.aborted) throw error;
    } finally {
      this.flushingSince = undefined;
    }
  }

  private async flushChanges(): Promise<void> {
    const letters = this.letters;
    this.letters = [];
    this.letterBytes = 0;
    const taken = this.ledger.unflushed.map((account) => account.takeChanges());
    const to = this.ledger.next;
    for (const [index, changes] of taken.entries()) {
      const hours = changes.rows.filter(({ row }) => row.kind === 'totals').map(({ row }) => row.time);
      if (this.periods.touch(hours, Date.now())) await this.storeWatermark(changes.ledger.to);
      // A letter goes out with the first chunk at the latest: before any ledger row that counts it.
      const history = this.historyChunks.has(changes.ledger.chunk);
      const delivery = { source: this.source, changes, letters: index === 0 ? letters : [], history };
      this.judge(await this.persist('Writing rows', () => deliver(delivery, this.parts.destinations)));
      this.parts.metrics.rows.inc(changes.rows.length);
    }
    this.acknowledged = Math.max(this.acknowledged, to);
    this.ledger.dropFinished();
  }

  /** A conflict means that someone was ahead with the same answer, unless the answer is from beyond the log. */
  private judge(outcomes: readonly BulkOutcome[]): void {
    for (const outcome of outcomes) {
      if (outcome.kind === 'refused')
        throw new PartitionStoppedError(this.source, `a row was refused (${outcome.reason}).`);
      if (outcome.kind === 'superseded' && (outcome.storedVersion ?? 0) > Math.max(this.logEnd, this.ledger.next)) {
        throw new PartitionStoppedError(
          this.source,
          `a row is stored at version ${outcome.storedVersion}, beyond the log's end ${this.logEnd}.`,
        );
      }
    }
  }

  /** Those of closed chunks are written before the commit that leaves them behind. */
  private flushSketches(isForced: boolean): Promise<void> {
    const now = Date.now();
    const countedTo = this.ledger.next >= this.logEnd ? now : this.logTime;
    const progress = { ledger: this.ledger, acknowledged: this.acknowledged, countedTo, now };
    return this.sketches.flush(progress, isForced, async (sketches, chunk) => {
      const options = { history: this.historyChunks.has(chunk) };
      const { sketches: store } = this.parts.destinations;
      this.judge(await this.persist('Writing sketches', () => store.write(sketches, options)));
    });
  }

  private async publishWatermark(): Promise<void> {
    const mark = this.watermark();
    const state = JSON.stringify([mark.processed, mark.openHours, mark.openDays]);
    if (state !== this.storedMark.state || mark.at - this.storedMark.at > STORE_IDLE_MARK_MS) {
      await this.storeWatermark(this.acknowledged);
      this.storedMark = { state, at: mark.at };
    }
    await this.persist('Publishing the watermark', () =>
      this.parts.destinations.log.append(this.parts.destinations.rowsLive, [watermarkMessage(mark)]),
    );
  }

  private async storeWatermark(version: number): Promise<void> {
    await this.persist('Storing the watermark', () =>
      this.parts.destinations.rows.writeWatermark(this.watermark(), Math.max(version, this.acknowledged)),
    );
  }

  private watermark(): Watermark {
    return {
      ...this.source,
      start: this.opening.start,
      processed: this.acknowledged,
      logEnd: Math.max(this.logEnd, this.acknowledged),
      eventTime: this.eventTime,
      logTime: this.logTime,
      at: Date.now(),
      openHours: this.periods.openHours(),
      openDays: this.periods.openDays(),
      sketchesAsOf: this.sketches.asOf,
    };
  }

  /** Always the open chunk's start: whoever comes next counts that chunk from its beginning. */
  private async commit(): Promise<void> {
    const { current, acknowledged } = this;
    if (current === undefined || acknowledged < current.chunk.from) return;
    const { topic, partition, epoch } = this.source;
    const metadata: CommitMetadata = { epoch, chunk: current.chunk.name, processed: acknowledged };
    const state = { topic, partition, epoch, start: this.opening.start, fingerprint: current.fingerprint };
    if (this.committedChunk !== current.chunk.name) {
      await this.persist('Storing the fingerprint', () => this.parts.opening.epochs.write(state));
      this.committedChunk = current.chunk.name;
    }
    // A commit that fails is made again a second later; the group may be rebalancing.
    await this.parts.commit(this.source, current.chunk.from, JSON.stringify(metadata)).catch(() => undefined);
  }

  private async closePeriods(): Promise<void> {
    if (this.ledger.next < this.acknowledged) return;
    const now = Date.now();
    const work = { source: this.source, version: this.acknowledged, periods: this.periods, now };
    const closed = await rollUpDue(work, {
      ...this.parts.destinations,
      flushSketches: () => this.flushSketches(true),
      persist: (doing, step) => this.persist(doing, step),
    });
    if (closed > 0) await this.publishWatermark();
  }

  private persist<T>(doing: string, work: () => Promise<T>): Promise<T> {
    return persist(work, {
      doing: `${doing} of ${rowSourceKey(this.source)}`,
      log: this.parts.log,
      signal: this.signal,
    });
  }

  private fail(error: PartitionStoppedError): void {
    this.failure = error;
    this.parts.log.error(error.message);
  }
}
