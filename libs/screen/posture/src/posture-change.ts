import type { Posture, PostureComponent } from '@lianfang/contract';

/** How the score moved since the same hour yesterday, and by what most. */
export interface PostureChange {
  /** Points now less points then, of what was known both times. */
  readonly points: number;
  /** The score then. */
  readonly before: number;
  /** False: something was unknown then or is now, so that the scores differ by more or less than `points`. */
  readonly isWhole: boolean;
  /** Components that moved it the same way, the most first. */
  readonly reasons: readonly { readonly component: PostureComponent; readonly points: number }[];
}

/** As many reasons as fit in one line. */
const MOST_REASONS = 2;

/** Null without a score, or without one of yesterday. */
export function postureChange({ score, yesterday }: Pick<Posture, 'score' | 'yesterday'>): PostureChange | null {
  if (score === null || yesterday === null) return null;
  const points = yesterday.changes.reduce((sum, change) => sum + change.points, 0);
  const reasons = yesterday.changes
    .filter((change) => Math.sign(change.points) === Math.sign(points) && points !== 0)
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .slice(0, MOST_REASONS);
  return { points, before: yesterday.score, isWhole: score - yesterday.score === points, reasons };
}
