import { Counter, Gauge, type Registry } from 'prom-client';
import type { IndicatorWatcher } from './reference/indicator-file';

/** What the collector measures of itself. */
export interface CollectorMetrics {
  readonly records: Counter<'class'>;
  readonly rows: Counter;
  readonly evidence: Counter<'outcome'>;
  readonly sensorRecords: Counter<'sensors'>;
  readonly indicatorMatches: Counter;
  readonly indicatorFile: IndicatorWatcher;
  readonly pauses: Counter;
  readonly pending: Gauge<'topic' | 'partition'>;
  readonly stopped: Gauge<'topic' | 'partition'>;
}

function watchIndicators(registers: Registry[]): IndicatorWatcher {
  const inForce = new Gauge({
    name: 'lianfang_collector_indicators',
    help: 'Shared indicators in force.',
    registers,
  });
  const files = new Counter({
    name: 'lianfang_collector_indicator_files_total',
    help: 'Files of shared indicators that were read, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  return {
    accepted: (count) => {
      inForce.set(count);
      files.inc({ outcome: 'accepted' });
    },
    refused: () => files.inc({ outcome: 'refused' }),
  };
}

/** Registers the collector's metrics. */
export function createCollectorMetrics(registry: Registry): CollectorMetrics {
  const registers = [registry];
  return {
    records: new Counter({
      name: 'lianfang_collector_records_total',
      help: 'Records processed, by what became of them; counting again after a restart counts here again.',
      labelNames: ['class'],
      registers,
    }),
    rows: new Counter({
      name: 'lianfang_collector_rows_total',
      help: 'Rows acknowledged by Elasticsearch.',
      registers,
    }),
    evidence: new Counter({
      name: 'lianfang_collector_evidence_total',
      help: 'Whole events handed to Elasticsearch, by what became of them; what is over a quota is in the ledger.',
      labelNames: ['outcome'],
      registers,
    }),
    sensorRecords: new Counter({
      name: 'lianfang_collector_sensor_records_total',
      help: 'Records of sensors that are in the registry and of others, whatever became of them.',
      labelNames: ['sensors'],
      registers,
    }),
    indicatorMatches: new Counter({
      name: 'lianfang_collector_indicator_matches_total',
      help: 'Whole events that named a shared indicator when they were handed to Elasticsearch.',
      registers,
    }),
    indicatorFile: watchIndicators(registers),
    pauses: new Counter({
      name: 'lianfang_collector_pauses_total',
      help: 'Times that reading waited because Elasticsearch or Kafka was behind.',
      registers,
    }),
    pending: new Gauge({
      name: 'lianfang_collector_pending_offsets',
      help: 'Offsets in the log and not yet acknowledged.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
    stopped: new Gauge({
      name: 'lianfang_collector_partition_stopped',
      help: '1 while a partition has stopped and needs a person.',
      labelNames: ['topic', 'partition'],
      registers,
    }),
  };
}
