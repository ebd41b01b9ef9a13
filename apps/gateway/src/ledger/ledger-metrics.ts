import { LEDGER_CLASSES, type LedgerSource } from '@lianfang/contract';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { LedgerWatch } from './ledger-watch';

/** Counts the checks that could not be made. */
export function createCheckFailures(registry: Registry): Counter {
  return new Counter({
    name: 'lianfang_ledger_check_failures_total',
    help: 'Checks of the ledger that could not be made.',
    registers: [registry],
  });
}

const BESIDE = ['events', 'late', 'pending'] as const;

/** Gauges of the last check, by partition. Read when they are asked for; absent before the first check. */
export function registerLedgerMetrics(registry: Registry, watch: LedgerWatch): void {
  const registers = [registry];
  const labelNames = ['topic', 'epoch', 'partition'] as const;
  const gauge = (name: string, help: string, pick: (line: LedgerSource) => number): void => {
    new Gauge({
      name: `lianfang_ledger_${name}`,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const line of watch.latest?.sources ?? []) this.set(labelsOf(line), pick(line));
      },
    });
  };
  gauge('difference', 'Stored ledger minus offsets processed; 0 while the equation holds.', (line) => line.difference);
  gauge(
    'minutes_difference',
    'Stored minute rows minus events of the ledger, over the chunks compared; 0 while they agree.',
    (line) => line.minutesDifference,
  );
  gauge('processed_offset', 'Next offset to process.', (line) => line.processed);
  gauge('log_end_offset', 'Next offset to be written to the log.', (line) => line.logEnd);
  new Gauge({
    name: 'lianfang_ledger_partition_offsets',
    help: 'Offsets by what became of them, as stored; with the events counted, those late, and the offsets pending.',
    labelNames: [...labelNames, 'class'],
    registers,
    collect() {
      this.reset();
      for (const line of watch.latest?.sources ?? []) {
        for (const name of [...LEDGER_CLASSES, ...BESIDE]) this.set({ ...labelsOf(line), class: name }, line[name]);
      }
    },
  });
  new Gauge({
    name: 'lianfang_ledger_evidence_records',
    help: 'Counted records that were kept whole, that were over a quota, and that were kept but refused, as stored.',
    labelNames: [...labelNames, 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const line of watch.latest?.sources ?? []) {
        for (const [outcome, records] of Object.entries(line.evidence ?? {}))
          this.set({ ...labelsOf(line), outcome }, records);
      }
    },
  });
  new Gauge({
    name: 'lianfang_ledger_check_age_seconds',
    help: 'Age of the last check of the ledger; absent before the first.',
    registers,
    collect() {
      if (watch.latest) this.set((Date.now() - watch.latest.checkedAt) / 1000);
    },
  });
  new Gauge({
    name: 'lianfang_alerts_open',
    help: 'System alerts that are open.',
    registers,
    collect() {
      this.set(watch.open);
    },
  });
}

function labelsOf({ source }: LedgerSource): Record<'topic' | 'epoch' | 'partition', string> {
  return { topic: source.topic, epoch: String(source.epoch), partition: String(source.partition) };
}
