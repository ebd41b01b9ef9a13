import type { Translate } from '@lianfang/screen/kit';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type SituationWord = keyof typeof zhHantTw;
export type SituationTranslate = Translate<SituationWord>;

export const SITUATION_WORDS = { 'zh-Hant-TW': zhHantTw, en } as const;

/** Words by a key that came from outside; the key itself where this screen has none. */
export function wordsOr(t: SituationTranslate, group: 'alert', key: string): string {
  const full = `${group}.${key}`;
  return Object.hasOwn(zhHantTw, full) ? t(full as SituationWord) : key;
}
