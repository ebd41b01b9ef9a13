import { Counter, Gauge, type Registry } from 'prom-client';

/** What alerting tells its operators; no county's figures. */
export interface AlertingMetrics {
  readonly liveMessages: Counter<'kind'>;
  readonly published: Counter;
  readonly judgedAt: Gauge;
  readonly severityRows: Gauge;
}

export function createAlertingMetrics(registry: Registry): AlertingMetrics {
  const registers = [registry];
  return {
    liveMessages: new Counter({
      name: 'lianfang_alerting_live_messages_total',
      help: 'Messages of rows.live taken, by kind; refused ones could not be read.',
      labelNames: ['kind'],
      registers,
    }),
    published: new Counter({
      name: 'lianfang_alerting_postures_published_total',
      help: 'Postures that the log took.',
      registers,
    }),
    judgedAt: new Gauge({
      name: 'lianfang_alerting_posture_instant_seconds',
      help: 'The instant of the figures that were judged last, seconds since 1970 UTC.',
      registers,
    }),
    severityRows: new Gauge({
      name: 'lianfang_alerting_severity_rows',
      help: 'Minute rows that the last reading of severities added up.',
      registers,
    }),
  };
}
