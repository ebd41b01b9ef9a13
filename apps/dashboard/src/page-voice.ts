import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Language } from '@lianfang/screen/kit';
import { pageName } from './page-name';

/** Says the name of a page that was opened without a load, to those who do not see that it is another. */
@Component({
  selector: 'lf-page-voice',
  template: `<p class="visually-hidden" role="status" aria-live="polite" data-testid="page-voice">{{ words() }}</p>`,
})
export class PageVoice {
  private readonly language = inject(Language);
  private readonly router = inject(Router);
  private readonly shown = signal<ReturnType<typeof pageName>>(null);
  private readonly changed = signal(false);
  protected readonly words = computed(() => {
    const name = this.shown();
    const t = this.language.t();
    return this.changed() && name !== null ? t('app.shown', { page: t(name) }) : '';
  });

  constructor() {
    effect(() => {
      if (this.router.lastSuccessfulNavigation() === null) return;
      const name = pageName(this.router.routerState.snapshot.root);
      const before = untracked(this.shown);
      this.shown.set(name);
      // The first page is read by its title.
      if (before !== null && before !== name) this.changed.set(true);
    });
  }
}
