import { eventsOf, LEDGER_CLASSES, rowSourceKey, type LedgerRow, type Watermark } from '@lianfang/contract';
import type { AuditedRow, AuditedSum, LedgerAudit, Stretch } from '@lianfang/store';

/** A {@link LedgerAudit} in memory: change `ledger`, `minutes`, `marks` and `dropped` as a test needs. */
export class FakeLedgerAudit implements LedgerAudit {
  readonly ledger: LedgerRow[] = [];
  /** Sum of minute rows by `topic/epoch/partition/chunk`. */
  readonly minutes = new Map<string, number>();
  readonly marks: Watermark[] = [];
  /** Stretches whose minute rows were dropped. */
  readonly dropped: Stretch[] = [];

  async generation(): Promise<number> {
    return 1;
  }

  async watermarks(): Promise<Watermark[]> {
    return this.marks;
  }

  async sums(): Promise<AuditedSum[]> {
    const bySource = Map.groupBy(this.ledger, rowSourceKey);
    return [...bySource.values()].map((rows) => {
      const sum = (pick: (row: LedgerRow) => number): number => rows.reduce((total, row) => total + pick(row), 0);
      const classes = Object.fromEntries(LEDGER_CLASSES.map((name) => [name, sum((row) => row[name])]));
      const { topic = '', epoch = 0, partition = 0 } = rows[0] ?? {};
      return {
        source: { topic, epoch, partition },
        classes: classes as AuditedSum['classes'],
        events: sum(eventsOf),
        late: sum(({ late }) => late ?? 0),
        chunks: rows.length,
        from: Math.min(...rows.map(({ from }) => from)),
        to: Math.max(...rows.map(({ to }) => to)),
      };
    });
  }

  rows: LedgerAudit['rows'] = async (source, from, size) =>
    this.of(rowSourceKey(source))
      .filter((row) => row.from >= from)
      .slice(0, size);

  newest: LedgerAudit['newest'] = async (source, size) => this.of(rowSourceKey(source)).reverse().slice(0, size);

  named: LedgerAudit['named'] = async (source, chunks) =>
    this.of(rowSourceKey(source)).filter(({ chunk }) => chunks.includes(chunk));

  minuteSums: LedgerAudit['minuteSums'] = async (source, chunks) =>
    new Map(
      chunks.flatMap((chunk) => {
        const sum = this.minutes.get(`${rowSourceKey(source)}/${chunk}`);
        return sum === undefined ? [] : [[chunk, sum] as const];
      }),
    );

  droppedMinutes: LedgerAudit['droppedMinutes'] = async (_, within) =>
    this.dropped.filter(({ from, to }) => from < within.to && to > within.from);

  private of(key: string): AuditedRow[] {
    return this.ledger
      .filter((row) => rowSourceKey(row) === key)
      .map((row) => ({ ...row, events: eventsOf(row) }))
      .sort((a, b) => a.from - b.from);
  }
}
