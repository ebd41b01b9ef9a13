import type { LanguageCode } from './formats';
import type { Translate } from './language';
import { WORDS, type WordKey } from './words';

/** The roles of somebody in words; a role that this page does not know keeps its name. */
export function roleWords(roles: readonly string[], t: Translate, language: LanguageCode): string {
  const words = roles.map((role) => (Object.hasOwn(WORDS.en, `role.${role}`) ? t(`role.${role}` as WordKey) : role));
  return words.join(language === 'en' ? ', ' : '、');
}
