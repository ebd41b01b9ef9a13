import type { Category, Disposition } from '@lianfang/contract';

/** A field of a record by Check Point's own name for it. */
export type CheckPointField = (name: string) => string | undefined;

/** A threat and what its blade says of the category, or the kind under which the record is ignored. */
export type CheckPointJudgement =
  | { readonly threat: true; readonly category?: Category }
  | {
      readonly threat: false;
      readonly what: 'authentication' | 'configuration' | 'health' | 'mail' | 'other' | 'traffic';
    };

/** Words of product names, in lower case. `undefined`: the words of the protection decide. */
const BLADES: readonly (readonly [RegExp, Category])[] = [
  [/phishing/, 'fraud'],
  [/spam/, 'abusive-content'],
  [/\bdlp\b|data loss/, 'information-content-security'],
  [/ddos/, 'availability'],
  [/malware|anti-?bot|anti-?virus|threat emulation|threat extraction|ransomware|forensics/, 'malicious-code'],
  [/\bips\b|smartdefense|anti-?exploit|appsec|web application/, 'intrusion-attempts'],
];
/** Fields that only a detection has. */
const DETECTION_FIELDS = [
  'protection_name',
  'attack',
  'malware_action',
  'virus_name',
  'malware_family',
  'dlp_rule_name',
];

/** Whether a record counts. Made for every spelling of Check Point's logs, CEF among them. */
export function judgeCheckPoint(field: CheckPointField, disposition: Disposition | undefined): CheckPointJudgement {
  const action = field('action')?.toLowerCase() ?? '';
  if (isLogin(field, action)) return judgeLogin(field, action);
  if (isAdministration(field)) return { threat: false, what: 'configuration' };
  const product = field('product')?.toLowerCase() ?? '';
  if (!isThreat(field, action, disposition)) return { threat: false, what: ignoredKind(field, product, disposition) };
  const category = BLADES.find(([words]) => words.test(product))?.[1];
  return { threat: true, ...(category && { category }) };
}

function ignoredKind(field: CheckPointField, product: string, disposition: Disposition | undefined) {
  if (/spam|mail/.test(product) && field('email_control') !== undefined) return 'mail';
  if (disposition === 'allowed' && field('src') !== undefined) return 'traffic';
  return /^(?:syslog|system)/.test(product) ? 'health' : 'other';
}

function isLogin(field: CheckPointField, action: string): boolean {
  return /^(?:failed )?log (?:in|out)/.test(action) || /^log (?:in|out)/i.test(field('operation') ?? '');
}

function judgeLogin(field: CheckPointField, action: string): CheckPointJudgement {
  const failed = action.startsWith('failed') || /^fail/i.test(field('audit_status') ?? field('auth_status') ?? '');
  return failed ? { threat: true, category: 'intrusion-attempts' } : { threat: false, what: 'authentication' };
}

function isAdministration(field: CheckPointField): boolean {
  return field('operation') !== undefined || field('administrator') !== undefined;
}

function isThreat(field: CheckPointField, action: string, disposition: Disposition | undefined): boolean {
  if (disposition === 'blocked' || action === 'detect') return true;
  if (/^benign/i.test(field('verdict') ?? '')) return false;
  return DETECTION_FIELDS.some((name) => field(name) !== undefined);
}
