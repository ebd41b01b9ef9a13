import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Explain } from '@lianfang/screen/kit';
import { shownPosture } from './posture-words';
import { SituationState } from './situation-state';

/** Which county is worst right now, and why: in words, and one click to all of its reasons. */
@Component({
  selector: 'lf-worst-county',
  imports: [Explain, RouterLink],
  template: `
    <p class="label">
      {{ state.t()('worst.title') }}
      <lf-explain [name]="state.t()('worst.title')" [text]="state.t()('explain.worst')" />
    </p>
    @if (shown(); as worst) {
      <a [routerLink]="'/counties/' + worst.code" data-testid="worst-county">
        <span class="name">{{ worst.name }}</span>
        <span class="figures score">{{ worst.posture.score }}</span><span class="unit">{{
          state.t()('score.points')
        }}</span>
        @if (worst.posture.sign) {
          <span class="figures change" [class.fell]="worst.posture.sign === '▼'" [title]="worst.posture.change"
            ><span aria-hidden="true">{{ worst.posture.sign }}{{ worst.posture.points }}</span
            ><span class="visually-hidden">{{ worst.posture.change }}</span></span
          >
        }
        <span class="reason">{{ state.t()('worst.reason', { reason: worst.posture.reason }) }}</span>
        <span class="see">{{ state.t()('worst.see') }} <span aria-hidden="true">→</span></span>
      </a>
    } @else {
      <p class="none">{{ state.view() ? state.t()('worst.none') : '–' }}</p>
    }
  `,
  styleUrl: './worst-county.css',
})
export class WorstCounty {
  protected readonly state = inject(SituationState);
  protected readonly shown = computed(() => {
    const [worst] = this.state.worst();
    if (worst === undefined) return null;
    const posture = shownPosture(worst.figures?.posture ?? null, this.state.t());
    return { code: worst.code, name: worst.name, posture };
  });
}
