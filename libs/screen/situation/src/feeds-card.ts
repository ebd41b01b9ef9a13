import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { NationSource } from '@lianfang/screen/data-access';
import { Explain, Language } from '@lianfang/screen/kit';
import { answerAge } from './answer-age';
import { sensorsSentence, silentSensors } from './sensor-counts';
import { SituationState } from './situation-state';

const STATES = ['silent', 'late', 'alive'] as const;
const MOST = 4;

/** Who gives no sign of life, and since when: counties by their events, sensors by their records. */
@Component({
  selector: 'lf-feeds-card',
  imports: [Explain, RouterLink],
  template: `
    <section class="card" [class.stale]="age()?.stale" aria-labelledby="feeds-title">
      <div class="head">
        <h2 id="feeds-title" class="card-title">{{ state.t()('feeds.title') }}</h2>
        <lf-explain [name]="state.t()('feeds.title')" [text]="state.t()('explain.feeds')" />
        @if (age(); as shown) {
          <p class="age figures" [title]="shown.hint">{{ shown.text }}</p>
        }
      </div>
      <dl class="counts figures">
        @for (count of counts(); track count.state) {
          <div [class.quiet]="count.quiet">
            <dt>{{ count.label }}</dt>
            <dd>{{ count.figure }}</dd>
          </div>
        }
      </dl>
      <ul>
        @for (line of lines(); track line.key) {
          <li>
            <a class="silent" [routerLink]="line.path">
              <span class="hatch" aria-hidden="true"></span>
              <span class="name">{{ line.name }}</span>
              <span class="since figures">{{ line.since }}</span>
            </a>
          </li>
        } @empty {
          @if (sentence(); as words) {
            <li class="note">{{ words }}</li>
          }
        }
      </ul>
      @if (more() > 0) {
        <p class="note">{{ state.t()('feeds.more', { count: more() }) }}</p>
      }
    </section>
  `,
  styleUrls: ['../../kit/src/card.css', './list-card.css'],
})
export class FeedsCard {
  protected readonly state = inject(SituationState);
  protected readonly nation = inject(NationSource);
  private readonly language = inject(Language);

  protected readonly age = answerAge(() => this.nation.sensors.value()?.asOf ?? this.nation.sensors.at());
  protected readonly counts = computed(() => {
    const counts = this.nation.sensors.value()?.counts ?? null;
    const t = this.state.t();
    return STATES.map((state) => {
      const count = counts === null ? null : state === 'silent' ? silentSensors(counts) : counts[state];
      return {
        state,
        label: t(`feeds.${state}`),
        figure: count === null ? '–' : this.language.formats().integer(count),
        quiet: count === null || (state !== 'alive' && count === 0),
      };
    });
  });
  protected readonly sentence = computed(() => {
    const page = this.nation.sensors.value();
    return page === null ? '' : sensorsSentence(page.counts, this.state.t(), this.language.formats());
  });
  private readonly silentCounties = computed(() => {
    const { time } = this.language.formats();
    return this.state
      .rows()
      .filter(({ figures }) => figures?.silent)
      .map(({ code, name, figures }) => ({
        key: code,
        name,
        since: this.state.t()('feeds.county', { time: figures?.lastEventMinute ? time(figures.lastEventMinute) : '–' }),
        path: `/counties/${code}`,
      }));
  });
  private readonly namedSensors = computed(() => {
    const language = this.language.code();
    const { time } = this.language.formats();
    return (this.nation.sensors.value()?.items ?? []).map(({ id, name, county, since }) => ({
      key: id ?? '·',
      name: (language === 'en' ? name?.en : name?.zh) ?? id ?? '–',
      since: since === null ? this.state.t()('feeds.never') : this.state.t()('feeds.sensor', { time: time(since) }),
      path: county === null ? '/operations' : `/counties/${county}`,
    }));
  });
  protected readonly lines = computed(() => [...this.silentCounties(), ...this.namedSensors()].slice(0, MOST));
  protected readonly more = computed(() => {
    const counts = this.nation.sensors.value()?.counts;
    // Where none is named, the sentence has the number.
    if (counts === undefined || this.lines().length === 0) return 0;
    return Math.max(0, this.silentCounties().length + silentSensors(counts) - this.lines().length);
  });
}
