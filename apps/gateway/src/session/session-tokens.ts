export const SESSION_DESK = Symbol('SESSION_DESK');
/** What a strong sign-in is. */
export const STRONG_RULE = Symbol('STRONG_RULE');
/** Where browsers reach the gateway: a URL. */
export const PUBLIC_URL = Symbol('PUBLIC_URL');
/** Origins whose pages may write with a session's cookie, beside our own address. */
export const WRITING_ORIGINS = Symbol('WRITING_ORIGINS');
export const SESSIONS = Symbol('SESSIONS');
