import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { COMMON_THRESHOLDS, type Posture, type PostureThresholds } from '@lianfang/contract';
import { SessionSource } from '@lianfang/screen/data-access';
import { Explain, Language, type TileAge } from '@lianfang/screen/kit';
import { nextSteps } from './next-steps';
import { postureChange } from './posture-change';
import { LEVEL_SIGNS, postureLevel, type PostureLevel } from './posture-level';
import { PostureWaterfall } from './posture-waterfall';
import { POSTURE_WORDS, type PostureWord } from './words';

/** As many as fit on two lines. */
const MOST_RAISES = 3;

/** One county's score: its word, what changed, the middle of all beside it, how it is made, and what would raise it. */
@Component({
  selector: 'lf-posture-card',
  imports: [Explain, PostureWaterfall, RouterLink],
  templateUrl: './posture-card.html',
  styleUrls: ['../../kit/src/card.css', './posture-card.css'],
})
export class PostureCard {
  /** Null with `known`: alerting has not said any yet. */
  readonly posture = input.required<Posture | null>();
  /** False: the county's figures are not there yet. */
  readonly known = input.required<boolean>();
  /** Score in the middle of all counties; null: it is left out. */
  readonly middle = input<number | null>(null);
  /** By which its level is named. */
  readonly thresholds = input<PostureThresholds>(COMMON_THRESHOLDS);
  readonly age = input.required<TileAge | null>();
  /** The county's page, which holds the chart of today and the list of sensors: `/county`, `/counties/66000`. */
  readonly page = input.required<string>();
  private readonly session = inject(SessionSource);
  protected readonly language = inject(Language);
  protected readonly t = this.language.with<PostureWord>(POSTURE_WORDS);

  protected readonly place = computed(() => ({
    page: this.page(),
    mayReadEvidence: this.session.may('evidence.read'),
  }));
  protected readonly shown = computed(() => {
    const posture = this.posture();
    if (posture === null || posture.score === null) return null;
    const level = postureLevel(posture.score, this.thresholds());
    const unknowns = posture.contributions.filter(({ state }) => state === 'unknown').length;
    return {
      score: posture.score,
      level,
      sign: LEVEL_SIGNS[level],
      word: this.t()(`posture.level.${level}`),
      own: this.ownWords(posture.score, level),
      unknowns: unknowns === 0 ? '' : this.t()('posture.unknowns', { count: unknowns }),
    };
  });
  protected readonly explained = computed(() => {
    const t = this.t();
    const { steady, watch, strained } = this.thresholds();
    const levels = t(this.hasOwn() ? 'posture.explainOwn' : 'posture.explainCommon', { steady, watch, strained });
    return `${t('posture.explain')}\n${levels}`;
  });
  private readonly hasOwn = computed(() => !isSame(this.thresholds(), COMMON_THRESHOLDS));
  protected readonly change = computed(() => {
    const posture = this.posture();
    if (posture === null || posture.score === null) return null;
    const t = this.t();
    const change = postureChange(posture);
    if (change === null) return { sign: '', isWorse: false, words: t('posture.noYesterday'), because: '', before: '' };
    const { points, before, isWhole, reasons } = change;
    const key = points < 0 ? 'posture.down' : points > 0 ? 'posture.up' : 'posture.same';
    const named = reasons.map((reason) =>
      t('posture.reason', { name: t(`posture.short.${reason.component}`), points: signed(reason.points) }),
    );
    return {
      sign: points < 0 ? '▼' : points > 0 ? '▲' : '',
      isWorse: points < 0,
      words: t(key, { points: Math.abs(points) }),
      because: named.length > 0 ? t('posture.because', { reasons: named.join(t('posture.joint')) }) : '',
      before: t(isWhole ? 'posture.before' : 'posture.beforePartly', { score: before }),
    };
  });
  protected readonly middleWords = computed(() => {
    const middle = this.middle();
    return middle === null ? '' : this.t()('posture.middle', { score: middle });
  });
  /** Why there is no score. */
  protected readonly gap = computed(() => {
    const posture = this.posture();
    if (!this.known() || (posture !== null && posture.score !== null)) return null;
    const t = this.t();
    if (posture === null || posture.gap === null) return { title: t('posture.none'), note: t('posture.noneNote') };
    const time = this.language.formats().time(posture.at);
    return { title: t(`posture.gap.${posture.gap}`), note: t(`posture.gap.${posture.gap}Note`, { time }) };
  });
  protected readonly sensorStep = computed(() => {
    const posture = this.posture();
    return posture?.gap === 'silent' ? nextSteps('coverage', posture, this.place())[0] : undefined;
  });
  protected readonly raises = computed(() => {
    const posture = this.posture();
    if (posture === null || posture.score === null) return null;
    return posture.raises.slice(0, MOST_RAISES).map(({ component, points }) => ({
      component,
      words: this.t()(`posture.raise.${component}`),
      points: `+${points}`,
      step: nextSteps(component, posture, this.place())[0],
    }));
  });
  protected readonly period = computed(() => {
    const inputs = this.posture()?.inputs;
    if (inputs === undefined) return '';
    const { time } = this.language.formats();
    return this.t()('posture.period', { from: time(inputs.from), to: time(inputs.to) });
  });

  /** That a county goes by thresholds of its own, and what pages with all counties call the score where that differs. */
  private ownWords(score: number, level: PostureLevel): string {
    if (!this.hasOwn()) return '';
    const t = this.t();
    const common = postureLevel(score);
    if (common === level) return t('posture.own');
    return t('posture.ownAndCommon', { level: t(`posture.level.${common}`) });
  }
}

function isSame(one: PostureThresholds, other: PostureThresholds): boolean {
  return one.steady === other.steady && one.watch === other.watch && one.strained === other.strained;
}

function signed(points: number): string {
  return points < 0 ? `−${-points}` : `+${points}`;
}
