import type { Category } from '@lianfang/contract';
import { categoryOfWords } from '../word-category';

/** What a kind of record says of the method; where `words` is set, the rule's name says it better, if it says anything. */
const BY_KIND = new Map<string, { readonly category: Category; readonly words: boolean }>([
  ['ips', { category: 'intrusion-attempts', words: true }],
  ['attack', { category: 'intrusion-attempts', words: true }],
  ['waf', { category: 'intrusion-attempts', words: true }],
  ['virtual-patch', { category: 'intrusion-attempts', words: true }],
  ['anomaly', { category: 'availability', words: true }],
  ['virus', { category: 'malicious-code', words: false }],
  ['dlp', { category: 'information-content-security', words: false }],
  ['emailfilter', { category: 'abusive-content', words: false }],
  ['event', { category: 'intrusion-attempts', words: false }],
]);

/** FortiGuard's categories of web sites and applications that say what is wrong with them, in lower case. */
const BY_SITE = new Map<string, Category>([
  ['malicious websites', 'malicious-code'],
  ['phishing', 'fraud'],
  ['spam urls', 'abusive-content'],
  ['spam', 'abusive-content'],
  ['botnet', 'malicious-code'],
  ['child sexual abuse', 'abusive-content'],
  ['child abuse', 'abusive-content'],
  ['crypto mining', 'fraud'],
  ['extremist groups', 'abusive-content'],
]);

/** The category of a record. A firewall's plain refusal says that traffic was unwanted, not what it was for. */
export function readCategory(
  fields: ReadonlyMap<string, string>,
  kind: string,
  rule: { readonly name?: string },
): Category {
  if (isBotnet(fields)) return 'malicious-code';
  const known = BY_KIND.get(kind);
  // FortiGuard joins the words of a name by dots and underscores.
  const words = rule.name === undefined ? undefined : categoryOfWords(rule.name.replaceAll(/[._]/g, ' '));
  // A name that speaks of a vulnerability is that of an attempt to use it.
  if (known) return known.words && words !== undefined && words !== 'vulnerable' ? words : known.category;
  const site = BY_SITE.get((fields.get('catdesc') ?? fields.get('appcat') ?? '').toLowerCase());
  if (site) return site;
  return words === 'information-gathering' ? words : 'other';
}

/** True where FortiGuard knows the other side as a botnet's. */
export function isBotnet(fields: ReadonlyMap<string, string>): boolean {
  return fields.has('botnetdomain') || fields.has('botnetip') || fields.get('eventtype') === 'botnet';
}
