/**
 * What a record is about: its `subtype` where `type` is `utm`, else its `type`. FortiOS 4.3 and 5.0 wrote the kinds of
 * `utm` as types of their own; FortiWeb (`attack`) and FortiMail (`spam`) write the same grammar.
 */
export function kindOf(fields: ReadonlyMap<string, string>): string {
  const type = (fields.get('type') ?? '').toLowerCase();
  const subtype = (fields.get('subtype') ?? '').toLowerCase();
  const kind = type === 'utm' ? subtype : type;
  return ALIASES.get(kind) ?? kind;
}

const ALIASES = new Map([
  ['spam', 'emailfilter'],
  ['antispam', 'emailfilter'],
  ['app_ctrl', 'app-ctrl'],
  ['appctrl', 'app-ctrl'],
  ['web', 'webfilter'],
]);

/** Kinds under which a record that is no threat is ignored; all others are `other`. */
const IGNORED_KINDS = new Set(
  (
    'traffic event virus webfilter emailfilter dlp app-ctrl dns ssh ssl voip file-filter cifs icap gtp casb ' +
    'virtual-patch forti-switch statistics encrypt history'
  ).split(' '),
);

/** The kind, where it is one that Fortinet writes, else `other`. */
export function ignoredKind(kind: string): string {
  return IGNORED_KINDS.has(kind) ? kind : 'other';
}

/** Kinds that are detections, whatever was done about them. */
export const DETECTIONS: ReadonlySet<string> = new Set([
  'ips',
  'anomaly',
  'attack',
  'waf',
  'dlp',
  'virus',
  'virtual-patch',
]);

/** Kinds of `virus` that say how a file was handled, not that it was bad. */
const HANDLING = new Set(
  'analytics oversize oversized scanerror switchproto mimefragmented exempt-hash unknown-ce'.split(' '),
);

/** True for a record of the virus scanner that names no virus: a file too large, sent to the sandbox, or exempt. */
export function isFileHandling(fields: ReadonlyMap<string, string>): boolean {
  if (fields.has('virus')) return false;
  return HANDLING.has(fields.get('eventtype') ?? '') || HANDLING.has(fields.get('action') ?? '');
}

const LOGIN_ACTION = /^(?:login|ssl-login|admin-login|auth|authentication|auth-logon|xauth|fsso-auth|logon)/;
const FAILURE = /fail|denied|lockout/;

/** True for an event that says that somebody could not sign in: to the device, to its VPN, or to the network. */
export function isFailedLogin(fields: ReadonlyMap<string, string>): boolean {
  const action = (fields.get('action') ?? '').toLowerCase();
  const outcome = `${action} ${(fields.get('status') ?? '').toLowerCase()}`;
  return LOGIN_ACTION.test(action) && FAILURE.test(outcome);
}
