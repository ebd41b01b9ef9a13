import { Injectable, inject } from '@angular/core';
import { auditChainAnswer, auditPage, type AuditPage, type AuditQuery } from '@lianfang/contract';
import type { Answer } from './ask-server';
import { Polled } from './polled';
import { ServerDoor } from './server-door';

/** What a list of the audit is narrowed by. */
export type AuditFilter = Partial<Pick<AuditQuery, 'county' | 'about' | 'action' | 'from' | 'to'>>;

const AUDIT = '/api/v1/audit';
const CHAIN_EVERY = 30_000;

/** The audit by REST: pages of it, and whether its chain is whole. */
@Injectable()
export class AuditSource {
  private readonly door = inject(ServerDoor);

  readonly chain = new Polled(
    { path: () => `${AUDIT}/chain`, schema: auditChainAnswer, every: CHAIN_EVERY },
    this.door,
  );

  list(filter: AuditFilter, cursor: string | null, unattended: boolean): Promise<Answer<AuditPage>> {
    const query = new URLSearchParams({ size: '100' });
    for (const [name, value] of Object.entries(filter)) if (value !== undefined) query.set(name, value);
    if (cursor !== null) query.set('cursor', cursor);
    return this.door.ask(`${AUDIT}?${query.toString()}`, auditPage, { unattended });
  }
}
