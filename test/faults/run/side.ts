import { setTimeout as pause } from 'node:timers/promises';
import { type Member, startMember, type MemberPlan } from './member';

/** What a scenario may change about a member that it starts. */
export interface MemberChange {
  readonly env?: NodeJS.ProcessEnv;
  /** Another program than the side's own: a release before this one. */
  readonly program?: string;
}

const RESTART_MS = 300;

/**
 * The collectors, or the naive peers, of one seed. A member that ends by itself is started again, as a service manager
 * would.
 */
export class Side {
  private readonly running = new Set<Member>();
  private started = 0;
  private ending = false;
  private peak = 0;

  constructor(
    readonly name: 'ours' | 'peer',
    private readonly plan: (number: number, change: MemberChange) => MemberPlan,
  ) {}

  /** Members that run or are paused, oldest first. */
  get members(): readonly Member[] {
    return [...this.running];
  }

  /** Highest resident memory of any member so far, MiB. */
  get peakRssMb(): number {
    return Math.max(this.peak, ...this.members.map((member) => member.peakRssMb()));
  }

  /** Starts one more. */
  async join(change: MemberChange = {}): Promise<Member> {
    this.started += 1;
    const member = await startMember(this.plan(this.started, change));
    this.running.add(member);
    void member.gone.then(async (byItself) => {
      this.running.delete(member);
      this.peak = Math.max(this.peak, member.peakRssMb());
      await pause(RESTART_MS);
      if (byItself && !this.ending) await this.join(change);
    });
    return member;
  }

  /** Stops all: gracefully, or as a crash would. */
  async leave(how: 'stop' | 'kill' = 'stop'): Promise<void> {
    await Promise.all(this.members.map((member) => member[how]()));
  }

  /** As {@link leave}, for good. */
  async end(): Promise<void> {
    this.ending = true;
    for (const member of this.members) member.resume();
    // The peer takes five seconds to say good-bye, and has nothing more to say.
    await this.leave(this.name === 'peer' ? 'kill' : 'stop');
  }
}
