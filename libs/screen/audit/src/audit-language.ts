import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { DEED_WORDS, type DeedWord } from '@lianfang/screen/onlookers';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type AuditWord = keyof typeof zhHantTw | DeedWord;
export type AuditTranslate = Translate<AuditWord>;

/** The words of these pages beside those of the kit. */
@Injectable()
export class AuditLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<AuditWord>({
    'zh-Hant-TW': { ...DEED_WORDS['zh-Hant-TW'], ...zhHantTw },
    en: { ...DEED_WORDS.en, ...en },
  });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
}
