import { Component, computed, inject } from '@angular/core';
import type { SensorItem } from '@lianfang/contract';
import { CountySource, ServerClock } from '@lianfang/screen/data-access';
import { Explain, Skeleton, tileAge } from '@lianfang/screen/kit';
import { CountyLanguage } from './county-language';
import { CountyState } from './county-state';
import { sensorFacts } from './sensor-facts';

/** Asked for every 30 s: older than three questions is stale. */
const STALE_AFTER = 90_000;

/** The county's sensors that do not answer, with their last sign of life. */
@Component({
  selector: 'lf-sensors-card',
  imports: [Explain, Skeleton],
  templateUrl: './sensors-card.html',
  styleUrls: ['../../kit/src/card.css', './sensors-card.css'],
})
export class SensorsCard {
  protected readonly words = inject(CountyLanguage);
  private readonly state = inject(CountyState);
  private readonly clock = inject(ServerClock);
  protected readonly source = inject(CountySource).sensors;

  protected readonly facts = computed(() => {
    const page = this.source.value();
    return page === null ? null : sensorFacts(page, this.words.t(), this.words.formats());
  });
  protected readonly lines = computed(
    () => this.state.unanswering()?.map((sensor, index) => this.line(sensor, index)) ?? null,
  );
  protected readonly failed = computed(() => this.source.failed() && this.source.value() === null);
  protected readonly age = computed(
    () => {
      const asOf = this.source.value()?.asOf ?? null;
      if (asOf === null) return null;
      const age = Math.max(0, this.clock.now() - asOf);
      const state = age > STALE_AFTER ? 'stale' : 'live';
      return tileAge({ state, age, asOf }, this.words.t(), this.words.formats());
    },
    { equal: (a, b) => a?.text === b?.text && a?.hint === b?.hint && a?.stale === b?.stale },
  );

  private line(sensor: SensorItem, index: number) {
    const t = this.words.t();
    const isFaulty = sensor.faulty && !['silent', 'late', 'never-seen'].includes(sensor.state);
    return {
      key: sensor.id ?? String(index),
      name: this.state.sensorWords(sensor),
      state: t(isFaulty ? 'county.sensor.faulty' : stateWord(sensor.state)),
      sign: sensor.state === 'late' ? '◆' : '▲',
      last:
        sensor.lastSign === null
          ? t('county.sensorNever')
          : t('county.sensorLast', { time: this.words.formats().clock(sensor.lastSign) }),
    };
  }
}

function stateWord(state: SensorItem['state']) {
  if (state === 'late') return 'county.sensor.late' as const;
  return state === 'never-seen' ? ('county.sensor.never-seen' as const) : ('county.sensor.silent' as const);
}
