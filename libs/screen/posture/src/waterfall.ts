import type { Posture, PostureContribution } from '@lianfang/contract';

/** One step of the waterfall: what a component takes off, and where on the way from 100 down it does. */
export interface WaterfallStep extends PostureContribution {
  /** Where the bar begins and how wide it is, in points of 100. */
  readonly start: number;
  readonly width: number;
}

/** Contributions as steps down from 100, one after the other, in their order: the last begins where the score ends. */
export function waterfallOf({ contributions }: Pick<Posture, 'contributions'>): readonly WaterfallStep[] {
  let left = 100;
  return contributions.map((contribution) => {
    const width = Math.min(left, Math.abs(contribution.points));
    left -= width;
    return { ...contribution, start: left, width };
  });
}
