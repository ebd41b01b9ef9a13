/** Injection tokens of saved views. */
export const SAVED_VIEW_DESK = Symbol('SAVED_VIEW_DESK');
export const ASSEMBLED_SAVED_VIEWS = Symbol('ASSEMBLED_SAVED_VIEWS');
