/** Reads of the same person, view, county and purpose within this time are one entry. */
export const READ_WINDOW_MS = 15 * 60_000;
/** People times views times counties at one gateway; beyond it the oldest are let go, and make an entry again. */
const MOST_WINDOWS = 20_000;

/**
 * Which reads need an entry: the first of each 15 minutes. Bounded: forgetting one makes an entry too many, never one
 * too few.
 */
export class ReadWindows {
  /** Key → when its entry was written; oldest first. */
  private readonly open = new Map<string, number>();

  /** @param key names person, view, county and purpose; @param now milliseconds */
  needsEntry(key: string, now: number): boolean {
    const since = this.open.get(key);
    return since === undefined || now < since || now - since >= READ_WINDOW_MS;
  }

  /** Called once the log has the entry: a read whose entry was not taken needs one still. */
  note(key: string, now: number): void {
    this.open.delete(key);
    this.open.set(key, now);
    for (const [oldest, since] of this.open) {
      if (this.open.size <= MOST_WINDOWS && now - since < READ_WINDOW_MS) break;
      this.open.delete(oldest);
    }
  }
}
