import type { Client } from '@elastic/elasticsearch';
import { indexNames, LEDGER_CLASSES, type LedgerClass, type LedgerRow } from '@lianfang/contract';

/** The ledger rows of an index prefix, added up by a reader that knows none of our code. */
export interface StoredLedger extends Readonly<Record<LedgerClass, number>> {
  /** Sums over partitions: where the rows begin and end. */
  readonly from: number;
  readonly to: number;
  readonly rejectedByCode: Readonly<Record<string, number>>;
  readonly ignoredByKind: Readonly<Record<string, number>>;
  /** By partition and offset. */
  readonly lostRanges: readonly { readonly partition: number; readonly from: number; readonly to: number }[];
}

/** Reads and adds up all ledger rows. */
export async function storedLedger(client: Client, prefix: string): Promise<StoredLedger> {
  const { ledger: index } = indexNames(prefix);
  await client.indices.refresh({ index, ignore_unavailable: true, allow_no_indices: true });
  const found = await client.search<LedgerRow>({
    index,
    size: 1_000,
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  const rows = found.hits.hits.flatMap(({ _source }) => (_source ? [_source] : []));
  rows.sort((one, other) => one.partition - other.partition || one.from - other.from);
  const partitions = [...Map.groupBy(rows, ({ partition }) => partition).values()];
  const classes = LEDGER_CLASSES.map((name) => [name, sum(rows.map((row) => row[name]))] as const);
  return {
    ...(Object.fromEntries(classes) as Record<LedgerClass, number>),
    from: sum(partitions.map((own) => Math.min(...own.map(({ from }) => from)))),
    to: sum(partitions.map((own) => Math.max(...own.map(({ to }) => to)))),
    rejectedByCode: added(rows.map((row) => row.rejectedByCode)),
    ignoredByKind: added(rows.map((row) => row.ignoredByKind)),
    lostRanges: rows.flatMap(({ partition, lostRanges = [] }) => lostRanges.map((range) => ({ partition, ...range }))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function added(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const one of all) for (const [name, count] of Object.entries(one)) total[name] = (total[name] ?? 0) + count;
  return total;
}
