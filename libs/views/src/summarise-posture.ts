import type { Posture, PostureSummary } from '@lianfang/contract';

/**
 * A posture in one line: by how much it differs from yesterday at this hour, and what takes most off. Of two that take the
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
  const change = score === null || yesterday === null ? null : score - yesterday.score;
  return { at, formula, score, gap, change, first };
}
