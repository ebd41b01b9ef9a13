import { Component, computed, inject } from '@angular/core';
import { LivePause, ServerClock } from '@lianfang/screen/data-access';
import { ExploreLanguage } from './explore-language';
import { ExploreRun } from './explore-run';
import { ExploreState } from './explore-state';

const MOST_NAMED = 3;

/** How far a long question is, its end by hand, what is missing of it, and how old its figures are. */
@Component({
  selector: 'lf-explore-progress',
  template: `
    <div class="line" data-testid="explore-progress">
      <p role="status" class="said figures" [class.problem]="run.isPartial() || run.failure() !== null">{{ said() }}</p>
      @if (run.running()) {
        <progress [value]="run.progress().done" [max]="run.progress().of" [attr.aria-label]="said()"></progress>
        <button type="button" class="plain" (click)="run.cancel()" data-testid="explore-cancel">
          {{ words.t()('explore.cancel') }}
        </button>
      } @else {
        @if (canLive()) {
          <button
            type="button"
            class="plain"
            [attr.aria-pressed]="state.asked().live"
            (click)="toggleLive()"
            data-testid="explore-live"
          >
            {{ words.t()('explore.live') }}
          </button>
        }
        <button type="button" class="plain" (click)="run.ask(state.order())" data-testid="explore-again">
          {{ words.t()(run.isPartial() || run.failure() ? 'explore.again' : 'explore.refresh') }}
        </button>
      }
    </div>
    @if (missing(); as text) {
      <p class="missing" data-testid="explore-partial">{{ text }}</p>
    }
    @if (untold(); as text) {
      <p class="missing" data-testid="explore-untold">{{ text }}</p>
    }
    @if (why(); as text) {
      <p class="missing" data-testid="explore-failure">{{ text }}</p>
    }
  `,
  styleUrls: ['../../kit/src/buttons.css', './explore-progress.css'],
})
export class ExploreProgress {
  protected readonly words = inject(ExploreLanguage);
  protected readonly state = inject(ExploreState);
  protected readonly run = inject(ExploreRun);
  private readonly clock = inject(ServerClock);
  private readonly pause = inject(LivePause);

  protected readonly canLive = computed(() => {
    const { range, to } = this.state.asked();
    return range !== 'last-month' && !(range === 'absolute' && to < this.clock.now());
  });
  protected readonly said = computed(() => {
    const t = this.words.t();
    const { done, of } = this.run.progress();
    if (this.run.running()) return t('explore.running', { done, of });
    if (this.run.cancelled()) return t('explore.cancelled', { done, of });
    const result = this.run.result();
    if (result === null) return this.run.failure() === null ? '' : t('explore.failed');
    const { clock } = this.words.formats();
    const base = result.missing.length > 0 ? t('explore.partial') : t('explore.done');
    const asOf = result.asOf === null ? '' : t('explore.asOf', { time: clock(result.asOf) });
    const paused = this.state.asked().live && this.pause.on() ? t('explore.paused') : '';
    return [base, asOf, paused].filter((part) => part !== '').join(' · ');
  });
  protected readonly missing = computed(() => {
    const { missing = [] } = this.run.result() ?? {};
    if (!this.run.isPartial()) return null;
    const t = this.words.t();
    const shown = missing.slice(0, MOST_NAMED).map(({ from, to, of }) => {
      const range = `${this.words.whole(from)} – ${this.words.whole(to)}`;
      return of === 'earlier' ? t('explore.missingEarlier', { range }) : range;
    });
    const more = missing.length > MOST_NAMED ? t('explore.missingMore', { count: missing.length - MOST_NAMED }) : '';
    return `${t('explore.missing', { ranges: shown.join(t('explore.comma')) })}${more}`;
  });
  protected readonly untold = computed(() => this.words.untold(this.run.result()?.untold ?? null));
  protected readonly why = computed(() => {
    const failure = this.run.failure();
    if (failure === null || this.run.running()) return null;
    const said = this.words.t()(`explore.why.${failure.kind}`);
    return failure.detail === '' ? said : `${said} ${failure.detail}`;
  });

  protected async toggleLive(): Promise<void> {
    await this.state.go({ live: this.state.asked().live ? null : 'on' });
  }
}
