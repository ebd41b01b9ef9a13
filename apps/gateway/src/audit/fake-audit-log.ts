import { AuditAwayError, type AuditLog, type Deed } from './audit-log';

/** An {@link AuditLog} in memory; set `isAway` for one that can't be written. */
export class FakeAuditLog implements Pick<AuditLog, 'record' | 'recordRead' | 'note' | 'noteRefusal'> {
  readonly deeds: Deed[] = [];
  isAway = false;

  async record(deed: Deed): Promise<void> {
    if (this.isAway) throw new AuditAwayError();
    this.deeds.push(deed);
  }

  async recordRead(deed: Deed): Promise<void> {
    await this.record(deed);
  }

  note(deed: Deed): void {
    this.deeds.push(deed);
  }

  noteRefusal(deed: Deed): void {
    this.deeds.push(deed);
  }
}
