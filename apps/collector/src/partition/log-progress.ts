import type { Opening } from './partition-opening';

/** What was seen of a log: its end, and the highest times in it. */
export class LogProgress {
  private highestEnd: number;
  private highestLogTime: number | null;
  private highestEventTime: number | null;
  /** A time of the log's clock, and the monotonic time at which it was first seen. */
  private tick: { readonly logTime: number; readonly at: number };

  private lastLogTime = NaN;

  constructor({ logEnd, stored }: Opening) {
    this.highestEnd = logEnd;
    this.highestLogTime = stored?.logTime ?? null;
    this.highestEventTime = stored?.eventTime ?? null;
    this.tick = { logTime: Date.now(), at: performance.now() };
  }

  /** Next offset to be written, as far as is known. */
  get end(): number {
    return this.highestEnd;
  }

  /** Highest append time of a record (milliseconds), or null before the first. */
  get logTime(): number | null {
    return this.highestLogTime;
  }

  /** Highest event time counted (milliseconds), or null before the first. */
  get eventTime(): number | null {
    return this.highestEventTime;
  }

  /**
   * What the log's clock says now: the last record's time and what has passed since. The wall clock is read once, for
   * the time before the first record; somebody may set it. Good for deciding when something is done, never what.
   */
  now(): number {
    return this.tick.logTime + Math.floor(performance.now() - this.tick.at);
  }

  /**
   * The instant up to which everything that the log held has been counted (milliseconds), or null.
   * @param next offset to be counted.
   */
  countedTo(next: number): number | null {
    return next >= this.highestEnd ? this.now() : this.highestLogTime;
  }

  sawEnd(end: number): void {
    this.highestEnd = end;
  }

  saw(logTime: number, eventTime: number | undefined): void {
    // All records of a batch were appended at one time.
    if (logTime !== this.lastLogTime) {
      this.lastLogTime = logTime;
      this.tick = { logTime, at: performance.now() };
      this.highestLogTime = Math.max(this.highestLogTime ?? logTime, logTime);
    }
    if (eventTime !== undefined && !(this.highestEventTime !== null && eventTime <= this.highestEventTime)) {
      this.highestEventTime = eventTime;
    }
  }
}
