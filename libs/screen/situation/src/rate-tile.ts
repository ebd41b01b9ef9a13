import { Component, computed, inject } from '@angular/core';
import { Language, Tile, compareWithNormal, comparisonSign, comparisonWords } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

const MINUTE = 60;

/** The national rate of now, against the normal range of this hour. */
@Component({
  selector: 'lf-rate-tile',
  imports: [Tile],
  template: `
    <lf-tile [title]="language.t()('rate.title')" [age]="state.age()" [explain]="state.t()('explain.rate')">
      @if (shown(); as rate) {
        <p class="figures hero">
          <span class="figure" data-testid="national-rate">{{ rate.figure }}</span>
          <span class="unit">{{ language.t()('unit.perSecond') }}</span>
        </p>
        <p [class]="rate.kind">
          @if (rate.sign) {
            <span aria-hidden="true">{{ rate.sign }}</span>
          }
          {{ rate.words }}
        </p>
        <p class="note figures">{{ rate.range }}</p>
      } @else {
        <p class="hero"><span class="figure skeleton" style="width: 3ch" aria-hidden="true">&nbsp;</span></p>
        <p><span class="skeleton" style="width: 9ch" aria-hidden="true">&nbsp;</span></p>
        <p class="note"><span class="skeleton" style="width: 12ch" aria-hidden="true">&nbsp;</span></p>
      }
    </lf-tile>
  `,
  styleUrl: './tile-figures.css',
})
export class RateTile {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly shown = computed(() => {
    const nation = this.state.view()?.nation;
    if (nation === undefined || this.state.waiting()) return null;
    const formats = this.language.formats();
    const t = this.language.t();
    const comparison = compareWithNormal(nation.blockedPerSecond * MINUTE, nation.normal);
    return {
      figure: formats.rate(nation.blockedPerSecond),
      kind: comparison.kind,
      sign: comparisonSign(comparison),
      words: comparisonWords(comparison, t, formats),
      range:
        nation.normal === null
          ? '\u00a0'
          : t('normal.range', {
              low: formats.rate(nation.normal.low / MINUTE),
              high: formats.rate(nation.normal.high / MINUTE),
            }),
    };
  });
}
