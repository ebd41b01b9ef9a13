import type { AuditItem } from '@lianfang/contract';
import { roleWords, type LanguageCode, type Translate } from '@lianfang/screen/kit';
import { DEED_WORDS, type DeedWord } from './words';

/** Words of this library beside those of the kit. */
type Words = Translate<DeedWord>;

/** Tells people apart as far as counties can: by name, roles and where they are from. */
export function actorKey({ kind, subject, name, roles, county }: AuditItem['actor']): string {
  return JSON.stringify([kind, subject, name, roles, county]);
}

/** Whether somebody who is not of the county did it: what its page is about. */
export function isOutside({ actor }: AuditItem, county: string): boolean {
  return actor.kind !== 'nobody' && actor.county !== county;
}

/** Who did it: the name, and the role in words. */
export function actorWords(
  { kind, name, subject, roles }: AuditItem['actor'],
  t: Words,
  language: LanguageCode,
): { readonly name: string; readonly role: string } {
  if (kind === 'nobody') return { name: name ?? t('deed.nobody'), role: t('deed.notSignedIn') };
  return { name: name ?? subject ?? t('deed.unnamed'), role: roleWords(roles, t, language) };
}

/** What was done, as a manager would say it: 查閱事件存證. */
export function deedWords({ action, capability, what, thing }: AuditItem, t: Words): string {
  // What was decided stands in the name of the thing: `ID/approve`.
  const decided = capability === 'investigation.decide' ? /\/(approve|refuse)$/.exec(thing ?? '')?.[1] : undefined;
  const key = `what.${decided === undefined ? (capability ?? '') : `investigation.${decided}`}`;
  return t(`deed.${action}`, { what: isWord(key) ? t(key) : (capability ?? what) });
}

/** Which view it was, in words; empty where this page does not know it. */
export function viewWords({ what }: AuditItem, t: Words): string {
  const key = `view.${what}`;
  return isWord(key) ? t(key) : '';
}

function isWord(key: string): key is DeedWord {
  return Object.hasOwn(DEED_WORDS.en, key);
}
