import { Component, computed, inject } from '@angular/core';
import { Language } from '@lianfang/screen/kit';
import { measureText } from './map-model';
import { valueAt, type Measure } from './measure';
import { SituationState } from './situation-state';

const TITLES = {
  per1000: 'map.legendPer1000',
  raw: 'map.legendRaw',
  normal: 'map.legendNormal',
  posture: 'map.legendPosture',
} as const;
/** Scales that do not follow the figures end with what is beyond. */
const BEYOND: Partial<Record<Measure, string>> = { normal: '≥', posture: '≤' };

/** What the depth of the hue means, with its unit, and what hatched means. */
@Component({
  selector: 'lf-map-legend',
  host: { '[class.stale]': 'state.stale() && !state.partly()' },
  template: `
    <p class="unit">{{ state.t()(title()) }}</p>
    <div class="row">
      <div class="scale">
        <div class="steps" aria-hidden="true">
          @for (step of [0, 1, 2, 3, 4, 5]; track step) {
            <span [style.background]="'var(--intensity-' + step + ')'"></span>
          }
        </div>
        <div class="ends figures">
          @for (end of ends(); track $index) {
            <span>{{ end }}</span>
          }
        </div>
      </div>
      <p class="no-data"><span class="hatch" aria-hidden="true"></span>{{ language.t()('map.noData') }}</p>
    </div>
  `,
  styles: `
    :host {
      display: block;
      font-size: var(--size-12);
      color: var(--text-secondary);
    }

    :host(.stale) {
      filter: grayscale(1);
    }

    .unit {
      margin-bottom: 0.25rem;
    }

    .row {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1rem;
      align-items: flex-start;
    }

    .scale {
      width: 9.5rem;
    }

    .steps {
      display: grid;
      grid-template-columns: repeat(6, 1fr);
      height: 0.5rem;
      border-radius: 2px;
      overflow: hidden;
    }

    .ends {
      display: flex;
      justify-content: space-between;
    }

    .no-data {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      line-height: 1;
      white-space: nowrap;
    }

    .hatch {
      width: 1.125rem;
      height: 0.625rem;
      border: 1px solid var(--no-data);
      border-radius: 2px;
    }
  `,
})
export class MapLegend {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly title = computed(() => TITLES[this.state.measure()]);
  protected readonly ends = computed(() => {
    if (this.state.view() === null) return ['\u00a0'];
    const ceiling = this.state.ceiling();
    const measure = this.state.measure();
    const [none, middle, deepest] = [0, ceiling / 2, ceiling].map((depth) =>
      measureText(valueAt(depth, measure), measure, this.language.formats()).replace(/\.0$/, ''),
    );
    return [none, middle, `${BEYOND[measure] ?? ''}${deepest}`];
  });
}
