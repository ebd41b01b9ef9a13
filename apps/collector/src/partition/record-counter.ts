import { DuplicateWindow } from '@lianfang/aggregate';
import type { LogRecord } from '@lianfang/platform/kafka';
import type { CollectorMetrics } from '../collector-metrics';
import { account, letterOf, readRecord, type Outcome, type Stages } from '../pipeline';
import type { PartitionDelivery } from './partition-delivery';
import type { RefusedBefore } from './refused-before';

const KINDS = ['counted', 'duplicate', 'ignored', 'rejected'] as const satisfies readonly Outcome['kind'][];

/** Takes records one after the other, without waiting for anything: the loop in which the collector spends its time. */
export class RecordCounter {
  private duplicates = new DuplicateWindow(0);
  private stages: Stages | undefined;
  /** The chunk that the stages are of. */
  private chunk: string | undefined;
  private refused: RefusedBefore | undefined;
  private outcomes = { counted: 0, duplicate: 0, ignored: 0, rejected: 0 };

  /** Forgets everything: the partition is opened again. */
  reset(): void {
    this.stages = undefined;
    this.chunk = undefined;
  }

  isIn(chunk: string): boolean {
    return chunk === this.chunk && this.stages !== undefined;
  }

  /**
   * From now on these stages decide, as the pin of this chunk has it.
   * @returns false when other stages were in use that would have remembered other events: the window is then to be read again.
   */
  enter(chunk: string | undefined, stages: Stages): boolean {
    const before = this.stages;
    this.stages = stages;
    this.chunk = chunk;
    if (before === undefined) this.forget(stages.limits.duplicateWindow);
    return before === undefined || decideAlike(before, stages);
  }

  /** Nothing was seen yet. @param window offsets that are remembered. @param refused of them: these are not. */
  forget(window: number, refused?: RefusedBefore): void {
    this.duplicates = new DuplicateWindow(window);
    this.refused = refused;
  }

  /** Remembers a record of the window before the first chunk, without counting it. */
  remember(record: LogRecord): void {
    if (this.stages && !this.refused?.has(record)) readRecord(record, this.stages, this.duplicates);
  }

  /** @returns false when the record belongs to a chunk that was not entered yet: nothing was done. */
  count(record: LogRecord, delivery: PartitionDelivery): boolean {
    const { stages } = this;
    const chunk = delivery.ledger.placeOf(record.offset, record.logTime);
    if (chunk.name !== this.chunk || stages === undefined) return false;
    const outcome = readRecord(record, stages, this.duplicates);
    const entry = delivery.ledger.accountFor(chunk, record.offset, stages.limits);
    account(outcome, entry, record);
    if (outcome.kind === 'rejected')
      delivery.reject(letterOf(record, outcome.rejection, delivery.source, stages.limits));
    delivery.signs.saw(outcome, record, chunk.name, stages.sensors);
    delivery.saw(record.logTime, outcome.kind === 'counted' ? outcome.event.time : undefined);
    this.outcomes[outcome.kind] += 1;
    return true;
  }

  /** Tells the metric of many records at once: a metric with labels costs more than to count a record. */
  tell({ records }: CollectorMetrics): void {
    for (const kind of KINDS) {
      if (this.outcomes[kind] > 0) records.inc({ class: kind }, this.outcomes[kind]);
      this.outcomes[kind] = 0;
    }
  }
}

/** True when both decide alike which records are duplicates and which are rejected. */
export function decideAlike(one: Stages, other: Stages): boolean {
  return (
    one.normaliser.version === other.normaliser.version &&
    one.sensors?.hash === other.sensors?.hash &&
    (one.sensors?.looksAtPlaces !== true || one.locator.hash === other.locator.hash) &&
    JSON.stringify(one.limits) === JSON.stringify(other.limits)
  );
}
