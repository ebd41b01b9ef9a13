import type { Category, Disposition } from '@lianfang/contract';
import { judgeCheckPoint } from '../checkpoint/judgement';
import type { CefLine } from './cef-line';

/** What a record is: a threat with what the vendor's own kinds say of its category, or ignored under a kind. */
export type Judgement =
  | { readonly threat: true; readonly category?: Category; readonly disposition?: Disposition }
  | { readonly threat: false; readonly what: IgnoredKind };

/** Kinds under which CEF records are ignored. */
export type IgnoredKind = 'authentication' | 'configuration' | 'health' | 'mail' | 'other' | 'traffic';

type Judge = (line: CefLine, disposition: Disposition | undefined) => Judgement | undefined;

/** Vendors whose record kinds we know, by the header's vendor in lower case. Undefined: the general rules apply. */
const JUDGES: Readonly<Record<string, Judge>> = {
  'palo alto networks': judgePanOs,
  fortinet: judgeFortiGate,
  'trend micro': judgeDeepSecurity,
  'check point': (line, disposition) =>
    judgeCheckPoint((name) => line.fields.get(name === 'action' ? 'act' : name), disposition),
  ubiquiti: judgeUniFi,
  fireeye: judgeFireEye,
  trellix: judgeFireEye,
  // A web application firewall writes what it objects to, and `Normal` for what it does not.
  incapsula: ({ name }) => (name === 'Normal' ? { threat: false, what: 'traffic' } : threat('intrusion-attempts')),
  citrix: ({ classId }) => (classId === 'APPFW' ? threat('intrusion-attempts') : undefined),
};

/** What the vendor's own kinds say, where we know them. */
export function judgeByVendor(line: CefLine, disposition: Disposition | undefined): Judgement | undefined {
  const vendor = line.vendor.toLowerCase();
  return Object.hasOwn(JUDGES, vendor) ? JUDGES[vendor]?.(line, disposition) : undefined;
}

const PAN_TYPES = new Set(
  'threat traffic config system globalprotect userid hipmatch decryption auth authentication tunnel gtp sctp correlation iptag audit'.split(
    ' ',
  ),
);
const PAN_DETECTIONS: Readonly<Record<string, Category | undefined>> = {
  vulnerability: 'intrusion-attempts',
  spyware: 'malicious-code',
  virus: 'malicious-code',
  wildfire: 'malicious-code',
  'wildfire-virus': 'malicious-code',
  'ml-virus': 'malicious-code',
  flood: 'availability',
  scan: 'information-gathering',
  packet: undefined,
};

/** Kinds of PAN-OS logs that are never a threat by themselves. */
const PAN_IGNORED: Readonly<Record<string, IgnoredKind>> = {
  config: 'configuration',
  audit: 'configuration',
  system: 'health',
  hipmatch: 'health',
};

/** `subtype|TYPE` of the device's own templates, or `TYPE|subtype` of the logging service. */
function judgePanOs({ classId, name }: CefLine, disposition: Disposition | undefined): Judgement | undefined {
  const [first, second] = [classId.toLowerCase(), name.toLowerCase()];
  const isDeviceOrder = PAN_TYPES.has(second);
  const [type, subtype] = isDeviceOrder ? [second, first] : [first, second];
  if (type === 'threat' && Object.hasOwn(PAN_DETECTIONS, subtype)) return threat(PAN_DETECTIONS[subtype]);
  // Pages, files and connections that were let through are no attacks.
  if (type === 'threat' || type === 'traffic') return threatIfBlocked(disposition);
  if (type === 'correlation') return { threat: true };
  return Object.hasOwn(PAN_IGNORED, type) ? { threat: false, what: PAN_IGNORED[type] ?? 'other' } : undefined;
}

const FORTIGATE_DETECTIONS: Readonly<Record<string, Category | undefined>> = {
  ips: 'intrusion-attempts',
  waf: 'intrusion-attempts',
  virus: 'malicious-code',
  anomaly: undefined,
  dlp: 'information-content-security',
};

/** `type:subtype` stands in `cat`, or in fields of its own. */
function judgeFortiGate({ fields }: CefLine, disposition: Disposition | undefined): Judgement | undefined {
  const [first, second] = (fields.get('cat') ?? '').split(/[: ]/, 2);
  const type = (fields.get('FTNTFGTtype') ?? first ?? '').toLowerCase();
  const subtype = (fields.get('FTNTFGTsubtype') ?? second ?? '').toLowerCase();
  const isContent = type === 'utm' || type === 'anomaly' || type === 'ips';
  if (isContent && Object.hasOwn(FORTIGATE_DETECTIONS, subtype)) return threat(FORTIGATE_DETECTIONS[subtype]);
  return isContent || type === 'traffic' ? threatIfBlocked(disposition) : undefined;
}

function threatIfBlocked(disposition: Disposition | undefined): Judgement {
  return disposition === 'blocked' ? { threat: true } : { threat: false, what: 'traffic' };
}

/** Ranges of Deep Security's event classes. */
const DEEP_SECURITY: readonly (readonly [from: number, to: number, category: Category | undefined])[] = [
  [1_000_000, 1_999_999, 'intrusion-attempts'],
  [4_000_000, 4_999_999, 'malicious-code'],
  [5_000_000, 5_999_999, undefined],
  [6_001_100, 6_001_299, undefined],
];

function judgeDeepSecurity(line: CefLine): Judgement | undefined {
  const id = Number(line.classId);
  const range = DEEP_SECURITY.find(([from, to]) => id >= from && id <= to);
  if (range === undefined) return undefined;
  const blocked = /^(?:delete|clean|quarantine)/i.test(line.fields.get('act') ?? '') || isBlockedPage(id, line);
  return { ...threat(range[2]), ...(blocked && { disposition: 'blocked' }) };
}

/** Web reputation names no action; its text says `Blocked By …`. */
function isBlockedPage(id: number, { fields }: CefLine): boolean {
  return id >= 5_000_000 && id <= 5_999_999 && /^blocked\b/i.test(fields.get('msg') ?? '');
}

function judgeUniFi({ fields }: CefLine): Judgement | undefined {
  if (fields.get('UNIFIcategory') === 'System') return { threat: false, what: 'other' };
  return fields.get('UNIFIsubCategory') === 'Intrusion Prevention' ? threat('intrusion-attempts') : undefined;
}

/** Classes of the network appliances: domain, infection and object matches, callbacks, web infections, IPS events. */
const FIREEYE: Readonly<Record<string, Category>> = {
  dm: 'malicious-code',
  im: 'malicious-code',
  mc: 'malicious-code',
  mo: 'malicious-code',
  wi: 'malicious-code',
  rc: 'malicious-code',
  ie: 'intrusion-attempts',
};

function judgeFireEye({ classId }: CefLine): Judgement | undefined {
  const id = classId.toLowerCase();
  return Object.hasOwn(FIREEYE, id) ? threat(FIREEYE[id]) : undefined;
}

function threat(category: Category | undefined): { readonly threat: true; readonly category?: Category } {
  return { threat: true, ...(category && { category }) };
}
