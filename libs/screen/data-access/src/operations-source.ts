import { Injectable, inject } from '@angular/core';
import {
  alertPage,
  bulkResendAnswer,
  ledgerAnswer,
  rejectedPage,
  rejectedRecord,
  resent,
  type BulkResendAnswer,
  type RejectedPage,
  type RejectedQuery,
  type RejectedRecord,
  type Resent,
} from '@lianfang/contract';
import { askServer, type Answer } from './ask-server';
import { Polled } from './polled';
import { ServerClock } from './server-clock';

/** What a list of rejected records is narrowed by. */
export type RejectedFilter = Pick<RejectedQuery, 'code' | 'topic' | 'partition'>;

const REJECTED = '/api/v1/rejected';
const LEDGER_EVERY = 5_000;
const ALERTS_EVERY = 10_000;

/** The ledger, system alerts and rejected records by REST; the only place where the operations API is spoken to. */
@Injectable({ providedIn: 'root' })
export class OperationsSource {
  private readonly clock = inject(ServerClock);

  readonly ledger = new Polled({ path: () => '/api/v1/ledger', schema: ledgerAnswer, every: LEDGER_EVERY }, this.clock);
  readonly alerts = new Polled(
    { path: () => '/api/v1/alerts?size=20', schema: alertPage, every: ALERTS_EVERY },
    this.clock,
  );

  start(): void {
    this.ledger.start();
    this.alerts.start();
  }

  stop(): void {
    this.ledger.stop();
    this.alerts.stop();
  }

  list(filter: RejectedFilter, cursor: string | null): Promise<Answer<RejectedPage>> {
    const query = new URLSearchParams({ size: '20' });
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
    if (cursor !== null) query.set('cursor', cursor);
    return askServer(`${REJECTED}?${query.toString()}`, rejectedPage);
  }

  open(id: string): Promise<Answer<RejectedRecord>> {
    return askServer(`${REJECTED}/${encodeURIComponent(id)}`, rejectedRecord);
  }

  /** Address of the whole value, to be saved. */
  valueAddress(id: string): string {
    return `${REJECTED}/${encodeURIComponent(id)}/value`;
  }

  resend(id: string, force: boolean): Promise<Answer<Resent>> {
    return askServer(`${REJECTED}/${encodeURIComponent(id)}/resend`, resent, { force });
  }

  resendAll(filter: RejectedFilter, most: number): Promise<Answer<BulkResendAnswer>> {
    return askServer(`${REJECTED}/resend`, bulkResendAnswer, { ...filter, most });
  }
}
