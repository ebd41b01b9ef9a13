import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type GuideWord = keyof typeof zhHantTw;
export type GuideTranslate = Translate<GuideWord>;

/** The words of these pages beside those of the kit. */
@Injectable({ providedIn: 'root' })
export class GuideLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<GuideWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly code = this.language.code;
}
