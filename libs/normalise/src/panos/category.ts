import type { Category } from '@lianfang/contract';
import { categoryOfWords } from '../word-category';
import { COLUMN, CORRELATION, THREAT } from './columns';
import type { PanosRow } from './row';

/** What a subtype of THREAT says of the method; where `words` is set, the signature's name says it better, if it says anything. */
const BY_SUBTYPE = new Map<string, { readonly category: Category; readonly words?: boolean }>([
  ['vulnerability', { category: 'intrusion-attempts', words: true }],
  ['spyware', { category: 'malicious-code', words: true }],
  ['virus', { category: 'malicious-code' }],
  ['wildfire', { category: 'malicious-code' }],
  ['wildfire-virus', { category: 'malicious-code' }],
  ['ml-virus', { category: 'malicious-code' }],
  ['flood', { category: 'availability' }],
  ['scan', { category: 'information-gathering' }],
  ['data', { category: 'information-content-security' }],
  ['dlp', { category: 'information-content-security' }],
]);

/** Threat categories (column 69, since PAN-OS 8.0) that say how it was done. */
const BY_THREAT_CATEGORY = new Map<string, Category>([
  ['brute-force', 'intrusion-attempts'],
  ['code-execution', 'intrusion-attempts'],
  ['code-obfuscation', 'intrusion-attempts'],
  ['exploit-kit', 'malicious-code'],
  ['insecure-credentials', 'intrusion-attempts'],
  ['overflow', 'intrusion-attempts'],
  ['sql-injection', 'intrusion-attempts'],
  ['command-execution', 'intrusion-attempts'],
  ['hacktool', 'information-gathering'],
  ['info-leak', 'information-gathering'],
  ['dos', 'availability'],
  ['flood', 'availability'],
  ['scan', 'information-gathering'],
  ['phishing', 'fraud'],
  ['phishing-kit', 'fraud'],
  ['cryptominer', 'fraud'],
  ['webshell', 'intrusions'],
  ['post-exploitation', 'intrusions'],
  ['data-theft', 'information-content-security'],
  ...'adware autogen backdoor botnet browser-hijack command-and-control downloader keylogger net-worm networm spyware trojan worm'
    .split(' ')
    .map((word): [string, Category] => [word, 'malicious-code']),
]);

/** Categories of web sites that say what is wrong with them. */
const BY_SITE = new Map<string, Category>([
  ['malware', 'malicious-code'],
  ['malware-sites', 'malicious-code'],
  ['command-and-control', 'malicious-code'],
  ['ransomware', 'malicious-code'],
  ['grayware', 'malicious-code'],
  ['spyware-and-adware', 'malicious-code'],
  ['compromised-website', 'malicious-code'],
  ['phishing', 'fraud'],
  ['cryptocurrency-mining', 'fraud'],
  ['scanning-activity', 'information-gathering'],
]);

/** Types that are threats for one reason only. */
const BY_TYPE = new Map<string, Category>([
  ['CORRELATION', 'intrusions'],
  ['SYSTEM', 'intrusion-attempts'],
  ['AUTHENTICATION', 'intrusion-attempts'],
  ['GLOBALPROTECT', 'intrusion-attempts'],
]);

/** The category of a record. */
export function readCategory(row: PanosRow): Category {
  if (row.type === 'THREAT') return threatCategory(row) ?? 'other';
  const known = BY_TYPE.get(row.type);
  return known ?? (isScanRule(row) ? 'information-gathering' : 'other');
}

function threatCategory(row: PanosRow): Category | undefined {
  const subtype = row.at(COLUMN.subtype) ?? '';
  if (subtype === 'url') return siteCategory(row);
  const stated = BY_THREAT_CATEGORY.get(row.at(THREAT.threatCategory) ?? '');
  if (stated !== undefined) return stated;
  const known = BY_SUBTYPE.get(subtype);
  const words = known?.words ? categoryOfWords(row.at(THREAT.threatId)?.slice(0, 512)) : undefined;
  // A name that speaks of a vulnerability is that of an attempt to use it.
  return words === undefined || words === 'vulnerable' ? known?.category : words;
}

/** What is wrong with the web site that was asked for, or undefined for an ordinary one. */
export function siteCategory(row: PanosRow): Category | undefined {
  return BY_SITE.get((row.at(THREAT.category) ?? '').toLowerCase());
}

function isScanRule(row: PanosRow): boolean {
  return categoryOfWords(row.at(COLUMN.rule)?.slice(0, 512)) === 'information-gathering';
}

/** The firewall's own word: the threat's category, else the site's or file's, else the subtype. */
export function vendorCategoryOf(row: PanosRow): string | undefined {
  if (row.type === 'CORRELATION') return row.at(CORRELATION.category);
  const subtype = row.at(COLUMN.subtype);
  if (row.type !== 'THREAT') return says(subtype) ? subtype : undefined;
  return [row.at(THREAT.threatCategory), row.at(THREAT.category)].find(says) ?? subtype;
}

/** Words of the vendor's vocabulary: neither `any` and `unknown`, nor what older releases had in the same place. */
function says(word: string | undefined): boolean {
  return (
    word !== undefined && word !== 'any' && word !== 'unknown' && /^[a-z][\w-]{1,63}$/i.test(word) && !/-\d/.test(word)
  );
}
