import type { Disposition, ThreatEvent } from '@lianfang/contract';
import { categoryOfClass } from '../classtype';
import { readId, readName } from '../scalar';
import { isObject, own, present, type JsonObject } from '../source-record';
import { categoryOfWords } from '../word-category';
import { dispositionOf, readSeverity } from './verdict';

/** The part of an event that its rule says. */
export type RulePart = Pick<ThreatEvent, 'rule' | 'vendorSeverity' | 'vendorCategory' | 'category' | 'severity'>;

/** All that follows from an `alert` object alone. */
export interface AlertTraits {
  readonly part: RulePart;
  /** `gid:sid`; a rule without number is known by its text. */
  readonly key: string;
  readonly transaction: string | undefined;
  readonly direction: unknown;
  readonly disposition: Disposition | undefined;
}

const known = new WeakMap<object, AlertTraits>();
/** Alerts that were met once. To keep what is never met again would cost more than it saves: see {@link traitsOf}. */
const met = new Array<object | undefined>(16).fill(undefined);
let next = 0;

/**
 * What an alert says. A quick reader brings the same object for every alert of a rule: its traits are made once. A parser
 * brings another each time. Nobody changes an alert after it was read.
 * @returns undefined unless it is an object that names a signature.
 */
export function alertOf(eve: JsonObject): AlertTraits | undefined {
  const alert = present(eve['alert']);
  if (!isObject(alert)) return undefined;
  return known.get(alert) ?? traitsOf(alert);
}

function traitsOf(alert: JsonObject): AlertTraits | undefined {
  const traits = readTraits(alert);
  if (traits === undefined) return undefined;
  if (met.includes(alert)) known.set(alert, traits);
  met[next] = alert;
  next = (next + 1) % met.length;
  return traits;
}

/** What an `alert` object says; undefined unless it names a signature. */
export function readTraits(alert: JsonObject): AlertTraits | undefined {
  const named = own(alert, 'signature_id') !== undefined || own(alert, 'signature') !== undefined;
  if (!named) return undefined;
  const id = readId(own(alert, 'signature_id'));
  return {
    part: readRule(alert, id),
    key: `${readId(own(alert, 'gid')) ?? '1'}:${id ?? readId(own(alert, 'signature')) ?? ''}`,
    transaction: readId(own(alert, 'tx_id')),
    direction: own(alert, 'direction'),
    disposition: dispositionOf(own(alert, 'action')),
  };
}

function readRule(alert: JsonObject, id: string | undefined): RulePart {
  const { vendor, severity } = readSeverity(alert);
  const name = readName(own(alert, 'signature'));
  const vendorCategory = readName(own(alert, 'category'));
  return {
    rule: { ...(id && { id }), ...(name && { name }) },
    ...(vendor !== undefined && { vendorSeverity: vendor }),
    ...(vendorCategory && { vendorCategory }),
    category: categoryOf(vendorCategory, name),
    severity,
  };
}

function categoryOf(vendorCategory: string | undefined, name: string | undefined): ThreatEvent['category'] {
  const stated = vendorCategory === undefined ? undefined : categoryOfClass(vendorCategory);
  if (stated && !stated.vague) return stated.category;
  return categoryOfWords(name, stated ? undefined : vendorCategory) ?? stated?.category ?? 'other';
}
