import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type OperationsWord = keyof typeof zhHantTw;
export type OperationsTranslate = Translate<OperationsWord>;

/** The words of this page beside those of the kit. */
@Injectable()
export class OperationsLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<OperationsWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
}

/** Words for a key that the server gave; the key itself where this page does not know it. */
export function wordsOr(t: OperationsTranslate, prefix: 'code' | 'alert' | 'fault', key: string): string {
  const full = `${prefix}.${key}`;
  return Object.hasOwn(zhHantTw, full) ? t(full as OperationsWord) : key;
}
