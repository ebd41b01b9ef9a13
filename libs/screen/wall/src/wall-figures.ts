import type { SituationView } from '@lianfang/contract';
import { compareWithNormal, comparisonSign, comparisonWords, type Formats, type Translate } from '@lianfang/screen/kit';

const MINUTE = 60;

/** The nation's rate with what it is against normal: figures apart from words, because figures are larger. */
export function wallRate({ blockedPerSecond, normal }: SituationView['nation'], t: Translate, formats: Formats) {
  const comparison = compareWithNormal(blockedPerSecond * MINUTE, normal);
  const isOut = comparison.kind === 'above' || comparison.kind === 'below';
  return {
    figure: formats.rate(blockedPerSecond),
    kind: comparison.kind,
    sign: comparisonSign(comparison),
    percent: isOut && comparison.ratio !== null ? formats.percent(Math.abs(comparison.ratio - 1)) : '',
    /** Where there is no percentage to be large. */
    words: comparisonWords(comparison, t, formats),
    range: normal === null ? '' : `${formats.rate(normal.low / MINUTE)}–${formats.rate(normal.high / MINUTE)}`,
  };
}

/** The month's total beside the backbone's usual month. */
export function wallMonth({ blockedThisMonth, backboneMonth }: SituationView['nation'], formats: Formats) {
  const backbone = formats.amount(backboneMonth);
  const share = backboneMonth > 0 ? blockedThisMonth / backboneMonth : 0;
  return {
    ...formats.amount(blockedThisMonth),
    share: formats.percent(share, 1),
    backbone: `${backbone.figure.replace(/\.?0+$/, '')} ${backbone.unit}`,
  };
}

/** Asked for every 30 s: four questions without an answer. Milliseconds. */
const OLD_AFTER = 2 * MINUTE * 1_000;

/** A figure that is asked for beside the live ones: what was answered, as of when, and how the last question went. */
export interface AskedFigure {
  readonly value: number | null;
  /** Milliseconds; null before there is an answer. */
  readonly asOf: number | null;
  readonly failed: boolean;
}

/** The figure while it is of now; what was told once and can't be told again is not shown, and is said to be stale. */
export function askedFigure({ value, asOf, failed }: AskedFigure, now: number) {
  if (value === null) return { value: null, stale: failed };
  const stale = failed || asOf === null || now - asOf > OLD_AFTER;
  return { value: stale ? null : value, stale };
}
