import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ShortcutChoice } from '@lianfang/screen/kit';
import { EXPLAINED_FIGURES } from './explained-figures';
import { GuideLanguage, type GuideWord } from './guide-language';
import type { SitePage } from './site-page';

const KEYS: readonly (readonly [key: string, effect: GuideWord])[] = [
  ['?', 'help.openHelp'],
  ['/', 'help.search'],
  ['P', 'help.pause'],
  ['T', 'help.theme'],
  ['L', 'help.language'],
];

/** What the keys do, and what each figure is; `#posture` and the like lead to a figure. */
@Component({
  selector: 'lf-help',
  imports: [RouterLink],
  templateUrl: './help.html',
  styleUrls: ['./page.css', './help.css'],
})
export class Help {
  /** From the route, by the router: the pages that who looks may open. */
  readonly pages = input<readonly SitePage[]>([]);
  protected readonly language = inject(GuideLanguage);
  protected readonly choice = inject(ShortcutChoice);
  protected readonly keys = KEYS;
  protected readonly figures = EXPLAINED_FIGURES;
  protected readonly pageKeys = computed(() =>
    this.pages().flatMap(({ name, shortcut }) =>
      shortcut === undefined ? [] : [{ name, letter: shortcut.toUpperCase() }],
    ),
  );

  protected choose(event: Event): void {
    this.choice.set((event.target as HTMLInputElement).checked);
  }
}
