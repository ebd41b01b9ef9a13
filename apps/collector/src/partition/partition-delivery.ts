import type { ChunkChanges, ChunkPlace } from '@lianfang/aggregate';
import { rowSourceKey, type RowSource, type Watermark } from '@lianfang/contract';
import type { DeadLetter } from '@lianfang/event';
import type { BulkOutcome, Fingerprint, PinLimits, WriteOptions } from '@lianfang/store';
import type { CollectorParts } from '../collector-parts';
import { persist } from '../persist';
import { deliver, sendLetters } from '../pipeline';
import { isToOpenAgain, PartitionStoppedError, type FlushEnd } from './flush-end';
import { EvidenceDelivery, takeEvidence, type TakenEvidence } from './evidence-delivery';
import { judgeOutcomes } from './judge-outcomes';
import { boundsOf, identifyLog } from './log-identity';
import { LogProgress } from './log-progress';
import { LogProof } from './log-proof';
import { HISTORY_WINDOW_MS, PartitionLedger } from './partition-ledger';
import type { CommitMetadata, Opening } from './partition-opening';
import { PeriodCloser } from './period-closer';
import { SignDelivery, type TakenSigns } from './sign-delivery';
import { SketchDelivery } from './sketch-delivery';
import { WaitingLetters } from './waiting-letters';
import { WritePace } from './write-pace';
import { WatermarkWriter, type Persist } from './watermark-writer';

/** Delivery is behind, and reading waits, above any of these. */
const MOST_WAITING_ROWS = 200_000;
const LONGEST_FLUSH_MS = 15_000;

interface FlushWork {
  readonly letters: readonly DeadLetter[];
  readonly taken: readonly ChunkChanges[];
  readonly evidence: TakenEvidence;
  readonly signs: TakenSigns | undefined;
  /** The ledger is here when these changes are written. */
  readonly to: number;
}

/**
 * The writing side of a partition: flushes the ledger's changes, keeps the watermark, closes hours and days, and
 * commits. Only one flush is under way at a time.
 */
