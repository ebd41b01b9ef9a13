import type { Client } from '@elastic/elasticsearch';
import { eventsOf, rowSourceKey, type IndexNames, type LedgerRow, type RowSource } from '@lianfang/contract';
import { createLedgerAudit, RebuildCopyError } from '@lianfang/store';

const CHUNKS_AT_ONCE = 1_000;

/** What the new minute rows are compared with. */
export interface NewRows {
  readonly client: Client;
  readonly names: IndexNames;
  /** The new indices of minute rows. */
  readonly indices: readonly string[];
}

/** Compares the new minute rows of a source with its new ledger rows, chunk by chunk. @throws RebuildCopyError */
export async function verifyRows(
  source: RowSource,
  ledger: readonly LedgerRow[],
  { client, names, indices }: NewRows,
): Promise<void> {
  const sums = new Map<string, number>();
  for (const rowsMinute of indices) {
    const audit = createLedgerAudit(client, { ...names, rowsMinute });
    for (let at = 0; at < ledger.length; at += CHUNKS_AT_ONCE) {
      const chunks = ledger.slice(at, at + CHUNKS_AT_ONCE).map(({ chunk }) => chunk);
      const found = await audit.minuteSums(source, chunks);
      for (const [chunk, count] of found) sums.set(chunk, (sums.get(chunk) ?? 0) + count);
    }
  }
  for (const row of ledger) {
    const counted = sums.get(row.chunk) ?? 0;
    if (counted === eventsOf(row)) continue;
    throw new RebuildCopyError(
      `Chunk ${row.chunk} of ${rowSourceKey(source)} has ${eventsOf(row)} events in its new ledger row, and ${counted} in its rows.`,
    );
  }
}
