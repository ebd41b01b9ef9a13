/** Injection tokens of exports. */
export const EXPORT_DESK = Symbol('EXPORT_DESK');
