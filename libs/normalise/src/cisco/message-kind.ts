import type { Category, Disposition } from '@lianfang/contract';
import { categoryOfWords } from '../word-category';

/** What a message is, by its number and, where one number is used for both, its words. */
export interface MessageKind {
  /** Set for a message that is no threat: its kind. */
  readonly ignoredAs?: string;
  readonly disposition: Disposition;
  readonly category: Category;
}

/** How far into a message words are looked for. */
const HEAD = 512;

/** Refused by a rule of the firewall, or by its own checks: blocked, and nothing is known of the purpose. */
const REFUSED = new Set(
  (
    '106001 106002 106006 106007 106010 106011 106012 106013 106014 106015 106016 106018 106021 106022 106023 106027 ' +
    '109008 109010 109024 109025 304002 305013 313001 313004 313005 313008 313009 322001 401004 410001 416001 418001 ' +
    '419001 420002 420003 431001 431002 434002 434003 500003 500004 507003'
  ).split(' '),
);
/** Limits and fragments: what the vendor describes as a denial of service; blocked. */
const EXHAUSTION = new Set(
  '106017 106020 201003 201010 201011 201012 201013 209003 209004 209005 407002 710004'.split(' '),
);
/** Logins that failed; blocked. */
const FAILED_LOGIN = new Set('109006 113005 113006 113015 113021 308001 605004 611102 716039 772004'.split(' '));
/** Inspection of a protocol: the message says what was done. */
const INSPECTION = new Set(
  (
    '108003 108004 303004 303005 322002 322003 406001 406002 410002 410003 410004 415001 415002 415003 415004 415005 ' +
    '415006 415007 415008 415009 415010 415011 415012 415013 415014 415016 415017 415018 415019 415020 607003 608002 ' +
    '608003 608004 608005'
  ).split(' '),
);
/** Messages that are no threat, by their number. */
const IGNORED: ReadonlyMap<string, string> = new Map([
  ['113019', 'session'],
  ['302010', 'statistics'],
  ['304001', 'traffic'],
  ['419002', 'protocol'],
  ['434004', 'system'],
  ['710001', 'traffic'],
  ['710002', 'traffic'],
  ['710005', 'discarded'],
  ['710006', 'discarded'],
]);
/** Messages that are no threat, by the class of their number. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ...entries('traffic', '302 303 607 609 805'),
  ...entries('nat', '305'),
  ...entries('routing', '107 110 317 318 336 409 503 612'),
  ...entries('configuration', '111 112 208 502 504 505'),
  ...entries('login', '109 113 308 315 605 606 611 734 746 772'),
  ...entries('vpn', '316 320 331 402 404 501 602 702 713 714 715 716 720 721 722 737 750 751 752 753'),
  ...entries('tls', '717 725'),
  ...entries('failover', '101 102 103 104 105 210 709 727 747'),
  ...entries('statistics', '733'),
  ...entries(
    'system',
    '199 211 212 213 214 216 218 301 311 321 333 335 339 411 412 413 414 421 425 444 604 711 735 741',
  ),
]);
const NO_LOGIN_OR_TUNNEL = new Set(['login', 'vpn', 'tls', 'configuration', 'failover', 'statistics', 'nat']);
/** Two words each: what was sent, and that it was refused. */
const DENIAL = /^(?:Deny|Denied|Dropp(?:ed|ing)|Terminating)\b|\b(?:access|connection|packet|traffic|request) denied\b/;
const STOPPED = /\b(?:drop\w{0,4}|reset\w{0,4}|terminat\w{1,4}|den(?:y|ied)|block\w{0,3}|discard\w{0,3})\b/i;

const PLAIN = { disposition: 'blocked', category: 'other' } as const;
const TRAFFIC = { ignoredAs: 'traffic', disposition: 'allowed', category: 'other' } as const;

/** @param id the message's number as it is written. @param message what follows the tag. */
export function kindOf(id: string, message: string): MessageKind {
  const text = message.length > HEAD ? message.slice(0, HEAD) : message;
  return (
    accessListKind(id, text) ??
    fixedKind(id) ??
    reportedKind(id, text) ??
    // Some relays and templates write numbers of their own; the words are the vendor's.
    ignoredKind(id, text)
  );
}

