import { Gauge, type Registry } from 'prom-client';
import type { AuditCheck } from './audit-check';
import type { AuditKeeper } from './audit-keeper';
import type { AuditOutbox } from './audit-outbox';

/** Gauges of the audit that are read when they are asked for. */
export function registerAuditMetrics(
  registry: Registry,
  parts: {
    readonly outbox: Pick<AuditOutbox, 'size'>;
    readonly keeper: Pick<AuditKeeper, 'unkept'>;
    readonly check: Pick<AuditCheck, 'latest'>;
    readonly now: () => number;
  },
): void {
  const { outbox, keeper, check, now } = parts;
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name: `lianfang_gateway_audit_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  gauge('waiting', 'Entries of the audit that Kafka has not taken yet.', () => outbox.size);
  gauge(
    'unkept',
    'Entries of the audit that are in its log and not kept yet; -1 while that is not known, or none is kept any more.',
    () => keeper.unkept,
  );
  gauge('faults', 'Faults that the last check of the chain found; -1 before the first.', () =>
    check.latest ? check.latest.faults.length : -1,
  );
  gauge('check_age_seconds', 'Seconds since the chain was checked; -1 before the first.', () =>
    check.latest ? (now() - check.latest.at) / 1_000 : -1,
  );
}
