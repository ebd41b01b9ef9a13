import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { POSTURE_WORDS, type PostureWord } from '@lianfang/screen/posture';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type CompareWord = keyof typeof zhHantTw;
export type CompareTranslate = Translate<CompareWord | PostureWord>;

/** The words of this page beside those of the kit; those of posture name the levels of a score. */
@Injectable()
export class CompareLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<CompareWord | PostureWord>({
    'zh-Hant-TW': { ...POSTURE_WORDS['zh-Hant-TW'], ...zhHantTw },
    en: { ...POSTURE_WORDS.en, ...en },
  });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
}
