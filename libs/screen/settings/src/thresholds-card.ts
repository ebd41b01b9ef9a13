import { Component, computed, inject, linkedSignal } from '@angular/core';
import { COMMON_THRESHOLDS, postureThresholds, type PostureThresholds } from '@lianfang/contract';
import { Segmented } from '@lianfang/screen/kit';
import { ScoreNow } from './score-now';
import { LEVELS_SET, type LevelSet } from './settings-draft';
import { SettingsField } from './settings-field';
import { SettingsForm } from './settings-form';
import { SettingsLanguage } from './settings-language';
import { fieldId } from './settings-problems';

/** From which score on the county's own pages speak of what; and what that makes of the score of now. */
@Component({
  selector: 'lf-thresholds-card',
  imports: [ScoreNow, Segmented, SettingsField],
  templateUrl: './thresholds-card.html',
  styleUrls: ['../../kit/src/card.css', './settings-cards.css', './thresholds-card.css'],
})
export class ThresholdsCard {
  protected readonly words = inject(SettingsLanguage);
  protected readonly form = inject(SettingsForm);

  protected readonly choices = computed(() => {
    const t = this.words.t();
    return [
      { value: 'common', label: t('settings.thresholds.common') },
      { value: 'own', label: t('settings.thresholds.own') },
    ];
  });
  protected readonly isOwn = computed(() => this.form.draft()?.hasOwnThresholds ?? false);
  protected readonly fields = computed(() => {
    const draft = this.form.draft();
    return LEVELS_SET.map((level) => ({
      level,
      id: fieldId.threshold(level),
      label: this.words.t()(`settings.threshold.${level}`),
      value:
        draft === null ? null : draft.hasOwnThresholds ? draft.thresholds[level] : String(COMMON_THRESHOLDS[level]),
    }));
  });
  private readonly meant = computed<PostureThresholds | null>(() => {
    const order = this.form.order();
    if (order === null) return null;
    const { success, data } = postureThresholds.safeParse(order.thresholds ?? COMMON_THRESHOLDS);
    return success ? data : null;
  });
  protected readonly isWrong = computed(() => this.form.order() !== null && this.meant() === null);
  /** What was right last, while something is wrong; the common ones before anything is known. */
  protected readonly shown = linkedSignal<PostureThresholds | null, PostureThresholds>({
    source: this.meant,
    computation: (meant, before) => meant ?? before?.value ?? COMMON_THRESHOLDS,
  });

  protected choose(value: string): void {
    this.form.chooseThresholds(value === 'own');
  }

  protected write(level: LevelSet, text: string): void {
    this.form.writeThreshold(level, text);
  }
}
