import type { Category, Disposition } from '@lianfang/contract';
import { categoryOfClass } from '../classtype';
import { readNumber } from '../scalar';
import { categoryOfWords } from '../word-category';
import { readAction, readNameAction } from './cef-action';
import { labelled } from './cef-keys';
import type { CefLine } from './cef-line';
import { readRule } from './cef-rule';
import { judgeByVendor, type IgnoredKind, type Judgement } from './cef-vendor';

/** What a sensor says of itself when it reports an attack, whatever its severity. */
const DETECTION =
  /\b(?:alerts?|threats?|attacks?|intrusion|ips|ids|violation|anomal\w*|malicious|malware|suspicious|exploit\w*|black ?list\w*|infection|callback|trojan|worm|virus)\b/;
const LOGIN =
  /\b(?:log(?:ged)?[ -]?(?:in|on|off|out)s?|sign(?:ed)?[ -]?(?:in|on|out)|authenticat\w*|login\w*|logon\w*)\b/;
const FAILED = /\b(?:fail\w*|denied|invalid|brute|locked|lockout|incorrect|refused)\b/;
const CONFIGURATION =
  /\b(?:config\w*|rule|policy|setting\w*|update[ds]?|added|created|modified|deleted|installed|changed?)\b/;
const HEALTH =
  /\b(?:health|status|started|stopped|completed|connection up|connection down|heartbeat|license|disk|cpu)\b/;
const SIGNATURE_LABELS: ReadonlySet<string> = new Set([
  'sname',
  'signature',
  'threat name',
  'attack name',
  'virus name',
  'malware name',
  'malware family',
  'li description',
  'protection name',
]);
const HIGH = 7;
const MEDIUM = 4;

/** What is made of a line: what became of the traffic, whether it counts, and as what. */
export interface Verdict {
  readonly disposition: Disposition;
  readonly category: Category;
  /** The kind under which it is ignored; undefined for a threat. */
  readonly ignoredAs?: IgnoredKind;
}

/** The verdict on a line. */
export function judge(line: CefLine): Verdict {
  const stated = statedAction(line);
  const byVendor = judgeByVendor(line, stated);
  const judgement = byVendor ?? judgeInGeneral(line, stated);
  const own = judgement.threat ? judgement.disposition : undefined;
  const disposition = own ?? stated ?? readNameAction(line.name) ?? 'detected';
  if (!judgement.threat) return { disposition, category: 'other', ignoredAs: judgement.what };
  return { disposition, category: categoryOf(line, judgement.category) };
}

function statedAction({ fields }: CefLine): Disposition | undefined {
  const act = fields.get('act');
  const stated = act === undefined ? undefined : readAction(act);
  // FortiGate: the connection was accepted, and then its content was blocked.
  const content = fields.get('FTNTFGTutmaction');
  if (content !== undefined && readAction(content) === 'blocked') return 'blocked';
  if (stated !== undefined || act !== undefined) return stated;
  const outcome = fields.get('outcome');
  return outcome !== undefined && readAction(outcome) === 'blocked' ? 'blocked' : undefined;
}

function judgeInGeneral(line: CefLine, stated: Disposition | undefined): Judgement {
  const text = [line.name, line.classId, line.fields.get('cat'), line.fields.get('UNIFIsubCategory')]
    .filter((part) => part !== undefined)
    .join(' ')
    .slice(0, 1024)
    .replaceAll('_', ' ')
    .toLowerCase();
  if (LOGIN.test(text) && !DETECTION.test(text) && !isHigh(line)) return judgeLogin(text, line);
  if (stated === 'blocked') return { threat: true };
  if (isDetection(text, line)) return { threat: true };
  return { threat: false, what: ignoredKind(text, line, stated) };
}

function judgeLogin(text: string, { fields }: CefLine): Judgement {
  const failed = FAILED.test(text) || FAILED.test((fields.get('outcome') ?? '').toLowerCase());
  return failed ? { threat: true, category: 'intrusion-attempts' } : { threat: false, what: 'authentication' };
}

/** Low severity with a word that also has peaceful meanings (discovery, login, scan) is no detection. */
function isDetection(text: string, line: CefLine): boolean {
  if (DETECTION.test(text) || readNameAction(line.name) !== undefined) return true;
  if (isHigh(line) || signatureOf(line) !== undefined) return true;
  const level = readNumber(line.severity);
  const isMedium = level === undefined ? line.severity.toLowerCase() === 'medium' : level >= MEDIUM;
  return isMedium && categoryOfWords(text) !== undefined;
}

function isHigh({ severity }: CefLine): boolean {
  const level = readNumber(severity);
  if (level !== undefined) return level >= HIGH && level <= 10;
  return /^(?:(?:very[- ]?)?high|critical)$/i.test(severity);
}

function ignoredKind(text: string, { fields, product }: CefLine, stated: Disposition | undefined): IgnoredKind {
  const isConnection = fields.has('src') && fields.has('dst');
  if (isConnection && (stated === 'allowed' || fields.has('dpt'))) return 'traffic';
  if (/\be?-?mail\b/i.test(product)) return 'mail';
  if (CONFIGURATION.test(text)) return 'configuration';
  return HEALTH.test(text) ? 'health' : 'other';
}

/** The signature that a detection names beside its class. */
export function signatureOf({ fields }: CefLine): string | undefined {
  return (
    fields.get('UNIFIipsSignature') ??
    fields.get('FTNTFGTattack') ??
    fields.get('FTNTFGTvirus') ??
    fields.get('PanOSThreatNameFirewall') ??
    fields.get('protection_name') ??
    labelled(fields, SIGNATURE_LABELS)
  );
}

function categoryOf(line: CefLine, byVendor: Category | undefined): Category {
  const stated = line.fields.get('cat');
  const ofClass = stated === undefined ? undefined : categoryOfClass(stated);
  if (ofClass && !ofClass.vague) return ofClass.category;
  // A vendor whose kinds we know writes them into the header: only the signature has words of its own there.
  const parts = byVendor === undefined ? [line.name, line.classId, signatureOf(line), stated] : [readRule(line).name];
  const text = parts.filter((part) => part !== undefined).map((part) => part.slice(0, 256).replaceAll('_', ' '));
  const ofWords = categoryOfWords(...text);
  // A signature that is called a vulnerability is an attempt at one.
  if (ofWords === 'vulnerable' && byVendor !== undefined) return byVendor;
  return ofWords ?? ofClass?.category ?? byVendor ?? 'other';
}
