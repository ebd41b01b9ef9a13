import type { Category } from '@lianfang/contract';
import { categoryOfTactic } from '../attack-tactic';
import { categoryOfClass } from '../classtype';
import { readId, readName, readWord } from '../scalar';
import { own, type JsonObject } from '../source-record';
import { categoryOfWords } from '../word-category';
import { objectIn, objectsIn } from './connection';
import { isDataSecurity, isLogin, type EventClass } from './event-class';

export interface Rule {
  readonly id?: string;
  readonly name?: string;
}

/** Where a network, HTTP or DNS record names the rule that decided. */
const RULE_OBJECTS = ['firewall_rule', 'rule', 'policy'];
const MOST_TYPES = 16;

/** Purposes that AWS writes before the colon (`Recon:EC2/Portscan`); Security Hub has them after a slash. */
const PURPOSES: Readonly<Record<string, Category>> = {
  recon: 'information-gathering',
  backdoor: 'malicious-code',
  trojan: 'malicious-code',
  cryptocurrency: 'fraud',
  unauthorizedaccess: 'intrusion-attempts',
  pentest: 'information-gathering',
  'sensitive data identifications': 'information-content-security',
};

/** The finding itself: `finding_info`, until 1.0 `finding`. */
export function findingOf(document: JsonObject): JsonObject | undefined {
  return objectIn(document, 'finding_info') ?? objectIn(document, 'finding');
}

/** The analytic that found it (1.1 and later), else the finding's own id; its title is its name. */
export function readRule(document: JsonObject): Rule {
  const finding = findingOf(document);
  const owner = RULE_OBJECTS.map((name) => objectIn(document, name)).find((one) => one !== undefined);
  const analytic = finding && objectIn(finding, 'analytic');
  const id = idOf(analytic) ?? idOf(finding) ?? idOf(owner);
  const name = (finding && readName(own(finding, 'title'))) ?? nameOf(analytic) ?? nameOf(owner);
  return { ...(id && { id }), ...(name && { name }) };
}

/** The producer's words for what was found. */
export function readTypes(document: JsonObject): readonly string[] {
  const finding = findingOf(document);
  const types = finding && own(finding, 'types');
  return (Array.isArray(types) ? types.slice(0, MOST_TYPES) : []).map(readName).filter((type) => type !== undefined);
}

/** True where the record names malware or a technique of an attack. */
export function namesAttack(document: JsonObject): boolean {
  return objectsIn(document, 'malware').length > 0 || attacksOf(document).length > 0;
}

/** README.md beside this has the order. */
export function readCategory(document: JsonObject, eventClass: EventClass, rule: Rule): Category {
  if (objectsIn(document, 'malware').length > 0) return 'malicious-code';
  if (isDataSecurity(eventClass)) return 'information-content-security';
  const types = readTypes(document);
  return (
    ofTypes(types) ??
    ofAttacks(document) ??
    categoryOfWords(rule.name, ...types) ??
    (isLogin(eventClass) ? 'intrusion-attempts' : 'other')
  );
}

function idOf(owner: JsonObject | undefined): string | undefined {
  return owner && readId(own(owner, 'uid'));
}

function nameOf(owner: JsonObject | undefined): string | undefined {
  return owner && readName(own(owner, 'name'));
}

function ofTypes(types: readonly string[]): Category | undefined {
  for (const type of types) {
    const stated = categoryOfClass(type);
    if (stated && !stated.vague) return stated.category;
    for (const part of type.slice(0, 128).split(/[:/]/, 4)) {
      const word = part
        .trim()
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase();
      const category = categoryOfTactic(word) ?? ofPurpose(word) ?? ofPurpose(word.replaceAll(' ', ''));
      if (category !== undefined) return category;
    }
  }
  return undefined;
}

function ofPurpose(word: string): Category | undefined {
  return Object.hasOwn(PURPOSES, word) ? PURPOSES[word] : undefined;
}

function attacksOf(document: JsonObject): readonly JsonObject[] {
  const finding = findingOf(document);
  return [...objectsIn(document, 'attacks'), ...(finding ? objectsIn(finding, 'attacks') : [])];
}

/** One tactic (1.1 and later) or several. */
function ofAttacks(document: JsonObject): Category | undefined {
  for (const attack of attacksOf(document)) {
    const one = objectIn(attack, 'tactic');
    for (const tactic of [...(one ? [one] : []), ...objectsIn(attack, 'tactics')]) {
      const category = categoryOfTactic(readWord(own(tactic, 'name')));
      if (category !== undefined) return category;
    }
  }
  return undefined;
}
