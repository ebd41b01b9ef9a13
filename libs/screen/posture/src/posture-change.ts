import type { Posture, PostureComponent } from '@lianfang/contract';

/** How the score moved since the same hour yesterday, and by what most. */
export interface PostureChange {
  /** Score now less score then. */
  readonly points: number;
  readonly before: number;
  /** Components that moved it the same way, the most first. */
  readonly reasons: readonly { readonly component: PostureComponent; readonly points: number }[];
}

/** As many reasons as fit in one line. */
const MOST_REASONS = 2;

/** Null without a score, or without one of yesterday. */
export function postureChange({ score, yesterday }: Pick<Posture, 'score' | 'yesterday'>): PostureChange | null {
  if (score === null || yesterday === null) return null;
  const points = score - yesterday.score;
  const reasons = yesterday.changes
    .filter((change) => Math.sign(change.points) === Math.sign(points) && points !== 0)
    .sort((one, other) => Math.abs(other.points) - Math.abs(one.points))
    .slice(0, MOST_REASONS);
  return { points, before: yesterday.score, reasons };
}
