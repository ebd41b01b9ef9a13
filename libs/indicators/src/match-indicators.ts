import type { IndicatorMatch, IndicatorMatches } from '@lianfang/contract';
import type { IndicatorSet, Observable, Occasion } from './indicator-set';

/** Indicators that are listed of one event; further ones are counted. */
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
  let over = 0;
  for (const observable of observables) {
    set.visit(observable, occasion, (entry) => {
      const { field, value } = observable;
      if (matches.length < MOST_LISTED) matches.push({ indicator: set.describe(entry), matched: { field, value } });
      else over += 1;
    });
  }
  return { set: set.hash, matches, over };
}
