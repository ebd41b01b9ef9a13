import type { Session } from '@lianfang/access';

/**
 * Sessions that were opened lately, by the sealed text that browsers bring again and again: opening one takes longer than all else
 * that is done for a request that opens a socket. Only what did open is kept, so nobody fills it with rubbish; whether a session
 * still holds is judged each time. Who was not heard of for the longest is let go first.
 */
export class OpenedSessions {
  private readonly sessions = new Map<string, Session>();

  /** @param limit how many are kept, about 2 KB each */
  constructor(private readonly limit: number) {}

  get(sealed: string): Session | undefined {
    const found = this.sessions.get(sealed);
    if (found) this.keep(sealed, found);
    return found;
  }

  keep(sealed: string, session: Session): void {
    this.sessions.delete(sealed);
    this.sessions.set(sealed, session);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > this.limit && oldest !== undefined) this.sessions.delete(oldest);
  }
}
