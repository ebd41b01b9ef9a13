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
import type { Answer, NamedFile } from './ask-server';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

/** What a list of rejected records is narrowed by. */
export type RejectedFilter = Pick<RejectedQuery, 'code' | 'topic' | 'partition'>;

const REJECTED = '/api/v1/rejected';
const LEDGER_EVERY = 5_000;
const ALERTS_EVERY = 10_000;

/** The ledger, system alerts and rejected records by REST; the only place where the operations API is spoken to. */
@Injectable({ providedIn: 'root' })
export class OperationsSource {
  private readonly door = inject(ServerDoor);

  readonly ledger = new Polled({ path: () => '/api/v1/ledger', schema: ledgerAnswer, every: LEDGER_EVERY }, this.door);
  readonly alerts = new Polled(
    { path: () => '/api/v1/alerts?size=20', schema: alertPage, every: ALERTS_EVERY },
    this.door,
  );

  start(): void {
    this.ledger.start();
    this.alerts.start();
  }

  stop(): void {
    this.ledger.stop();
    this.alerts.stop();
  }

  list(filter: RejectedFilter, cursor: string | null, unattended: boolean): Promise<Answer<RejectedPage>> {
    const query = new URLSearchParams({ size: '20' });
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, String(value));
    if (cursor !== null) query.set('cursor', cursor);
    return this.door.ask(`${REJECTED}?${query.toString()}`, rejectedPage, { unattended });
  }

  open(id: string): Promise<Answer<RejectedRecord>> {
    return this.door.ask(`${REJECTED}/${encodeURIComponent(id)}`, rejectedRecord);
  }

  /** Address of the whole value, to be saved. */
  valueAddress(id: string): string {
    return `${REJECTED}/${encodeURIComponent(id)}/value`;
  }

  /** The whole value, to be saved. It takes a strong sign-in, and a purpose. */
  save(id: string, purpose?: string): Promise<Answer<NamedFile>> {
    return this.door.askFile(this.valueAddress(id), purpose);
  }

  resend(id: string, force: boolean): Promise<Answer<Resent>> {
    return this.door.ask(`${REJECTED}/${encodeURIComponent(id)}/resend`, resent, { order: { force } });
  }

  resendAll(filter: RejectedFilter, most: number): Promise<Answer<BulkResendAnswer>> {
    return this.door.ask(`${REJECTED}/resend`, bulkResendAnswer, { order: { ...filter, most } });
  }
}
