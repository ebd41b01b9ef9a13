import type { FrameArrival } from './questions';
import { nearestRank } from './returned-clients';

/** How long one frame takes from its first viewer to its last. */
export interface SpreadFigures {
  readonly frames: number;
  /** Milliseconds from the first to the last delivery of one frame, over all frames. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Frames that did not reach everybody. */
  readonly incomplete: number;
}

/** @param arrivals of each process, @param clients of all together. The first and the last frame are left out: they may be cut. */
export function judgeSpreads(arrivals: readonly (readonly FrameArrival[])[], clients: number): SpreadFigures {
  const frames = new Map<number, FrameArrival>();
  for (const arrival of arrivals.flat()) {
    const known = frames.get(arrival.asOf);
    frames.set(arrival.asOf, known ? joined(known, arrival) : arrival);
  }
  const whole = [...frames.values()].toSorted((one, other) => one.asOf - other.asOf).slice(1, -1);
  const spreads = whole.map(({ first, last }) => last - first).toSorted((one, other) => one - other);
  return {
    frames: whole.length,
    p50: nearestRank(spreads, 0.5),
    p99: nearestRank(spreads, 0.99),
    most: nearestRank(spreads, 1),
    incomplete: whole.filter(({ count }) => count !== clients).length,
  };
}

function joined(one: FrameArrival, other: FrameArrival): FrameArrival {
  const [first, last] = [Math.min(one.first, other.first), Math.max(one.last, other.last)];
  return { asOf: one.asOf, first, last, count: one.count + other.count };
}
