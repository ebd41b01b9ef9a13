import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionSource } from '@lianfang/screen/data-access';
import { Language, roleWords, type WordKey } from '@lianfang/screen/kit';
import { SESSION_WORDS, type SessionWord } from './words';

/** Instead of a page that one may not see: which page, why, whom to ask, and the way to one's own first page. */
@Component({
  selector: 'lf-no-permission',
  imports: [RouterLink],
  template: `
    <section class="page card" aria-labelledby="no-permission-title" data-testid="no-permission">
      <h1 id="no-permission-title">{{ t()('noPermission.title') }}</h1>
      <p>{{ t()('noPermission.detail', { page: t()(asked()) }) }}</p>
      <p>{{ t()('noPermission.roles', { roles: roles() }) }}</p>
      <p>{{ t()('noPermission.ask') }}</p>
      <a class="action" routerLink="/">{{ back() }}</a>
    </section>
  `,
  host: { '[class.filled]': 'true' },
  styleUrl: './session-page.css',
  styles: '.action { margin-top: 1.5rem; }',
})
export class NoPermission {
  // From the route, by the router.
  readonly asked = input.required<WordKey>();
  readonly home = input<WordKey | null>(null);

  private readonly language = inject(Language);
  private readonly session = inject(SessionSource);
  protected readonly t = this.language.with<SessionWord>(SESSION_WORDS);
  protected readonly roles = computed(() =>
    roleWords(this.session.current()?.roles ?? [], this.language.t(), this.language.code()),
  );
  protected readonly back = computed(() => {
    const home = this.home();
    const t = this.t();
    return home === null ? t('noPermission.homeBare') : t('noPermission.home', { page: t(home) });
  });
}
