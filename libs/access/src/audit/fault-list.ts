import type { AuditFault } from '@lianfang/contract';

/** Somebody who wrote everything again must not fill the memory of whoever finds out. */
const MOST_NAMED = 100;

/** Faults of a chain; neighbours of one kind are one. */
export class FaultList {
  private readonly list: AuditFault[] = [];
  private readonly lastOf = new Map<AuditFault['kind'], AuditFault>();

  /** The first 100, in the order that they were found. */
  get named(): readonly AuditFault[] {
    return this.list;
  }

  add(kind: AuditFault['kind'], from: number, to: number = from): void {
    const last = this.lastOf.get(kind);
    if (last && from <= last.to + 1 && from >= last.from) {
      last.to = Math.max(last.to, to);
      return;
    }
    const fault = { kind, from, to };
    this.lastOf.set(kind, fault);
    if (this.list.length < MOST_NAMED) this.list.push(fault);
  }
}
