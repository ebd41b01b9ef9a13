/** Offsets to go beyond which a partition is catching up, not following. */
const FAR_BEHIND = 100_000;
/** Milliseconds between two writes while it is. */
const REST_MS = 5_000;

/**
 * How often rows are written. Each write replaces rows that the next seconds of events change again; so while a partition
 * is far behind, when nobody sees its latest figures anyway, it writes seldom and counts more. What waits is bounded by
 * whoever asks.
 */
export class WritePace {
  private wroteAt = -Infinity;

  /** @param toGo offsets in the log and not yet counted. @param now monotonic, milliseconds. */
  isDue(toGo: number, now: number): boolean {
    return toGo <= FAR_BEHIND || now - this.wroteAt >= REST_MS;
  }

  wrote(now: number): void {
    this.wroteAt = now;
  }
}
