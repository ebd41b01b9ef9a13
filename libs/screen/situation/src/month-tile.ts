import { Component, computed, inject } from '@angular/core';
import { Language, Tile } from '@lianfang/screen/kit';
import { SituationState } from './situation-state';

/** The month's running total beside the backbone's usual month, with a tick where the calendar stands. */
@Component({
  selector: 'lf-month-tile',
  imports: [Tile],
  template: `
    <lf-tile [title]="language.t()('month.title')" [age]="state.age()" [explain]="state.t()('explain.month')">
      @if (shown(); as month) {
        <p class="figures large">
          <span class="figure" data-testid="month-total">{{ month.figure }}</span>
          <span class="unit">{{ month.unit }}</span>
        </p>
        <div class="bar" role="img" [attr.aria-label]="month.describe">
          <span class="fill" [style.width.%]="month.share * 100"></span>
          <span class="tick" [style.left.%]="month.elapsed * 100"></span>
        </div>
        <p class="note figures">{{ month.shareWords }}</p>
        <p class="note figures">{{ month.elapsedWords }}</p>
      } @else {
        <p class="large"><span class="figure skeleton" style="width: 4ch" aria-hidden="true">&nbsp;</span></p>
        <div class="bar"></div>
        <p class="note"><span class="skeleton" style="width: 15ch" aria-hidden="true">&nbsp;</span></p>
        <p class="note"><span class="skeleton" style="width: 10ch" aria-hidden="true">&nbsp;</span></p>
      }
    </lf-tile>
  `,
  styleUrl: './tile-figures.css',
})
export class MonthTile {
  protected readonly language = inject(Language);
  protected readonly state = inject(SituationState);
  protected readonly shown = computed(() => {
    const nation = this.state.view()?.nation;
    if (nation === undefined || this.state.waiting()) return null;
    const formats = this.language.formats();
    const t = this.language.t();
    const share = nation.backboneMonth > 0 ? nation.blockedThisMonth / nation.backboneMonth : 0;
    const backbone = formats.amount(nation.backboneMonth);
    const shareText = formats.percent(share, 1);
    const elapsedText = formats.percent(nation.monthElapsed);
    return {
      ...formats.amount(nation.blockedThisMonth),
      share: Math.min(1, share),
      elapsed: Math.min(1, nation.monthElapsed),
      shareWords: t('month.share', {
        backbone: `${backbone.figure.replace(/\.?0+$/, '')} ${backbone.unit}`,
        percent: shareText,
      }),
      elapsedWords: t('month.elapsed', { percent: elapsedText }),
      describe: t('month.bar', { share: shareText, elapsed: elapsedText }),
    };
  });
}
