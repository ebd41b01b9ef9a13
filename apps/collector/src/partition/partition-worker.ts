import { setImmediate as yieldToTimers, setTimeout as pause } from 'node:timers/promises';
import type { ChunkPlace } from '@lianfang/aggregate';
import type { LogBatch, LogRecord, TopicPartition } from '@lianfang/platform/kafka';
import type { Pin } from '@lianfang/store';
import type { CollectorParts } from '../collector-parts';
import { persist } from '../persist';
import type { Stages } from '../pipeline';
import { alive } from './alive';
import { boundsOf, fingerprintOf } from './log-identity';
import { PartitionDelivery } from './partition-delivery';
import { openPartition, type Opening } from './partition-opening';
import { RecordCounter } from './record-counter';
import { lookBefore } from './refused-before';

/** Records between two looks at the clock, the group and the flush. */
const SLICE = 2_000;
const RELIEF_PAUSE_MS = 250;
/** A partition that can't go on for longer is paused: while its batch waits, the others of its broker get none. */
const LONGEST_WAIT_MS = 5_000;

/**
 * - `opening`: asks where to begin.
 * - `warming`: reads the duplicate window before the first chunk, without counting.
 * - `counting`.
 */
type Phase = 'opening' | 'warming' | 'counting';

interface PinnedStages {
  readonly stages: Stages;
  readonly pin: Pin;
}

/** Owns one partition: reads its records in order, enters each offset in the ledger, and hands changes to delivery. */
export class PartitionWorker {
  private readonly ending = new AbortController();
  /** Ends what works on the present opening. */
  private life = new AbortController();
  private readonly ended = new Error('the partition is opened again');
  private phase: Phase = 'opening';
  private opening: Opening | undefined;
  private readonly counter = new RecordCounter();
  /** Next offset to read while warming; the ledger knows it while counting. */
  private readTo = 0;
  private countFrom = 0;
  /** End of what fetches have covered. A fetch that begins beyond it: the broker may no longer have what is between. */
  private coveredTo = 0;
  private isPaused = false;
  private turn: Promise<void> = Promise.resolve();
  delivery: PartitionDelivery | undefined;

  constructor(
    readonly place: TopicPartition,
    private readonly parts: CollectorParts,
  ) {
    void this.open();
  }

  /** Next offset to read, or undefined while opening (opening seeks by itself). */
  get position(): number | undefined {
    if (this.phase === 'opening') return undefined;
    return this.phase === 'counting' ? this.delivery?.ledger.next : this.readTo;
  }

  /** Stops at the next safe place; what was handed to delivery is finished by whoever owns the partition next. */
  close(): void {
    this.ending.abort(new Error('the partition was given up'));
  }

  /** The group gave us the partition again: it goes on where memory is; the client would go back to the commit. */
  keep(): void {
    this.doubt();
    if (this.isPaused) this.parts.pause(this.place);
    if (this.position !== undefined) this.parts.seek(this.place, this.position);
  }

  /** The log may have become another one; see {@link LogProof}. */
  doubt(): void {
    this.delivery?.proof.doubt();
  }

  /** Takes over a batch. Batches of one partition never overlap, even across a restart of the consumer. */
  take(batch: LogBatch): Promise<void> {
    const taken = this.turn
      .then(() => this.takeInTurn(batch))
      .catch((error: unknown) => {
        // What waited for the opening that ended: the records are read again, by us or by the next owner.
        if (error !== this.ending.signal.reason && error !== this.ended) throw error;
      });
    this.turn = taken.catch(() => undefined);
    return taken;
  }

  /** Writes what has changed. What the flush finds may ask for opening the partition again. */
  async flush(): Promise<void> {
    const { delivery } = this;
    if ((await delivery?.flush()) === 'open-again' && delivery === this.delivery) this.openAgain();
  }

  /** @param readBefore {@link position} before the broker was asked, so that a slow answer is not taken for a short log. */
  sawLogEnd(end: number, readBefore: number | undefined): void {
    this.delivery?.sawLogEnd(end);
    if (this.phase !== 'opening' && end < (readBefore ?? 0)) this.openAgain();
  }

