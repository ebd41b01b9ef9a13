import { DOCUMENT, Injectable, computed, inject, signal, type Signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { BROWSER_STORAGE } from './browser-storage';
import { LANGUAGES, makeFormats, type LanguageCode } from './formats';
import { WORDS, type WordKey } from './words';

/** Words by key, filled in; `K`: keys that a screen brings beside those of the kit. */
export type Translate<K extends string = never> = (
  key: WordKey | K,
  params?: Readonly<Record<string, string | number>>,
) => string;

/** The words that one screen brings, in both languages. */
export type ScreenWords<K extends string> = Readonly<Record<LanguageCode, Readonly<Record<K, string>>>>;

const STORAGE_KEY = 'lianfang.language';

/** The language of the page: words, formats and the `lang` of the document, switched without a reload. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly transloco = inject(TranslocoService);
  private readonly storage = inject(BROWSER_STORAGE);
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<LanguageCode>(this.remembered());

  readonly code = this.chosen.asReadonly();
  readonly formats = computed(() => makeFormats(this.chosen()));
  /** Words in the language of now; a template that calls it is drawn again when the language changes. */
  readonly t = computed<Translate>(() => {
    const code = this.chosen();
    return (key, params) => this.transloco.translate<string>(key, params, code);
  });

  constructor() {
    for (const code of LANGUAGES) this.transloco.setTranslation({ ...WORDS[code] }, code);
    this.apply(this.chosen());
  }

  /** The words of a screen that is loaded later, with those of the kit: they are no part of what is loaded first. */
  with<K extends string>(words: ScreenWords<K>): Signal<Translate<K>> {
    for (const code of LANGUAGES) this.transloco.setTranslation(words[code], code);
    return computed<Translate<K>>(() => {
      const code = this.chosen();
      return (key, params) => this.transloco.translate<string>(key, params, code);
    });
  }

  switchTo(code: LanguageCode): void {
    this.chosen.set(code);
    this.storage.write(STORAGE_KEY, code);
    this.apply(code);
  }

  private apply(code: LanguageCode): void {
    this.transloco.setActiveLang(code);
    this.document.documentElement.lang = code;
  }

  private remembered(): LanguageCode {
    const kept = this.storage.read(STORAGE_KEY);
    return LANGUAGES.find((code) => code === kept) ?? 'zh-Hant-TW';
  }
}
