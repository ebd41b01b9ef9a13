export const SESSION_DESK = Symbol('SESSION_DESK');
export const STRONG_ASSURANCES = Symbol('STRONG_ASSURANCES');
/** Where browsers reach the gateway: a URL. */
export const PUBLIC_URL = Symbol('PUBLIC_URL');
/** Origins whose pages may write with a session's cookie, beside our own address. */
export const WRITING_ORIGINS = Symbol('WRITING_ORIGINS');
export const SESSIONS = Symbol('SESSIONS');
