/** Injection tokens of sealed investigations. */
export const INVESTIGATION_DESK = Symbol('INVESTIGATION_DESK');
/** What the audit asks of them: an {@link InvestigationBook}. */
export const INVESTIGATIONS = Symbol('INVESTIGATIONS');
export const ASSEMBLED_INVESTIGATIONS = Symbol('ASSEMBLED_INVESTIGATIONS');
