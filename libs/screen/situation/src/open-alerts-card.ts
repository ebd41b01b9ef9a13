import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NationSource } from '@lianfang/screen/data-access';
import { Explain, Language, NotConnected } from '@lianfang/screen/kit';
import { answerAge } from './answer-age';
import { SituationState } from './situation-state';
import { wordsOr } from './situation-words';

/** Open alerts: of the system about itself; those of rules are not connected yet, and nothing is claimed of them. */
@Component({
  selector: 'lf-open-alerts-card',
  imports: [Explain, NotConnected, RouterLink],
  template: `
    <section class="card" [class.stale]="age()?.stale" aria-labelledby="open-alerts-title">
      <div class="head">
        <h2 id="open-alerts-title" class="card-title">{{ state.t()('alerts.title') }}</h2>
        <lf-explain [name]="state.t()('alerts.title')" [text]="state.t()('explain.alerts')" />
        @if (age(); as shown) {
          <p class="age figures" [title]="shown.hint">{{ shown.text }}</p>
        }
        <a class="all" routerLink="/operations">{{ state.t()('alerts.all') }}</a>
      </div>
      <ul>
        @for (alert of lines(); track alert.id) {
          <li class="alert">
            <span class="sign" aria-hidden="true">⬣</span>{{ alert.words }}
            <span class="since figures">{{ alert.since }}</span>
          </li>
        } @empty {
          <li class="alert note">{{ known() ? state.t()('alerts.none') : '–' }}</li>
        }
      </ul>
      <lf-not-connected [what]="state.t()('alerts.rules')" [why]="state.t()('alerts.rulesWhy')" />
    </section>
  `,
  styleUrls: ['../../kit/src/card.css', './list-card.css'],
})
export class OpenAlertsCard {
  protected readonly state = inject(SituationState);
  private readonly nation = inject(NationSource);
  private readonly language = inject(Language);

  protected readonly known = computed(() => this.nation.alerts.value() !== null);
  protected readonly age = answerAge(() => this.nation.alerts.at());
  protected readonly lines = computed(() => {
    const t = this.state.t();
    const { clock } = this.language.formats();
    return (this.nation.alerts.value()?.items ?? [])
      .filter(({ closed }) => closed === null)
      .slice(0, 2)
      .map(({ id, kind, opened }) => ({
        id,
        words: wordsOr(t, 'alert', kind),
        since: t('alerts.since', { time: clock(opened) }),
      }));
  });
}
