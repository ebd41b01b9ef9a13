import { Injectable, inject } from '@angular/core';
import { Language, type Translate } from '@lianfang/screen/kit';
import { en } from './words/en';
import { zhHantTw } from './words/zh-hant-tw';

export type EvidenceWord = keyof typeof zhHantTw;
export type EvidenceTranslate = Translate<EvidenceWord>;

/** The words of this page beside those of the kit. */
@Injectable()
export class EvidenceLanguage {
  private readonly language = inject(Language);

  readonly t = this.language.with<EvidenceWord>({ 'zh-Hant-TW': zhHantTw, en });
  readonly formats = this.language.formats;
  readonly code = this.language.code;
}