export class PartitionDelivery {
  readonly source: RowSource;
  readonly ledger: PartitionLedger;
  private readonly closer: PeriodCloser;
  private readonly sketches: SketchDelivery;
  private readonly evidence: EvidenceDelivery;
  readonly signs: SignDelivery;
  private readonly marks: WatermarkWriter;
  /** Whether the log is still the one that was counted. */
  readonly proof = new LogProof();
  /** Nothing is written before the ledger is here: stored rows have versions up to this one, and are to be replaced. */
  private heldBelow: number;
  private readonly letters = new WaitingLetters();
  private readonly historyChunks = new Set<string>();
  private acknowledged: number;
  private readonly log: LogProgress;
  private readonly pace = new WritePace();
  private flushingSince: number | undefined;
  /** The chunk whose first record is stored as fingerprint. */
  private fingerprintOf: string | undefined;
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
    this.heldBelow = opening.stale?.floor ?? 0;
    if (opening.stale) this.ledger.restate(opening.stale);
    this.sketches = new SketchDelivery(stored);
    const persisting: Persist = (doing, work) => this.persist(doing, work);
    const closing = { source, generations: opening.generations, persist: persisting };
    const flushSketches = (): Promise<void> => this.flushSketches(true);
    const report = (problem: string): void => parts.log.error(problem);
    this.closer = new PeriodCloser({ ...parts.destinations, ...closing, flushSketches, report }, stored);
    this.evidence = new EvidenceDelivery({ ...parts, persist: persisting, where: (of) => this.where(of) }, stored);
    const sending = { store: parts.destinations.signs, log: parts.log, metrics: parts.metrics, persist: persisting };
    this.signs = new SignDelivery(sending, source, { signs: opening.signs, asOf: stored?.signsAsOf });
    this.marks = new WatermarkWriter(parts.destinations, persisting, () => this.watermark());
    this.acknowledged = stored?.processed ?? opening.start;
    this.log = new LogProgress(opening);
  }

  /** True while reading has to wait. */
  get behind(): boolean {
    if (this.failure) return true;
    if (!this.isHeld && this.ledger.changes > MOST_WAITING_ROWS) return true;
    if (this.letters.areTooMany || this.evidence.isBehind) return true;
    return this.flushingSince !== undefined && performance.now() - this.flushingSince > LONGEST_FLUSH_MS;
  }

  /** A record by which the log is known again. */
  get fingerprint(): Fingerprint | undefined {
    return this.current?.fingerprint ?? this.opening.fingerprint;
  }

  private get isHeld(): boolean {
    return this.ledger.next < this.heldBelow;
  }

  /**
   * Counting again after a restart writes nothing until it comes to something new, unless too much would wait: what is
   * stored already is the same.
   */
  private get hasWork(): boolean {
    if (this.isHeld) return false;
    if (this.ledger.changes > MOST_WAITING_ROWS) return true;
    const isNew = this.ledger.next > this.acknowledged || this.heldBelow > 0;
    return isNew && this.pace.isDue(this.log.end - this.ledger.next, performance.now());
  }

  /** Offsets in the log and not yet acknowledged. */
  get pending(): number {
    return Math.max(0, this.log.end - this.acknowledged);
  }

  /** Retention was faster than we: everything before this offset that was not read is gone. */
  lost(before: number): void {
    this.ledger.loseExpired(before, this.parts.log);
  }

  sawLogEnd(logEnd: number): void {
    this.log.sawEnd(logEnd);
  }

  saw(logTime: number, eventTime: number | undefined): void {
    this.log.saw(logTime, eventTime);
  }

  reject(letter: DeadLetter): void {
    this.letters.add(letter);
  }

  /** Goes on in a chunk of which some records may be gone. */
  resume(chunk: ChunkPlace, limits: PinLimits): void {
    if (limits.behind > HISTORY_WINDOW_MS) this.historyChunks.add(chunk.name);
    this.ledger.resume(chunk, limits);
  }

  /** @param behind the lateness window of the chunk's pin, milliseconds. */
  enteredChunk(chunk: ChunkPlace, fingerprint: Fingerprint, behind: number): void {
    this.current = { chunk, fingerprint };
    if (behind > HISTORY_WINDOW_MS) this.historyChunks.add(chunk.name);
  }

  /** Flushes what changed, says how far it has come, and commits. Does nothing while another flush is under way. */
  async flush(): Promise<FlushEnd> {
    if (this.flushingSince !== undefined || this.failure || this.signal.aborted) return 'done';
    this.flushingSince = performance.now();
    try {
      const work = this.take();
      await this.prove();
      await this.storeFingerprint();
      this.evidence.send(work.evidence, performance.now());
      await this.write(work);
      await this.signs.write(work.signs);
      if (!this.isHeld) await this.flushSketches(false);
      await this.marks.publish();
      if (!this.isHeld) await this.commit();
      if (!this.isHeld) await this.closePeriods();
    } catch (error) {
      if (isToOpenAgain(error)) return 'open-again';
      if (error instanceof PartitionStoppedError) this.fail(error);
      else if (!this.signal.aborted) throw error;
    } finally {
      this.flushingSince = undefined;
    }
    return 'done';
  }

  /** Taken before the log is proven: a proof says nothing of what is fetched after it. */
  private take(): FlushWork {
    const { hasWork } = this;
    const letters = hasWork || this.letters.areTooMany ? this.letters.take() : [];
    const isCaughtUp = this.ledger.next >= this.acknowledged;
    const countedTo = isCaughtUp ? this.log.countedTo(this.ledger.next) : undefined;
    const evidence = takeEvidence(this.ledger.chunks, countedTo);
    const signs = this.signs.take(this.ledger.next, countedTo, performance.now());
    if (!hasWork) return { letters, taken: [], evidence, signs, to: 0 };
    this.pace.wrote(performance.now());
    this.ledger.settleStale();
    const taken = this.ledger.unflushed.map((account) => account.takeChanges());
    return { letters, taken, evidence, signs, to: this.ledger.next };
  }

  private async prove(): Promise<void> {
    const { fingerprint } = this;
    if (fingerprint === undefined || !this.proof.isDue) return;
    await this.proof.prove(() =>
      this.persist('Looking whether the log is the same', () =>
        identifyLog(this.parts.opening, this.source, fingerprint),
      ),
    );
  }

  private async write({ letters, taken, to }: FlushWork): Promise<void> {
    // Letters go out before any ledger row that counts them.
    await this.persist('Sending dead letters', () => sendLetters(this.source, letters, this.parts.destinations));
    for (const changes of taken) {
      const hours = changes.rows.filter(({ row }) => row.kind === 'totals').map(({ row }) => row.time);
      if (this.closer.periods.touch(hours, performance.now())) await this.marks.store(changes.ledger.to);
      const delivery = { changes: this.evidence.complete(changes), where: this.where(changes.ledger.chunk) };
      await this.judge(await this.persist('Writing rows', () => deliver(delivery, this.parts.destinations)));
      this.parts.metrics.rows.inc(changes.rows.length);
    }
    this.acknowledged = Math.max(this.acknowledged, to);
    if (taken.length > 0) this.heldBelow = 0;
    for (const row of this.evidence.incomplete()) {
      const { rows } = this.parts.destinations;
      await this.persist('Completing the ledger', () => rows.writeLedger([row], this.where(row.chunk)));
    }
    this.ledger.dropFinished();
  }

  private judge(outcomes: readonly BulkOutcome[]): Promise<void> {
    return judgeOutcomes(outcomes, {
      source: this.source,
      highest: Math.max(this.log.end, this.ledger.next),
      askHighest: async () => {
        const { end } = await this.persist('Asking for the end', () => boundsOf(this.parts.opening.admin, this.source));
        this.sawLogEnd(end);
        return Math.max(end, this.ledger.next);
      },
      isStale: this.opening.stale !== undefined,
    });
  }

  /** Those of closed chunks are written before the commit that leaves them behind. */
  private flushSketches(isForced: boolean): Promise<void> {
    const countedTo = this.log.countedTo(this.ledger.next);
    const progress = { ledger: this.ledger, acknowledged: this.acknowledged, countedTo, now: performance.now() };
    return this.sketches.flush(progress, isForced, async (sketches, chunk) => {
      const { sketches: store } = this.parts.destinations;
      await this.judge(await this.persist('Writing sketches', () => store.write(sketches, this.where(chunk))));
    });
  }

  private where(chunk: string): Required<WriteOptions> {
    return { history: this.historyChunks.has(chunk), generations: this.opening.generations };
  }

  private watermark(): Watermark {
    return {
      ...this.source,
      start: this.opening.start,
      processed: this.acknowledged,
      logEnd: Math.max(this.log.end, this.acknowledged),
      eventTime: this.log.eventTime,
      logTime: this.log.logTime,
      at: Date.now(),
      openHours: this.closer.periods.openHours(),
      openDays: this.closer.periods.openDays(),
      sketchesAsOf: this.sketches.asOf,
      evidenceAsOf: this.evidence.asOf,
      signsAsOf: this.signs.asOf,
      allKinds: this.closer.hasAllKinds,
    };
  }

  /** Before any row that rests on the record: else a topic that is made anew now could not be told from this one. */
  private async storeFingerprint(): Promise<void> {
    const { current } = this;
    if (current === undefined || this.fingerprintOf === current.chunk.name) return;
    const { topic, partition, epoch } = this.source;
    const state = { topic, partition, epoch, start: this.opening.start, fingerprint: current.fingerprint };
    await this.persist('Storing the fingerprint', () => this.parts.opening.epochs.write(state));
    this.fingerprintOf = current.chunk.name;
  }

  /** Always a chunk's start, the open one's or that of the oldest with unwritten evidence: who comes next counts from there. */
  private async commit(): Promise<void> {
    const { current, acknowledged } = this;
    const chunk = this.evidence.unwritten(this.ledger.chunks) ?? current?.chunk;
    if (chunk === undefined || acknowledged < chunk.from || !this.signs.areWritten(chunk.from)) return;
    const metadata: CommitMetadata = { epoch: this.source.epoch, chunk: chunk.name, processed: acknowledged };
    // Given up meanwhile: whoever has the partition now may have come further.
    if (this.signal.aborted) return;
    // A commit that fails is made again a second later; the group may be rebalancing.
    await this.parts.commit(this.source, chunk.from, JSON.stringify(metadata)).catch(() => undefined);
  }

  private async closePeriods(): Promise<void> {
    if (this.ledger.next < this.acknowledged) return;
    const now = { log: this.log.now(), steady: performance.now() };
    const changed = await this.closer.close({ version: this.acknowledged, now });
    if (changed > 0) await this.marks.publish();
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
