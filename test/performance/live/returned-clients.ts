import type { PublishedState, Returned } from './questions';

/** How soon clients that were cut off had the exact state again. */
export interface ReturnFigures {
  readonly clients: number;
  /** Milliseconds from the cut until so many had it. */
  readonly p50: number;
  readonly p99: number;
  readonly last: number;
  /** Who never had it, or does not have it at the end. */
  readonly stale: number;
  /** States that somebody had and the server never. */
  readonly foreign: number;
  readonly gaps: number;
  /** Connections that did not come about at once and were tried again, by reason. */
  readonly retries: Readonly<Record<string, number>>;
}

/** What the servers did meanwhile; published states oldest first. */
export interface ReturnCourse {
  /** By the server that clients came back to. */
  readonly published: readonly PublishedState[];
  /** By the one that they were cut off from. */
  readonly before: readonly PublishedState[];
  /** When the cut began. */
  readonly cutAt: number;
}

/**
 * A client has the exact state when what it holds is what the server published last, at that moment, and equal to it by hash.
 * A frame that arrives after the next was published does not count.
 */
export function judgeReturn(parts: readonly Returned[], { published, before, cutAt }: ReturnCourse): ReturnFigures {
  const times = parts.flatMap(({ reached }) => reached.map((each) => exactTimes(each, published)));
  const [beforeLast] = published.slice(-2);
  const stale = times.filter((each) => (each.at(-1) ?? -Infinity) < (beforeLast?.at ?? 0));
  const waits = times.flatMap(([first]) => (first === undefined ? [] : [first - cutAt])).toSorted((a, b) => a - b);
  const retries: Record<string, number> = {};
  for (const part of parts) {
    for (const [why, times] of Object.entries(part.retries)) retries[why] = (retries[why] ?? 0) + times;
  }
  return {
    clients: times.length,
    p50: nearestRank(waits, 0.5),
    p99: nearestRank(waits, 0.99),
    last: nearestRank(waits, 1),
    stale: stale.length,
    foreign: foreignStates(parts, [...before, ...published]),
    gaps: parts.reduce((sum, { gaps }) => sum + gaps, 0),
    retries,
  };
}

/** Of all states that clients had, those that the server never had. */
export function foreignStates(
  parts: readonly Pick<Returned, 'hashes'>[],
  published: readonly PublishedState[],
): number {
  const ours = new Map(published.map(({ asOf, hash }) => [asOf, hash]));
  return parts
    .flatMap(({ hashes }) => hashes)
    .flatMap(([asOf, found]) => found.filter((hash) => hash !== ours.get(asOf))).length;
}

/** @param sorted smallest first. @returns the value that a share of all does not exceed; NaN where there is none. */
export function nearestRank(sorted: readonly number[], share: number): number {
  return Math.round((sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN) * 10) / 10;
}

function exactTimes(reached: readonly number[], published: readonly PublishedState[]): number[] {
  const exact: number[] = [];
  for (let at = 0; at + 1 < reached.length; at += 2) {
    const [time = 0, asOf] = [reached[at], reached[at + 1]];
    const newest = published.findLast((each) => each.at <= time);
    if (newest?.asOf === asOf) exact.push(time);
  }
  return exact;
}
