import { Component, computed, inject } from '@angular/core';
import { SessionSource } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import { SESSION_WORDS, type SessionWord } from './words';

/** What is said to whom: what the role is for, and what is not there yet. The first that somebody has counts. */
const KINDS: readonly (readonly [role: string, does: SessionWord, later: SessionWord])[] = [
  ['agency-reporter', 'noFigures.reporter', 'noFigures.reporterLater'],
];

/** The first page of who sees no figures: welcome, what the role is for, and what comes. */
@Component({
  selector: 'lf-no-figures',
  template: `
    <section class="page card" aria-labelledby="no-figures-title" data-testid="no-figures">
      <h1 id="no-figures-title">{{ t()('noFigures.hello', { name: name() }) }}</h1>
      <p>
        <strong>{{ t()(words().does) }}</strong>
      </p>
      <p>{{ t()(words().later) }}</p>
    </section>
  `,
  host: { '[class.filled]': 'true' },
  styleUrl: './session-page.css',
})
export class NoFigures {
  private readonly session = inject(SessionSource);
  protected readonly t = inject(Language).with<SessionWord>(SESSION_WORDS);
  protected readonly name = computed(() => this.session.current()?.name ?? '');
  protected readonly words = computed(() => {
    const roles = this.session.current()?.roles ?? [];
    const [, does, later] = KINDS.find(([role]) => roles.includes(role)) ?? [
      '',
      'noFigures.other' as const,
      'noFigures.otherLater' as const,
    ];
    return { does, later };
  });
}
