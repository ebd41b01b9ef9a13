import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type CountyWord = keyof typeof zhHantTw;
export type CountyTranslate = Translate<CountyWord>;

/** The words of this page beside those of the kit. */
@Injectable()
export class CountyLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<CountyWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
}

/** A category in words; the key itself where this page does not know it. */
export function categoryWords(t: CountyTranslate, key: string): string {
  const full = `category.${key}`;
  return Object.hasOwn(zhHantTw, full) ? t(full as CountyWord) : key;
}
