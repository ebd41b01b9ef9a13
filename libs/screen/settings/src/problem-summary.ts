import { Component, type ElementRef, computed, inject, output, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import type { Problem, Subject } from './settings-problems';

/** What is to be mended before anything can be saved, each with the way to its field. */
@Component({
  selector: 'lf-problem-summary',
  template: `
    @if (lines().length > 0) {
      <section #summary class="card" tabindex="-1" aria-labelledby="settings-problems" data-testid="settings-problems">
        <h2 id="settings-problems">
          <span aria-hidden="true">⬣</span> {{ words.t()('settings.problems', { count: lines().length }) }}
        </h2>
        <ul>
          @for (line of lines(); track line.problem.field) {
            <li>
              <a [href]="line.address" (click)="go($event, line.problem)">{{ line.text }}</a>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styleUrls: ['../../kit/src/card.css', './settings-cards.css', './panels.css'],
})
export class ProblemSummary {
  readonly chosen = output<Problem>();
  protected readonly words = inject(SettingsLanguage);
  private readonly form = inject(SettingsForm);
  private readonly router = inject(Router);
  private readonly summary = viewChild<ElementRef<HTMLElement>>('summary');

  protected readonly lines = computed(() => {
    const [page = ''] = this.router.url.split('#');
    return this.form.problems().map((problem) => ({
      problem,
      text: this.text(problem),
      address: `${page}#${encodeURIComponent(problem.field)}`,
    }));
  });

  /** So that it is read aloud, and the first link is the next stop. */
  focus(): void {
    this.summary()?.nativeElement.focus();
  }

  protected go(event: Event, problem: Problem): void {
    event.preventDefault();
    this.chosen.emit(problem);
  }

  private text({ of, label, word, limit }: Problem): string {
    const t = this.words.t();
    const said = { label: t(label), wrong: t(word, { limit }) };
    return of === null ? t('settings.problem', said) : t('settings.problemOf', { ...said, of: this.placeOf(of) });
  }

  private placeOf(of: Subject): string {
    if (of.kind === 'office') return this.words.t()('settings.office');
    if (of.kind === 'contact') return this.words.t()('settings.contact', { number: of.number });
    const name = this.form.settings()?.directoryNames[of.id];
    return name === undefined ? of.id : this.words.local(name);
  }
}
