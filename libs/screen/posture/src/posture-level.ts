/** Names of the four ranges of a score, the best first; each has a word and a shape, so that colour is never alone. */
export const POSTURE_LEVELS = ['steady', 'watch', 'strained', 'critical'] as const;
export type PostureLevel = (typeof POSTURE_LEVELS)[number];

const LEAST: Readonly<Record<PostureLevel, number>> = { steady: 80, watch: 60, strained: 40, critical: 0 };

/** The range in which a score of 0 to 100 lies: 80, 60 and 40 are the lowest of theirs. */
export function postureLevel(score: number): PostureLevel {
  return POSTURE_LEVELS.find((level) => score >= LEAST[level]) ?? 'critical';
}

/** The shape that stands beside the word; none where all is well. */
export const LEVEL_SIGNS: Readonly<Record<PostureLevel, string>> = {
  steady: '',
  watch: '◆',
  strained: '▲',
  critical: '⬣',
};
