import type { Disposition } from '@lianfang/contract';
import { COLUMN } from './columns';
import type { PanosRow } from './row';

const BLOCKED = new Set(
  (
    'block blocked deny denied drop dropped drop-all drop-all-packets drop-icmp drop-packet random-drop reset reset-client reset-server ' +
    'reset-both block-url block-ip block-continue block-override block-session override-lockout sinkhole quarantine'
  ).split(' '),
);
const ALLOWED = new Set('allow allowed alert continue override forward wildfire-upload-success'.split(' '));
/** Subtypes of TRAFFIC that say so themselves. */
const REFUSALS = new Set(['drop', 'deny']);

/** What was done about it; a word that is in neither list is no verdict. `alert` reports and lets through. */
export function readDisposition(row: PanosRow): Disposition {
  if (row.type === 'TRAFFIC' && REFUSALS.has(row.at(COLUMN.subtype) ?? '')) return 'blocked';
  const action = row.at(COLUMN.action);
  if (action === undefined || action.length > 32) return 'detected';
  const word = action.trim().toLowerCase().replaceAll(/[ _]/g, '-');
  if (BLOCKED.has(word)) return 'blocked';
  return ALLOWED.has(word) ? 'allowed' : 'detected';
}
