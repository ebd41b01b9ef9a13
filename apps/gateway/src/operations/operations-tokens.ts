/** Injection tokens of what the operations page is served from. */
export const OPERATIONS = Symbol('OPERATIONS');
export const LEDGER_WATCH = Symbol('LEDGER_WATCH');
export const ALERT_STORE = Symbol('ALERT_STORE');
export const REJECTED_DESK = Symbol('REJECTED_DESK');
export const RESEND_DESK = Symbol('RESEND_DESK');
