import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { en } from './words/directory/en';
import { zhHantTw } from './words/directory/zh-hant-tw';

export type DirectoryWord = keyof typeof zhHantTw;
export type DirectoryTranslate = Translate<DirectoryWord>;

/** The words of the directory page beside those of the kit. */
@Injectable()
export class DirectoryLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<DirectoryWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly formats = this.language.formats;
  readonly code = this.language.code;

  /** A name in the language of the page. */
  local(name: { readonly zh: string; readonly en: string }): string {
    return this.code() === 'en' ? name.en : name.zh;
  }

  /** With its year: a directory may be in force for long. */
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

  /** What a version is called. */
  version(revision: number): string {
    return revision === 0 ? this.t()('dir.file') : this.t()('dir.version', { count: revision });
  }
}
