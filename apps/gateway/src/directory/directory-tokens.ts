/** Injection token of who checks and takes directories. */
export const DIRECTORY_DESK = Symbol('DIRECTORY_DESK');
