/** Injection tokens of the audit's parts. */
export const ASSEMBLED_AUDIT = Symbol('ASSEMBLED_AUDIT');
export const AUDIT_LOG = Symbol('AUDIT_LOG');
export const AUDIT_DESK = Symbol('AUDIT_DESK');
/** What the audit asks of investigations: `sealed-reads.port.ts`. */
export const SEALED_READS = Symbol('SEALED_READS');
