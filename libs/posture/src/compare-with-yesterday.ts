import type { Posture } from '@lianfang/contract';

/**
 * What changed since a posture of a day ago: points now less points then, of components that were known both times and are not
 * the same; in the order of components. What was or is unknown changes the score and is no change of the county's.
 * @returns null where one of both has no score, or another formula made it: points of two formulas can't be compared
 */
export function compareWithYesterday(
  now: Pick<Posture, 'score' | 'formula' | 'contributions'>,
  before: Posture | undefined,
): Posture['yesterday'] {
  if (!before || now.score === null || before.score === null || before.formula !== now.formula) return null;
  const then = new Map(before.contributions.map((each) => [each.component, each]));
  const changes = now.contributions.flatMap(({ component, state, points }) => {
    const old = then.get(component);
    const isKnown = state === 'known' && old?.state === 'known';
    return isKnown && old.points !== points ? [{ component, points: points - old.points }] : [];
  });
  return { at: before.at, score: before.score, changes };
}
