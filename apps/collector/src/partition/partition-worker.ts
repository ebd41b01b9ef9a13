import { setImmediate as yieldToTimers, setTimeout as pause } from 'node:timers/promises';
import { DuplicateWindow, type ChunkPlace } from '@lianfang/aggregate';
import type { LogBatch, LogRecord, TopicPartition } from '@lianfang/platform/kafka';
import type { Pin } from '@lianfang/store';
import type { CollectorParts } from '../collector-parts';
import { persist } from '../persist';
import { account, letterOf, readRecord, type Stages } from '../pipeline';
import { fingerprintOf, openNextEpoch, openPartition, type Opening } from './partition-opening';
import { PartitionDelivery } from './partition-delivery';

/** Records between two looks at the clock, the group and the flush. */
const SLICE = 2_000;
const RELIEF_PAUSE_MS = 250;

/**
 * - `opening`: asks where to begin.
 * - `verifying`: reads the fingerprint's record, to know whether this is still the log that was counted.
 * - `warming`: reads the duplicate window before the first chunk, without counting.
 * - `counting`.
 */
type Phase = 'opening' | 'verifying' | 'warming' | 'counting';

/** Owns one partition: reads its records in order, enters each offset in the ledger, and hands changes to delivery. */
export class PartitionWorker {
  private readonly ending = new AbortController();
  private phase: Phase = 'opening';
  private opening: Opening | undefined;
  private duplicates = new DuplicateWindow(0);
  private stages: Stages | undefined;
  private chunk: string | undefined;
  /** Next offset to read while warming; the ledger knows it while counting. */
  private readTo = 0;
  private countFrom = 0;
  /** End of what fetches have covered. A fetch that begins beyond it: the broker no longer has what is between. */
  private coveredTo = 0;
  private turn: Promise<void> = Promise.resolve();
  delivery: PartitionDelivery | undefined;

  constructor(
    readonly place: TopicPartition,
    private readonly parts: CollectorParts,
  ) {
    void this.open(false);
  }

  /** Where the next fetch is to begin after a rebalance, or undefined while opening (opening seeks by itself). */
  get position(): number | undefined {
    if (this.phase === 'opening') return undefined;
    return this.phase === 'counting' ? this.delivery?.ledger.next : this.readTo;
  }

  /** Stops at the next safe place; what was handed to delivery is finished by whoever owns the partition next. */
  close(): void {
    this.ending.abort(new Error('the partition was given up'));
  }

  /** Takes over a batch. Batches of one partition never overlap, even across a restart of the consumer. */
  take(batch: LogBatch): Promise<void> {
    const taken = this.turn.then(() => this.takeInTurn(batch));
    this.turn = taken.catch(() => undefined);
    return taken;
  }

  private async takeInTurn(batch: LogBatch): Promise<void> {
    while (this.phase === 'opening' && !this.ending.signal.aborted) {
      await batch.heartbeat();
      await pause(RELIEF_PAUSE_MS);
    }
    if (batch.isStale() || this.ending.signal.aborted) return;
    if (batch.logEnd < (this.position ?? 0)) return alive(batch, this.open(true));
    this.delivery?.sawLogEnd(batch.logEnd);
    if (this.phase === 'verifying') return this.verify(batch);
    await this.takeRecords(batch);
  }

  private async takeRecords(batch: LogBatch): Promise<void> {
    const { records } = batch;
    const expected = Math.max(this.coveredTo, this.position ?? 0);
    if (this.phase === 'counting' && batch.fetchedOffset > expected) this.delivery?.lost(batch.fetchedOffset);
    for (let at = 0; at < records.length; at += SLICE) {
      for (const record of records.slice(at, at + SLICE)) {
        if (record.offset < (this.position ?? 0)) continue;
        // A seek has gone out: what is left of this batch will be read again from there.
        if (!(await this.takeRecord(record, batch))) return;
      }
      await this.relieve(batch);
      if (batch.isStale() || this.ending.signal.aborted) return;
    }
    this.passOver(batch.lastOffset);
  }

  /** What remains up to and with this offset holds no data record. */
  passOver(lastOffset: number): void {
    this.coveredTo = Math.max(this.coveredTo, lastOffset + 1);
    if (this.phase === 'counting') this.delivery?.ledger.skipTo(lastOffset + 1);
    else this.readTo = Math.max(this.readTo, lastOffset + 1);
  }

  /** @returns false when the partition has to be read from elsewhere. */
  private async takeRecord(record: LogRecord, batch: LogBatch): Promise<boolean> {
    if (this.phase === 'warming' && record.offset < this.countFrom) {
      if (this.stages) readRecord(record, this.stages, this.duplicates);
      this.readTo = record.offset + 1;
      return true;
    }
    this.phase = 'counting';
    const delivery = this.delivery as PartitionDelivery;
    const chunk = delivery.ledger.placeOf(record.offset, record.logTime);
    if (chunk.name !== this.chunk && !(await this.enterChunk(chunk, record, batch))) return false;
    const stages = this.stages as Stages;
    const outcome = readRecord(record, stages, this.duplicates);
    const entry = delivery.ledger.accountFor(chunk, record.offset, stages.limits);
    account(outcome, entry, record.logTime);
    if (outcome.kind === 'rejected')
      delivery.reject(letterOf(record, outcome.rejection, delivery.source, stages.limits));
    delivery.saw(record.logTime, outcome.kind === 'counted' ? outcome.event.time : undefined);
    this.parts.metrics.records.inc({ class: outcome.kind });
    return true;
  }

