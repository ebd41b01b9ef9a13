import { COMMON_THRESHOLDS, type PostureThresholds } from '@lianfang/contract';

/** Names of the four ranges of a score, the best first; each has a word and a shape, so that colour is never alone. */
export const POSTURE_LEVELS = ['steady', 'watch', 'strained', 'critical'] as const;
export type PostureLevel = (typeof POSTURE_LEVELS)[number];

/**
 * The range in which a score of 0 to 100 lies. A county's own thresholds hold on its own pages alone: where counties stand
 * side by side all of them go by the common ones.
 */
export function postureLevel(score: number, thresholds: PostureThresholds = COMMON_THRESHOLDS): PostureLevel {
  const least: Readonly<Record<PostureLevel, number>> = { ...thresholds, critical: 0 };
  return POSTURE_LEVELS.find((level) => score >= least[level]) ?? 'critical';
}

/** The shape that stands beside the word; none where all is well. */
export const LEVEL_SIGNS: Readonly<Record<PostureLevel, string>> = {
  steady: '',
  watch: '◆',
  strained: '▲',
  critical: '⬣',
};
