import { Injectable, inject } from '@angular/core';
import type { LocalName } from '@lianfang/contract';
import { CONTACT_WORDS, type ContactWord } from '@lianfang/screen/contacts';
import { Language, type Translate } from '@lianfang/screen/kit';
import { POSTURE_WORDS, type PostureWord } from '@lianfang/screen/posture';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type SettingsWord = keyof typeof zhHantTw;
type Word = SettingsWord | ContactWord | PostureWord;
export type SettingsTranslate = Translate<Word>;

/** The words of this page beside those of the kit, of contacts and of the posture. */
@Injectable()
export class SettingsLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<Word>({
    'zh-Hant-TW': { ...POSTURE_WORDS['zh-Hant-TW'], ...CONTACT_WORDS['zh-Hant-TW'], ...zhHantTw },
    en: { ...POSTURE_WORDS.en, ...CONTACT_WORDS.en, ...en },
  });
  readonly formats = this.language.formats;
  readonly code = this.language.code;

  /** A name in the language of the page. */
  local({ zh, en: english }: LocalName): string {
    return this.code() === 'en' ? english : zh;
  }

  /** With its year: what is set may hold for long. */
  day(at: number): string {
    const isEnglish = this.code() === 'en';
    return new Intl.DateTimeFormat(isEnglish ? 'en-GB' : 'zh-Hant-TW', {
      timeZone: 'Asia/Taipei',
      year: 'numeric',
      month: isEnglish ? 'short' : 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at);
  }
}
