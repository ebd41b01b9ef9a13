import { AUTHENTICATION, COLUMN, GLOBAL_PROTECT, SYSTEM, THREAT } from './columns';
import { siteCategory } from './category';
import type { PanosRow } from './row';
import { readDisposition } from './verdict';

/** THREAT subtypes that report ordinary use too: they count where something was refused, or where they say that it was bad. */
export const MIXED: ReadonlySet<string> = new Set(['url', 'file', 'wildfire']);
const FAILED_LOGIN = /auth\w{0,12}-fail|login-fail|invalid-user|brute-force/;

/** See "What counts" in README.md. */
export function isThreat(row: PanosRow): boolean {
  switch (row.type) {
    case 'THREAT':
      return !MIXED.has(row.at(COLUMN.subtype) ?? '') || readDisposition(row) === 'blocked' || isBad(row);
    case 'TRAFFIC':
      return readDisposition(row) === 'blocked';
    case 'CORRELATION':
      return true;
    default:
      return isFailedLogin(row);
  }
}

function isBad(row: PanosRow): boolean {
  if (row.at(COLUMN.subtype) === 'wildfire') return (row.at(THREAT.category) ?? '') !== 'benign';
  return row.at(COLUMN.subtype) === 'url' && siteCategory(row) !== undefined;
}

/** True for a record that says that somebody could not sign in. */
function isFailedLogin(row: PanosRow): boolean {
  if (row.type === 'SYSTEM') return FAILED_LOGIN.test((row.at(SYSTEM.event) ?? '').slice(0, 128).toLowerCase());
  if (row.type === 'AUTHENTICATION')
    return /fail|reject|denied/i.test((row.at(AUTHENTICATION.event) ?? '').slice(0, 128));
  if (row.type !== 'GLOBALPROTECT') return false;
  return (
    row.at(GLOBAL_PROTECT.status) === 'failure' && /auth|login/.test((row.at(GLOBAL_PROTECT.event) ?? '').slice(0, 128))
  );
}
