import { Component, computed, inject, input } from '@angular/core';
import { COMMON_THRESHOLDS, type PostureThresholds } from '@lianfang/contract';
import { LEVEL_SIGNS, postureLevel } from '@lianfang/screen/posture';
import { LevelBar } from './level-bar';
import { SettingsLanguage } from './settings-language';
import { SettingsState } from './settings-state';

/** What thresholds make of the county's score of now, and what the common ones make of it where that differs. */
@Component({
  selector: 'lf-score-now',
  imports: [LevelBar],
  template: `
    <lf-level-bar [thresholds]="thresholds()" [score]="score()?.score ?? null" />
    <p class="now figures" data-testid="score-now">{{ now() }}</p>
  `,
  styles: `
    :host {
      display: block;
    }

    .now {
      margin-top: 0.5rem;
      font-size: var(--size-13);
      font-weight: 600;
      line-height: 1.6;
    }

    /* What it says may take two lines: nothing moves when it does. */
    @media (max-width: 44.99rem) {
      .now {
        min-height: calc(2 * 1.6em);
      }
    }
  `,
})
export class ScoreNow {
  readonly thresholds = input.required<PostureThresholds>();
  private readonly words = inject(SettingsLanguage);
  protected readonly score = inject(SettingsState).score;
  protected readonly now = computed(() => {
    const [score, t] = [this.score(), this.words.t()];
    if (score === null) return t('settings.preview.none');
    const level = this.levelWords(this.thresholds(), score.score);
    const common = this.levelWords(COMMON_THRESHOLDS, score.score);
    const time = this.words.formats().time(score.at);
    const said = t('settings.preview.score', { time, score: score.score, level });
    const stale = score.isStale ? ` ${t('settings.preview.stale')}` : '';
    const other = common === level ? '' : ` · ${t('settings.preview.common', { level: common })}`;
    return `${said}${stale}${other}`;
  });

  private levelWords(thresholds: PostureThresholds, score: number): string {
    const level = postureLevel(score, thresholds);
    return `${LEVEL_SIGNS[level]} ${this.words.t()(`posture.level.${level}`)}`.trim();
  }
}