/** 106100 and its like say of each flow whether it was let through. */
function accessListKind(id: string, text: string): MessageKind | undefined {
  if (id !== '106100' && id !== '106102' && id !== '106103') return undefined;
  const verdict = /^access-list \S{1,300} (permitted|est-allowed|denied)\b/.exec(text)?.[1];
  if (verdict === 'denied') return PLAIN;
  return verdict === undefined ? { disposition: 'detected', category: 'other' } : TRAFFIC;
}

function fixedKind(id: string): MessageKind | undefined {
  if (REFUSED.has(id)) return PLAIN;
  if (EXHAUSTION.has(id)) return { disposition: 'blocked', category: 'availability' };
  if (FAILED_LOGIN.has(id)) return { disposition: 'blocked', category: 'intrusion-attempts' };
  return undefined;
}

/** What the firewall's own detection reports: signatures, inspection, lists of known addresses, rates. */
function reportedKind(id: string, text: string): MessageKind | undefined {
  if (id.startsWith('400')) {
    return { disposition: 'detected', category: categoryOfWords(signatureOf(text)) ?? 'other' };
  }
  if (INSPECTION.has(id)) return { disposition: STOPPED.test(text) ? 'blocked' : 'detected', category: 'other' };
  if (id.startsWith('338')) return botnetKind(id, text);
  return id.startsWith('733') ? rateKind(id, text) : undefined;
}

/** 400xxx `IPS:2003 ICMP redirect from …`: what the signature is called. */
export function signatureOf(text: string): string | undefined {
  return /^(?:IPS|IDS):\d{1,6} (.{1,128}?) from /.exec(text)?.[1];
}

/** Traffic to and from listed addresses; what is on the white list is ordinary. */
function botnetKind(id: string, text: string): MessageKind | undefined {
  if (/^3381/.test(id) || /\bwhite ?list/i.test(text)) return TRAFFIC;
  if (id === '338301') return { disposition: 'detected', category: 'malicious-code' };
  if (!/^338[0-2]/.test(id)) return { ignoredAs: 'system', disposition: 'detected', category: 'other' };
  return { disposition: /\bdropped\b/i.test(text) ? 'blocked' : 'allowed', category: 'malicious-code' };
}

/** 733100 reports rates: of scans and floods it is a detection, of anything else a figure. */
function rateKind(id: string, text: string): MessageKind | undefined {
  if (id === '733101') return { disposition: 'detected', category: 'information-gathering' };
  if (id === '733102') return { disposition: 'blocked', category: 'information-gathering' };
  if (id === '733104' || id === '733105') return { disposition: 'detected', category: 'availability' };
  const object = id === '733100' ? /^\[ ?([^\]]{1,64})\]/.exec(text)?.[1] : undefined;
  if (object === undefined) return undefined;
  if (/scan/i.test(object)) return { disposition: 'detected', category: 'information-gathering' };
  return /\b(?:syn|dos|icmp) (?:attack|attk)/i.test(object)
    ? { disposition: 'detected', category: 'availability' }
    : undefined;
}

function ignoredKind(id: string, text: string): MessageKind {
  const what = IGNORED.get(id) ?? (id.length === 6 ? CLASSES.get(id.slice(0, 3)) : undefined);
  const mayDeny = what === undefined || !(IGNORED.has(id) || NO_LOGIN_OR_TUNNEL.has(what));
  if (mayDeny && DENIAL.test(text)) return PLAIN;
  return { ignoredAs: what ?? 'other', disposition: ordinaryDisposition(what, text), category: 'other' };
}

/** What became of something that is no threat: connections and successful logins were let through. */
function ordinaryDisposition(what: string | undefined, text: string): Disposition {
  if (what === 'discarded') return 'blocked';
  if (what === 'traffic' || (what === 'nat' && /^(?:Built|Teardown) /.test(text))) return 'allowed';
  if (what === 'login' && /\b(?:success\w{0,4}|succeeded|permitted|accept)\b/i.test(text)) return 'allowed';
  return 'detected';
}

function entries(kind: string, classes: string): readonly (readonly [string, string])[] {
  return classes.split(' ').map((one) => [one, kind] as const);
}
