import { Component, computed, inject } from '@angular/core';
import { Router } from '@angular/router';
import { NationSource, RisingSource, ServerClock, SessionSource, whileVisible } from '@lianfang/screen/data-access';
import { Language } from '@lianfang/screen/kit';
import {
  CountyMap,
  RisingLines,
  SituationState,
  Sparkline,
  shownPosture,
  silentSensors,
} from '@lianfang/screen/situation';
import { stayAwake } from './stay-awake';
import { askedFigure, wallMonth, wallRate } from './wall-figures';

const MOST_WORST = 4;
const MOST_RISING = 3;

/** The situation on a wall: no controls, read from across the room. Escape leaves it. */
@Component({
  selector: 'lf-wall',
  imports: [CountyMap, Sparkline],
  providers: [SituationState, NationSource, RisingSource, RisingLines],
  templateUrl: './wall.html',
  styleUrl: './wall.css',
  host: { '(document:keydown.escape)': 'leave()', '[class.doubt]': 'doubt() !== null' },
})
export class Wall {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly rising = inject(RisingLines);
  private readonly nation = inject(NationSource);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionSource);
  private readonly router = inject(Router);

  /** In rem, at 1920 x 1080: the map's own letters follow the page. */
  protected readonly letters = 1.4;

  protected readonly time = computed(() => this.language.formats().clock(this.clock.now()));
  protected readonly age = computed(() => {
    const { age } = this.state.health();
    return age === null ? '–' : this.language.formats().ago(age);
  });
  /** Why the figures may not be believed; null where they may. */
  protected readonly doubt = computed(() => {
    const { state } = this.state.health();
    if (state === 'live') return null;
    if (state === 'stale') return this.state.t()('wall.stale');
    if (state === 'paused') return this.state.t()('age.paused');
    return this.state.t()(state === 'connecting' || state === 'waiting' ? 'wall.connecting' : 'wall.lost');
  });
  protected readonly sessionWords = computed(() => {
    const endsAt = this.session.current()?.endsAt;
    return endsAt === undefined ? '' : this.state.t()('wall.session', { time: this.language.formats().time(endsAt) });
  });
  private readonly figures = computed(() => (this.state.waiting() ? null : (this.state.view()?.nation ?? null)));
  protected readonly rate = computed(() => {
    const nation = this.figures();
    return nation === null ? null : wallRate(nation, this.language.t(), this.language.formats());
  });
  protected readonly month = computed(() => {
    const nation = this.figures();
    return nation === null ? null : wallMonth(nation, this.language.formats());
  });
  private readonly asked = computed(
    () => {
      const now = this.clock.now();
      const { sensors, alerts } = this.nation;
      const page = sensors.value();
      return {
        sensors: askedFigure(
          {
            value: page === null ? null : silentSensors(page.counts),
            asOf: page?.asOf ?? null,
            failed: sensors.failed(),
          },
          now,
        ),
        alerts: askedFigure({ value: alerts.value()?.open ?? null, asOf: alerts.at(), failed: alerts.failed() }, now),
      };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  protected readonly counts = computed(() => {
    const t = this.state.t();
    const nation = this.figures();
    const silent = this.state.rows().filter(({ figures }) => figures?.silent);
    const { sensors, alerts } = this.asked();
    const note = (stale: boolean): string => (stale ? t('age.stale') : '');
    const shown = (key: string, label: string, value: number | null, note: string) => ({
      key,
      label,
      note,
      figure: value === null ? '–' : this.language.formats().integer(value),
      quiet: value === null || value === 0,
    });
    const hour = t('lastHour');
    return [
      shown('outbound', t('outbound.title'), nation?.outboundLastHour ?? null, hour),
      shown('allowed', t('allowed.title'), nation?.allowedLastHour ?? null, hour),
      shown('silent', t('silent.title'), nation === null ? null : silent.length, silent[0]?.shortName ?? ''),
      shown('sensors', t('wall.sensors'), sensors.value, note(sensors.stale)),
      shown('alerts', t('wall.alerts'), alerts.value, note(alerts.stale)),
    ];
  });
  protected readonly worst = computed(() =>
    this.state
      .worst()
      .slice(0, MOST_WORST)
      .map(({ code, shortName, figures }) => ({
        code,
        name: shortName,
        ...shownPosture(figures?.posture ?? null, this.state.t()),
      })),
  );
  protected readonly risen = computed(() => this.rising.lines().slice(0, MOST_RISING));

  constructor() {
    whileVisible(this.nation);
    stayAwake();
  }

  protected leave(): void {
    void this.router.navigateByUrl('/');
  }
}
