import type { Category } from '@lianfang/contract';
import { categoryOfTactic } from '../attack-tactic';
import { categoryOfClass } from '../classtype';
import { field } from '../dotted-field';
import { readName, readWord, readWords } from '../scalar';
import type { JsonObject } from '../source-record';
import { categoryOfWords } from '../word-category';
import { firstField, value } from './ecs-field';

/** What is left when nothing more exact was said: the first of these that `event.category` holds. */
const DEFAULTS: readonly (readonly [string, Category])[] = [
  ['intrusion_detection', 'intrusion-attempts'],
  ['authentication', 'intrusion-attempts'],
  ['email', 'abusive-content'],
];

/** Our category and the vendor's own word for it. */
export function readCategory(document: JsonObject): { readonly vendor?: string; readonly category: Category } {
  const stated = readName(value(document, 'rule.category'));
  const categories = readWords(field(document, 'event.category'));
  const vendor = stated ?? readName(value(document, 'event.category'));
  return { ...(vendor && { vendor }), category: categoryOf(document, stated, categories) };
}

function categoryOf(document: JsonObject, stated: string | undefined, categories: readonly string[]): Category {
  if (categories.includes('malware')) return 'malicious-code';
  if (categories.includes('vulnerability')) return 'vulnerable';
  const ofClass = stated === undefined ? undefined : categoryOfClass(stated);
  if (ofClass && !ofClass.vague) return ofClass.category;
  return (
    firstField(document, ['threat.tactic.name'], ofTactic) ??
    categoryOfWords(ruleName(document), ofClass ? undefined : stated) ??
    ofClass?.category ??
    defaultOf(categories)
  );
}

function ruleName(document: JsonObject): string | undefined {
  return firstField(document, ['rule.name', 'kibana.alert.rule.name', 'threat.technique.name'], readName);
}

function defaultOf(categories: readonly string[]): Category {
  return DEFAULTS.find(([category]) => categories.includes(category))?.[1] ?? 'other';
}

function ofTactic(name: unknown): Category | undefined {
  return categoryOfTactic(readWord(name));
}
