/** One frame, as a viewer got it. */
export interface Sighting {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Probes that it counts. */
  readonly count: number;
}

/**
 * Milliseconds from each probe to the first frame that counts it. Probes lie in one partition in this order, and nothing
 * else is counted where they are: so a frame that counts n of them holds the first n.
 * @param probes the log's time of each, in the order of their offsets. @throws where a frame counts more than there are.
 */
export function delaysOf(probes: readonly number[], sightings: readonly Sighting[]): number[] {
  const most = sightings.reduce((highest, { count }) => Math.max(highest, count), 0);
  if (most > probes.length) {
    throw new Error(
      `LF-BENCH-PROBE: ${most} events are shown where ${probes.length} probes were sent. The load must leave that county alone.`,
    );
  }
  const delays: number[] = [];
  for (const { at, count } of sightings) {
    while (delays.length < count) delays.push(at - (probes[delays.length] ?? at));
  }
  return delays;
}

/** The smallest value that at least this part of all does not exceed; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
