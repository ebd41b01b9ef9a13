import type { RecordBatch } from './record-batch';

/** A transaction that was taken back, as a fetch answer names it. */
export interface AbortedTransaction {
  readonly producerId: string;
  /** Its first offset on the partition. */
  readonly firstOffset: number;
}

/** Version 0, kind 0: what the key of the broker's mark says at the end of a transaction that was taken back. */
const ABORT = Buffer.from([0, 0, 0, 0]);

/**
 * Takes the records out of batches whose transaction was taken back; the batches stay, so that what is read next begins
 * behind them. The broker lists transactions in the order of their ends, and one that began earlier may stand behind one that
 * began later, so the list is put in order; and one batch may pass the beginnings of several.
 * @param batches of one answer and partition, in the order of the log
 * @param aborted every transaction of the answer that was taken back
 */
export function withoutAborted(
  batches: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[],
): readonly RecordBatch[] {
  if (aborted.length === 0) return batches;
  const begun = new Set<string>();
  const waiting = aborted.toSorted((one, other) => one.firstOffset - other.firstOffset);
  let next = 0;
  return batches.map((batch) => {
    for (let entry = waiting[next]; entry && entry.firstOffset <= batch.to; entry = waiting[next]) {
      begun.add(entry.producerId);
      next += 1;
    }
    if (batch.isControl && batch.records[0]?.key?.equals(ABORT)) begun.delete(batch.producerId);
    const isAborted = batch.isTransactional && !batch.isControl && begun.has(batch.producerId);
    return isAborted ? emptied(batch) : batch;
  });
}

/** What was taken back is no loss either where it can't be read. */
function emptied({ unreadable: _reason, ...batch }: RecordBatch): RecordBatch {
  return { ...batch, records: [] };
}
