import type { Disposition } from '@lianfang/contract';

const BLOCKED = new Set(
  (
    'block blocked blocking deny denied drop dropped drop_session reset reset_client reset_server reset_both ' +
    'clear_session reject rejected discard violation redirect quarantine quarantined ban ban_ip content_disarmed ' +
    'alert_deny deny_no_log period_block block_period'
  ).split(' '),
);
const ALLOWED = new Set(
  (
    'accept accepted allow allowed pass passed passthrough pass_session permit permitted exempt bypass start close ' +
    'client_rst server_rst timeout ip_conn dns alert override'
  ).split(' '),
);

/**
 * What was done about it. A traffic record says `accept` although the security profile refused (`utmaction`), and `deny`
 * whatever the profile said, so that one refusal is enough. `client-rst`, `server-rst` and, in traffic records, `reset` tell
 * how the two sides ended a connection that was let through. Words that are in neither list (`detected`, `monitored`,
 * `analytics`) are no verdict.
 */
export function readDisposition(fields: ReadonlyMap<string, string>, kind: string): Disposition {
  const isTraffic = kind === 'traffic';
  const action = ofWord(fields.get('action'), isTraffic);
  // FortiOS 4.3 wrote the action into `status`; an event's `status` says whether it went well.
  const stated = action ?? (kind === 'event' ? undefined : ofWord(fields.get('status'), isTraffic));
  const profile = isTraffic ? ofWord(fields.get('utmaction'), false) : undefined;
  if (profile === 'blocked' || stated === 'blocked') return 'blocked';
  return stated ?? profile ?? 'detected';
}

/** True where a traffic record was let through by its policy, and refused by a security profile. */
export function isRefusedByProfile(fields: ReadonlyMap<string, string>): boolean {
  return ofWord(fields.get('utmaction'), false) === 'blocked';
}

function ofWord(value: string | undefined, isTraffic: boolean): Disposition | undefined {
  if (value === undefined || value.length > 32) return undefined;
  const word = value.toLowerCase().replaceAll(/[- ]/g, '_');
  if (isTraffic && word.startsWith('reset')) return 'allowed';
  if (BLOCKED.has(word)) return 'blocked';
  return ALLOWED.has(word) ? 'allowed' : undefined;
}
