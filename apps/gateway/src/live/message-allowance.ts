/** A page subscribes to a few views at once, and then says something when somebody clicks. */
export const MESSAGES_A_SECOND = 20;
const MOST_AT_ONCE = 60;

/** How many messages one socket may still send: so many a second on average, and three times as many at once. */
export class MessageAllowance {
  private left = MOST_AT_ONCE;
  private isOver = false;

  /** @param at when the socket was opened: milliseconds of the same clock as that of {@link take} */
  constructor(private at: number) {}

  /** @returns false for one too many, and for whatever comes after it: the socket is being closed then */
  take(now: number): boolean {
    const gained = (Math.max(0, now - this.at) / 1_000) * MESSAGES_A_SECOND;
    this.left = Math.min(MOST_AT_ONCE, this.left + gained) - 1;
    this.at = now;
    this.isOver ||= this.left < 0;
    return !this.isOver;
  }
}
