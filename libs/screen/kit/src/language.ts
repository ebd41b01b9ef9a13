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
  readonly t = computed<Translate>(() => this.wordsOf(this.chosen()));
  /** Words without gaps as they were looked up: pages ask for hundreds of them each second. */
  private readonly plain = new Map<string, string>();

  constructor() {
    for (const code of LANGUAGES) this.transloco.setTranslation({ ...WORDS[code] }, code);
    this.apply(this.chosen());
  }

  /** The words of a screen that is loaded later, with those of the kit: they are no part of what is loaded first. */
  with<K extends string>(words: ScreenWords<K>): Signal<Translate<K>> {
    for (const code of LANGUAGES) this.transloco.setTranslation(words[code], code);
    // What was looked up before may have been a key without a word.
    this.plain.clear();
    return computed<Translate<K>>(() => this.wordsOf(this.chosen()));
  }

  switchTo(code: LanguageCode): void {
    this.chosen.set(code);
    this.storage.write(STORAGE_KEY, code);
    this.apply(code);
  }

  private wordsOf(code: LanguageCode): Translate<string> {
    return (key, params) => {
      if (params !== undefined) return this.transloco.translate<string>(key, params, code);
      const place = `${code} ${key}`;
      const known = this.plain.get(place) ?? this.transloco.translate<string>(key, {}, code);
      this.plain.set(place, known);
      return known;
    };
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