  private async takeInTurn(batch: LogBatch): Promise<void> {
    if (!(await this.isReadyFor(batch))) return;
    this.delivery?.sawLogEnd(batch.logEnd);
    if (batch.logEnd < (this.position ?? 0)) return this.openAgain();
    if (batch.fetchedOffset < (this.position ?? 0)) this.doubt();
    if (batch.fetchedOffset > Math.max(this.coveredTo, this.position ?? 0)) return this.missed(batch);
    await this.takeRecords(batch);
  }

  /** Waits for the opening. @returns false when the batch is to be dropped, because a seek has gone out or will. */
  private async isReadyFor(batch: LogBatch): Promise<boolean> {
    for (let waited = 0; this.phase === 'opening' && !this.ending.signal.aborted; waited += RELIEF_PAUSE_MS) {
      if (waited > LONGEST_WAIT_MS) this.hold();
      if (this.isPaused) return false;
      await batch.heartbeat();
      await pause(RELIEF_PAUSE_MS);
    }
    return !batch.isStale() && !this.ending.signal.aborted;
  }

  /** The broker begins later than it was asked to. Lost is only what it says that it no longer has. */
  private async missed(batch: LogBatch): Promise<void> {
    const position = this.position ?? 0;
    const { start } = await alive(
      batch,
      this.persist('Asking for the start', () => boundsOf(this.parts.opening.admin, this.place)),
    );
    if (start < batch.fetchedOffset) return this.parts.seek(this.place, position);
    // Before anything is counted the place to begin is looked for again: stored rows may rest on what is gone.
    if (this.phase === 'warming' && start > this.countFrom) return this.openAgain();
    if (this.phase === 'counting') this.delivery?.lost(batch.fetchedOffset);
    this.coveredTo = batch.fetchedOffset;
    await this.takeRecords(batch);
  }

  private async takeRecords(batch: LogBatch): Promise<void> {
    const { records } = batch;
    for (let at = 0; at < records.length;) {
      const end = Math.min(at + SLICE, records.length);
      while (at < end) {
        at = this.takeAtOnce(batch, at, end);
        // A seek has gone out: what is left of this batch will be read again from there.
        if (at < end && !(await this.isReadyToTake(records[at] as LogRecord, batch))) return;
      }
      await this.relieve(batch);
      if (batch.isStale() || this.isPaused || this.ending.signal.aborted || this.phase === 'opening') return;
    }
    this.loseUnreadable(batch, Infinity);
    this.passOver(batch.lastOffset);
  }

  /** What remains up to and with this offset holds no data record. */
  passOver(lastOffset: number): void {
    if (this.phase === 'opening') return;
    this.coveredTo = Math.max(this.coveredTo, lastOffset + 1);
    if (this.phase === 'counting') this.delivery?.ledger.skipTo(lastOffset + 1);
    else this.readTo = Math.max(this.readTo, lastOffset + 1);
  }

  /**
   * Takes records as long as nothing has to be waited for: nearly always all of them.
   * @returns the place of the first one that was not taken, or `end`.
   */
  private takeAtOnce(batch: LogBatch, from: number, end: number): number {
    const { delivery } = this;
    const position = this.position ?? 0;
    let at = from;
    for (; at < end; at += 1) {
      const record = batch.records[at] as LogRecord;
      if (record.offset < position) continue;
      this.loseUnreadable(batch, record.offset);
      if (this.phase === 'warming' && record.offset < this.countFrom) {
        this.counter.remember(record);
        this.readTo = record.offset + 1;
      } else if (this.phase !== 'counting' || delivery === undefined || !this.counter.count(record, delivery)) break;
    }
    this.counter.tell(this.parts.metrics);
    return at;
  }

  /** Enters the chunk of a record. @returns false when the partition has to be read from elsewhere. */
  private async isReadyToTake(record: LogRecord, batch: LogBatch): Promise<boolean> {
    const { delivery } = this;
    if (delivery === undefined || this.phase === 'opening') return false;
    this.phase = 'counting';
    const chunk = delivery.ledger.placeOf(record.offset, record.logTime);
    return this.counter.isIn(chunk.name) || this.enterChunk(chunk, record, batch);
  }

  /** Batches that nobody can decode, before this offset: they never stop the partition, and are never passed over in silence. */
  private loseUnreadable({ unreadable }: LogBatch, before: number): void {
    for (const gap of unreadable) {
      if (gap.from >= before || gap.to <= (this.position ?? 0)) continue;
      if (this.phase === 'counting') this.delivery?.ledger.loseUnreadable(gap, this.parts.log);
      else this.readTo = gap.to;
    }
  }