  /** Settles the chunk's pin. @returns false when the duplicate window has to be read again under another pin. */
  private async enterChunk(chunk: ChunkPlace, record: LogRecord, batch: LogBatch): Promise<boolean> {
    const before = this.stages;
    const { stages, pin } = await alive(batch, this.pinned(chunk));
    this.stages = stages;
    this.chunk = chunk.name;
    this.delivery?.enteredChunk(chunk, fingerprintOf(record), pin.limits.behind);
    if (before === undefined) this.duplicates = new DuplicateWindow(stages.limits.duplicateWindow);
    if (before === undefined || decideAlike(before, stages)) return true;
    this.warm(record.offset, stages.limits.duplicateWindow);
    return false;
  }

  private async pinned(chunk: ChunkPlace): Promise<{ stages: Stages; pin: Pin }> {
    const { pins, library } = this.parts;
    const source = (this.opening as Opening).source;
    return persist(
      async () => {
        const pin = await pins.settle(this.parts.pinFor(source, chunk));
        return { pin, stages: await library.stagesFor(pin) };
      },
      { doing: `Pin of ${source.topic}/${source.partition} chunk ${chunk.name}`, ...this.persistence },
    );
  }

  private warm(countFrom: number, window: number): void {
    const logStart = this.opening?.logStart ?? 0;
    this.duplicates = new DuplicateWindow(window);
    this.countFrom = countFrom;
    this.phase = 'warming';
    this.readTo = Math.max(logStart, countFrom - window);
    this.coveredTo = this.readTo;
    this.parts.seek(this.place, this.readTo);
  }

  /** @param anew true when the log is shorter than what was counted. */
  private async open(anew: boolean): Promise<void> {
    this.phase = 'opening';
    const { topic, partition } = this.place;
    const doing = `Opening ${topic}/${partition}`;
    try {
      await persist(
        async () => {
          if (anew) this.parts.log.warn(`${topic}/${partition}: the log ends before what was counted; looking again.`);
          this.begin(await openPartition(this.parts.opening, this.place));
        },
        { doing, ...this.persistence },
      );
    } catch (error) {
      if (!this.ending.signal.aborted) throw error;
    }
  }

  private begin(opening: Opening): void {
    this.opening = opening;
    this.delivery = new PartitionDelivery(opening, this.parts, this.ending.signal);
    this.chunk = undefined;
    this.stages = undefined;
    this.countFrom = opening.countFrom;
    if (opening.fingerprint === undefined) return this.startWarming(opening);
    this.phase = 'verifying';
    this.readTo = opening.fingerprint.offset;
    this.parts.seek(this.place, this.readTo);
  }

  private async verify(batch: LogBatch): Promise<void> {
    const opening = this.opening as Opening;
    const found = batch.records.find(({ offset }) => offset >= this.readTo);
    if (found === undefined) return;
    // A record that compaction took proves nothing; one that differs proves another log.
    if (found.offset === opening.fingerprint?.offset && fingerprintOf(found).hash !== opening.fingerprint.hash) {
      await openNextEpoch(this.parts.opening, this.place, opening.source.epoch);
      return alive(batch, this.open(false));
    }
    this.startWarming(opening);
  }

  /** The window before the first chunk is read under that chunk's own pin. */
  private startWarming(opening: Opening): void {
    if (opening.chunk === undefined) return this.warm(Math.max(opening.countFrom, opening.logStart), 0);
    this.phase = 'opening';
    const chunk = { name: opening.chunk, from: opening.countFrom };
    void this.pinned(chunk)
      .then(({ stages, pin }) => {
        this.stages = stages;
        this.warm(Math.max(opening.countFrom, opening.logStart), pin.limits.duplicateWindow);
      })
      .catch(() => undefined);
  }

  /** Lets timers run, tells the group that we live, and waits while delivery is behind: back pressure, never loss. */
  private async relieve(batch: LogBatch): Promise<void> {
    await yieldToTimers();
    await batch.heartbeat();
    while (this.delivery?.behind && !this.ending.signal.aborted && !batch.isStale()) {
      this.parts.metrics.pauses.inc();
      await pause(RELIEF_PAUSE_MS);
      await batch.heartbeat();
    }
  }

  private get persistence() {
    return { log: this.parts.log, signal: this.ending.signal };
  }
}

/** True when both decide alike which records are duplicates and which are rejected. */
function decideAlike(one: Stages, other: Stages): boolean {
  return (
    one.normaliser.version === other.normaliser.version &&
    one.sensors?.hash === other.sensors?.hash &&
    JSON.stringify(one.limits) === JSON.stringify(other.limits)
  );
}

/** Tells the group that we live while something takes its time. */
async function alive<T>(batch: LogBatch, work: Promise<T>): Promise<T> {
  let done = false;
  const finished = work.finally(() => (done = true));
  finished.catch(() => undefined);
  while (!done) {
    await Promise.race([
      finished.then(
        () => undefined,
        () => undefined,
      ),
      pause(RELIEF_PAUSE_MS),
    ]);
    await batch.heartbeat();
  }
  return finished;
}
