import type { LogIdentity } from './log-identity';

/** Without any doubt the log is looked at this often. */
const LONGEST_TRUST_MS = 60_000;

/** The log is not the one that was counted: the topic was deleted and made again. */
export class AnotherLogError extends Error {
  readonly code = 'LF-ANOTHER-LOG';

  constructor() {
    super('The log is another one than was counted. A new epoch begins.');
    this.name = 'AnotherLogError';
  }
}

/**
 * Whether what was fetched came from the log that was counted before. A proof holds for everything that was fetched
 * before it began, so it is made between taking changes and writing them. Durations are of the monotonic clock.
 */
export class LogProof {
  private doubts = 0;
  private settled = 0;
  private provenAt = performance.now();

  /** Something happened in which a log could have been changed for another. */
  doubt(): void {
    this.doubts += 1;
  }

  /** True when the log is to be looked at before anything more is written. */
  get isDue(): boolean {
    return this.doubts !== this.settled || performance.now() - this.provenAt > LONGEST_TRUST_MS;
  }

  /** @throws AnotherLogError, and what `identify` throws. */
  async prove(identify: () => Promise<LogIdentity>): Promise<void> {
    const { doubts } = this;
    const began = performance.now();
    if ((await identify()) === 'another') throw new AnotherLogError();
    this.settled = doubts;
    this.provenAt = began;
  }
}