  /** Settles the chunk's pin. @returns false when the partition has to be read from elsewhere. */
  private async enterChunk(chunk: ChunkPlace, record: LogRecord, batch: LogBatch): Promise<boolean> {
    const { delivery } = this;
    const { stages, pin } = await alive(batch, this.pinned(chunk));
    if (delivery !== this.delivery) return false;
    delivery?.enteredChunk(chunk, fingerprintOf(record), pin.limits.behind);
    if (this.counter.enter(chunk.name, stages)) return true;
    await alive(batch, this.warm(record.offset, pin));
    return false;
  }

  private async pinned(chunk: ChunkPlace): Promise<PinnedStages> {
    const { pins, library } = this.parts;
    const source = (this.opening as Opening).source;
    return this.persist(`Pin of chunk ${chunk.name}`, async () => {
      const pin = await pins.settle(this.parts.pinFor(source, chunk));
      return { pin, stages: await library.stagesFor(pin) };
    });
  }

  /** @param pin of the chunk that is counted after it; without one there is nothing to look for. */
  private async warm(countFrom: number, pin: Pin | undefined): Promise<void> {
    const { signal } = this;
    const window = pin?.limits.duplicateWindow ?? 0;
    const readFrom = Math.max(this.opening?.logStart ?? 0, countFrom - window);
    const before = { from: readFrom, to: countFrom };
    const refused = pin && (await this.persist('Pins before', () => lookBefore(this.parts, pin, before)));
    if (signal.aborted) return;
    this.counter.forget(window, refused);
    this.countFrom = countFrom;
    this.phase = 'warming';
    this.readTo = readFrom;
    this.coveredTo = this.readTo;
    this.release();
    this.parts.seek(this.place, this.readTo);
  }

  /** What is in memory no longer follows from the log. Batches wait, or are dropped, until the partition is open. */
  private openAgain(): void {
    if (this.phase === 'opening') return;
    this.parts.log.warn(`${this.place.topic}/${this.place.partition}: looking again where to begin.`);
    void this.open();
  }

  private async open(): Promise<void> {
    this.phase = 'opening';
    this.life.abort(this.ended);
    this.life = new AbortController();
    try {
      this.opening = await this.persist('Opening', () => openPartition(this.parts.opening, this.place));
      this.delivery = new PartitionDelivery(this.opening, this.parts, this.signal);
      await this.begin(this.opening, this.delivery);
    } catch (error) {
      if (!this.ending.signal.aborted) throw error;
    }
  }

  /** The window before the first chunk is read under that chunk's own pin. */
  private async begin({ chunk: name, countFrom, logStart }: Opening, delivery: PartitionDelivery): Promise<void> {
    this.counter.reset();
    const first = Math.max(countFrom, logStart);
    if (name === undefined) return this.warm(first, undefined);
    const chunk = { name, from: countFrom };
    const { stages, pin } = await this.pinned(chunk);
    this.counter.enter(undefined, stages);
    delivery.resume(chunk, pin.limits);
    await this.warm(first, pin);
  }

  /** Lets timers run, tells the group that we live, and waits while delivery is behind: back pressure, never loss. */
  private async relieve(batch: LogBatch): Promise<void> {
    await yieldToTimers();
    await batch.heartbeat();
    const { delivery } = this;
    while (delivery?.behind && delivery === this.delivery && !this.ending.signal.aborted && !batch.isStale()) {
      if (delivery.failure) return this.hold();
      this.parts.metrics.pauses.inc();
      await pause(RELIEF_PAUSE_MS);
      await batch.heartbeat();
    }
  }

  private hold(): void {
    this.isPaused = true;
    this.parts.pause(this.place);
  }

  /** Lets the client fetch again: it keeps a pause even for the next owner in this process. */
  release(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    this.parts.resume(this.place);
  }

  private get signal(): AbortSignal {
    return AbortSignal.any([this.ending.signal, this.life.signal]);
  }

  private persist<T>(what: string, work: () => Promise<T>): Promise<T> {
    const doing = `${what} of ${this.place.topic}/${this.place.partition}`;
    return persist(work, { doing, log: this.parts.log, signal: this.signal });
  }
}
