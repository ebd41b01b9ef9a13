import type { Session } from '@lianfang/access';

/**
 * Sessions that were opened lately, by the sealed text that browsers bring again and again: opening one takes longer than all else
 * that is done for a request that opens a socket. Only what did open is kept, so nobody fills it with rubbish; whether a session
 * still holds is judged each time. Two generations: who was not heard of while a whole one came is let go.
 */
export class OpenedSessions {
  private young = new Map<string, Session>();
  private old = new Map<string, Session>();

  /** @param generation at least so many are kept, at most twice as many; about 2 KB each */
  constructor(private readonly generation: number) {}

  get(sealed: string): Session | undefined {
    const young = this.young.get(sealed);
    if (young) return young;
    const old = this.old.get(sealed);
    if (old) this.keep(sealed, old);
    return old;
  }

  keep(sealed: string, session: Session): void {
    this.young.set(sealed, session);
    if (this.young.size < this.generation) return;
    this.old = this.young;
    this.young = new Map();
  }
}
