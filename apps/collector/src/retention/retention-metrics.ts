import { Counter, Gauge, type Registry } from 'prom-client';

/** What retention measures of itself. */
export interface RetentionMetrics {
  readonly indices: Counter<'family'>;
  readonly documents: Counter<'family'>;
  readonly waiting: Gauge<'reason'>;
  readonly failures: Counter;
}

/** Registers the metrics of retention. */
export function createRetentionMetrics(registry: Registry): RetentionMetrics {
  const registers = [registry];
  return {
    indices: new Counter({
      name: 'lianfang_retention_dropped_indices_total',
      help: 'Whole indices dropped by this process, by family.',
      labelNames: ['family'],
      registers,
    }),
    documents: new Counter({
      name: 'lianfang_retention_dropped_documents_total',
      help: 'Documents in the indices dropped by this process, by family.',
      labelNames: ['family'],
      registers,
    }),
    waiting: new Gauge({
      name: 'lianfang_retention_waiting_indices',
      help:
        'Indices past their time that stay: a log may still bring events of their time (behind), or an hour or day is ' +
        'not made of them yet (open).',
      labelNames: ['reason'],
      registers,
    }),
    failures: new Counter({
      name: 'lianfang_retention_failures_total',
      help: 'Rounds of retention that could not be finished.',
      registers,
    }),
  };
}
