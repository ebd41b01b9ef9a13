import {
  POSTURE_COMPONENTS,
  type Posture,
  type PostureContribution,
  type PostureGap,
  type PostureInputs,
} from '@lianfang/contract';
import { compareWithYesterday } from './compare-with-yesterday';
import { COMPONENT_COSTS, MOST_POINTS } from './component-costs';

/** Version of the formula; raised with every change of what a score is, and named beside each score. */
export const POSTURE_FORMULA = 1;

/** What is unknown is not good: it costs this share of its most. */
const UNKNOWN_COST = 0.5;

/** Of what a posture is made. */
export interface PostureFacts {
  readonly county: string;
  /** The instant that the inputs are true of, milliseconds since 1970 UTC. */
  readonly at: number;
  readonly inputs: PostureInputs;
  /** The feed stands still: what the inputs say is over. */
  readonly isStale: boolean;
  /** No event of the county for 5 minutes. */
  readonly isSilent: boolean;
  /** The posture of the same hour yesterday, if there is one. */
  readonly yesterday: Posture | undefined;
}

/**
 * The posture of a county: 100 less what six components take off, each a whole number of points, so that they sum to the score
 * to the digit. No score where the feed stands still, or neither an event nor a living sensor is heard.
 */
export function scorePosture({ county, at, inputs, isStale, isSilent, yesterday }: PostureFacts): Posture {
  const gap = gapOf(inputs, { isStale, isSilent });
  const contributions = gap === null ? contributionsOf(inputs) : [];
  const made = {
    county,
    at,
    formula: POSTURE_FORMULA,
    score: gap === null ? contributions.reduce((sum, { points }) => sum + points, 100) : null,
    gap,
    contributions,
    inputs,
    raises: raisesOf(contributions),
  };
  return { ...made, yesterday: compareWithYesterday(made, yesterday) };
}

function gapOf(
  { sensors }: PostureInputs,
  { isStale, isSilent }: Pick<PostureFacts, 'isStale' | 'isSilent'>,
): PostureGap | null {
  if (isStale) return 'stale';
  const living = sensors === null ? 0 : sensors.alive + sensors.late;
  return isSilent && living === 0 ? 'silent' : null;
}

function contributionsOf(inputs: PostureInputs): PostureContribution[] {
  return POSTURE_COMPONENTS.map((component) => {
    const most = MOST_POINTS[component];
    const cost = COMPONENT_COSTS[component](inputs);
    if (cost === 'not-connected') return { component, state: cost, points: 0, most };
    // Half of an odd number is rounded against the county: unknown is never the better half.
    if (cost === 'unknown') return { component, state: cost, points: -Math.ceil(UNKNOWN_COST * most), most };
    return { component, state: 'known', points: 0 - Math.round(cost * most), most };
  });
}

/** Components are independent of each other: what one takes off is what it gives back at its best. */
function raisesOf(contributions: readonly PostureContribution[]): Posture['raises'] {
  return contributions
    .filter(({ points }) => points < 0)
    .map(({ component, points }) => ({ component, points: -points }))
    .sort((one, other) => other.points - one.points);
}
