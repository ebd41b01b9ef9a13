/** A person has a few screens, each with a socket; a program has one. */
const MOST = 64;

/** How many sockets each session has open: one can't take the places of all others. */
export class Seats {
  private readonly taken = new Map<string, number>();

  /** @param key names the session; @returns false where it has too many */
  take(key: string): boolean {
    const count = this.taken.get(key) ?? 0;
    if (count >= MOST) return false;
    this.taken.set(key, count + 1);
    return true;
  }

  leave(key: string): void {
    const count = this.taken.get(key) ?? 0;
    if (count > 1) this.taken.set(key, count - 1);
    else this.taken.delete(key);
  }
}
