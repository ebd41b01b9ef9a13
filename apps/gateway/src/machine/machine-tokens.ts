/** Injection tokens of what programs need. */
export const MACHINE = Symbol('MACHINE');
export const FIRST_ANSWER_DESK = Symbol('FIRST_ANSWER_DESK');
export const TRANSMISSION_STORE = Symbol('TRANSMISSION_STORE');
