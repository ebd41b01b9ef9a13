import { mayLearn, type IndicatorMatch, type IndicatorMatches } from '@lianfang/contract';
import type { IndicatorSet, Observable, Occasion } from './indicator-set';

/**
 * Indicators that are listed of one event, of those that people of its county may know and of the others, each; further
 * ones are counted. One number for both would let what they may not see take the place of what they may.
 */
const MOST_LISTED = 8;

/**
 * Which shared indicators an event names: those of its own time, that its county may learn of, or that are for the centre
 * alone. For evidence and alerts, a microsecond or so each; rows never know of it.
 * @param observables what the event names, in the order in which matches are to be listed.
 */
export function matchIndicators(
  set: IndicatorSet,
  observables: readonly Observable[],
  occasion: Occasion,
): IndicatorMatches {
  const matches: IndicatorMatch[] = [];
  const listed = { known: 0, hidden: 0 };
  let over = 0;
  for (const { field, ...observable } of observables) {
    set.visit(observable, occasion, (entry, scope) => {
      const kind = mayLearn({ scope, field }, occasion) ? 'known' : 'hidden';
      listed[kind] += 1;
      if (listed[kind] > MOST_LISTED) over += 1;
      else matches.push({ indicator: set.describe(entry), matched: { field, value: observable.value } });
    });
  }
  return { set: set.hash, matches, over };
}
