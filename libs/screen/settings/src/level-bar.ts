import { Component, computed, inject, input } from '@angular/core';
import type { PostureThresholds } from '@lianfang/contract';
import { LEVEL_SIGNS } from '@lianfang/screen/posture';
import { levelRanges } from './level-ranges';
import { SettingsLanguage } from './settings-language';

/** Of how many whole scores there are. */
const SCORES = 101;

/** The ranges of a score from 0 to 100 as one bar, each with its word and shape; and where a score stands in it. */
@Component({
  selector: 'lf-level-bar',
  template: `
    <div class="bar" aria-hidden="true">
      @for (range of ranges(); track range.level) {
        <span class="range" [class]="range.level" [style.flex-grow]="range.size">{{ range.sign }}</span>
      }
      @if (place() !== null) {
        <span class="mark" [style.left.%]="place()"></span>
      }
    </div>
    <ul class="figures">
      @for (range of ranges(); track range.level) {
        <li>
          <span class="swatch" [class]="range.level" aria-hidden="true">{{ range.sign }}</span>
          <strong>{{ range.word }}</strong> <span class="span">{{ range.span }}</span>
        </li>
      }
    </ul>
  `,
  styleUrl: './level-bar.css',
})
export class LevelBar {
  readonly thresholds = input.required<PostureThresholds>();
  readonly score = input<number | null>(null);
  private readonly words = inject(SettingsLanguage);
  protected readonly ranges = computed(() => {
    const t = this.words.t();
    return levelRanges(this.thresholds()).map(({ level, from, to }) => ({
      level,
      sign: LEVEL_SIGNS[level],
      word: t(`posture.level.${level}`),
      size: to - from + 1,
      span: from === to ? String(from) : t('settings.threshold.range', { from, to }),
    }));
  });
  /** In the middle of the score's own share of the bar, in percent. */
  protected readonly place = computed(() => {
    const score = this.score();
    return score === null ? null : ((score + 0.5) / SCORES) * 100;
  });
}
