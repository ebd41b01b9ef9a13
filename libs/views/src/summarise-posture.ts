import type { Posture, PostureSummary } from '@lianfang/contract';

/**
 * A posture in one line: what changed since the same hour yesterday of what was known both times (a component that became
 * known is no improvement of the county's), and what takes most off. Of two that take the
 * same, the one that screens show first.
 */
export function summarisePosture({ at, formula, score, gap, yesterday, contributions }: Posture): PostureSummary {
  let most = 0;
  let first: PostureSummary['first'] = null;
  for (const { component, points } of contributions) {
    if (points >= most) continue;
    most = points;
    first = component;
  }
  const change =
    score === null || yesterday === null ? null : yesterday.changes.reduce((sum, each) => sum + each.points, 0);
  return { at, formula, score, gap, change, first };
}
