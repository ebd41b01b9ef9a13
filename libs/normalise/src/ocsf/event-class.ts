import { readNumber, readWord } from '../scalar';
import { own, type JsonObject } from '../source-record';

/** What a class of events is to us. */
export interface EventClass {
  /** `class_uid`; 0 where none is stated. */
  readonly uid: number;
  /** `category_uid`: 1 system, 2 findings, 3 identity, 4 network, 5 discovery, 6 application, 7 remediation; 0 none. */
  readonly category: number;
}

/** Classes by number: the kind under which a record is ignored. */
const KINDS: Readonly<Record<number, string>> = {
  2002: 'vulnerability',
  2003: 'compliance',
  2005: 'incident',
  3002: 'authentication',
  4001: 'traffic',
  4002: 'http',
  4003: 'dns',
  4004: 'dhcp',
  4005: 'rdp',
  4006: 'smb',
  4007: 'ssh',
  4008: 'ftp',
  4009: 'email',
  4010: 'file-transfer',
  4011: 'email',
  4012: 'email',
  4013: 'ntp',
  4014: 'tunnel',
};
/** What is left, by category. */
const CATEGORY_KINDS = ['other', 'system', 'finding', 'identity', 'traffic', 'discovery', 'application', 'remediation'];

/** Class names without blanks, as Panther's `p_log_type` (`OCSF.NetworkActivity`) has them. */
const BY_NAME: Readonly<Record<string, number>> = {
  securityfinding: 2001,
  vulnerabilityfinding: 2002,
  compliancefinding: 2003,
  detectionfinding: 2004,
  incidentfinding: 2005,
  datasecurityfinding: 2006,
  authentication: 3002,
  networkactivity: 4001,
  httpactivity: 4002,
  dnsactivity: 4003,
  dhcpactivity: 4004,
  rdpactivity: 4005,
  smbactivity: 4006,
  sshactivity: 4007,
  ftpactivity: 4008,
  emailactivity: 4009,
};

/** Classes of findings that report an attack: Security Finding (until 1.0), Detection and Data Security Finding. */
const DETECTIONS = new Set([2001, 2004, 2006]);
const LOGIN = 3002;
const DATA_SECURITY = 2006;

/** The class of a record, or undefined for a document that is no OCSF. */
export function readClass(document: JsonObject): EventClass | undefined {
  const uid = readNumber(own(document, 'class_uid')) ?? uidOfType(document) ?? uidOfName(document);
  if (uid === undefined) return undefined;
  // Classes of extensions have the extension's number before theirs: 201003.
  const category = readNumber(own(document, 'category_uid')) ?? Math.floor((uid % 100_000) / 1000);
  return { uid, category };
}

/** The kind under which a record of this class is ignored. */
export function kindOf({ uid, category }: EventClass): string {
  return KINDS[uid] ?? CATEGORY_KINDS[category] ?? 'other';
}

/** True for findings that report an attack. */
export function isDetection({ uid }: EventClass): boolean {
  return DETECTIONS.has(uid);
}

/** True for logins and logouts. */
export function isLogin({ uid }: EventClass): boolean {
  return uid === LOGIN;
}

/** True for findings of data that left, or lies where it should not. */
export function isDataSecurity({ uid }: EventClass): boolean {
  return uid === DATA_SECURITY;
}

/** `type_uid` is the class and two digits of activity. */
function uidOfType(document: JsonObject): number | undefined {
  const type = readNumber(own(document, 'type_uid'));
  return type === undefined || type < 100_000 ? undefined : Math.floor(type / 100);
}

function uidOfName(document: JsonObject): number | undefined {
  const panther = readWord(own(document, 'p_log_type'));
  if (panther?.startsWith('ocsf.') !== true) return undefined;
  const name = panther.slice('ocsf.'.length);
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : 0;
}
