import { ProblemError, tooMuch } from '../api/problem-error';

/** Who wants a place. */
export interface Guest {
  /** Names the person or the program. */
  readonly who: string;
  /** Whose they are: a county, or the centre. */
  readonly house: string;
}

/** How places are shared. */
export interface Shares {
  readonly places: number;
  /** Of them for one person or program. */
  readonly each: number;
  /** Of them for one county, or the centre. */
  readonly house: number;
  /** Waiting of one person or program; one more is sent away. */
  readonly waiting: number;
  /** Nobody waits longer, milliseconds. */
  readonly patienceMs: number;
}

interface Waiting {
  readonly guest: Guest;
  readonly go: () => void;
}

/**
 * Lets a few through at once, so that nobody has all places: a person or program has a share of them, and so has a county.
 * Who is above their share waits in line, and lets others past.
 */
export class FairGate {
  private readonly inside = new Map<string, number>();
  private readonly queue: Waiting[] = [];
  private taken = 0;

  constructor(private readonly shares: Shares) {}

  /** @throws ProblemError: 429 when the same guest waits with too many, 503 when it took too long */
  async pass<T>(guest: Guest, work: () => Promise<T>): Promise<T> {
    if (!this.hasRoom(guest)) await this.wait(guest);
    else this.enter(guest);
    try {
      return await work();
    } finally {
      this.leave(guest);
    }
  }

  private hasRoom({ who, house }: Guest): boolean {
    const { places, each, house: ofHouse } = this.shares;
    return this.taken < places && this.count(`who ${who}`) < each && this.count(`house ${house}`) < ofHouse;
  }

  private async wait(guest: Guest): Promise<void> {
    const { waiting, patienceMs } = this.shares;
    if (this.queue.filter((each) => each.guest.who === guest.who).length >= waiting) throw tooManyAtOnce();
    const turn = Promise.withResolvers<void>();
    const place = { guest, go: turn.resolve };
    const timer = setTimeout(() => {
      this.queue.splice(this.queue.indexOf(place), 1);
      turn.reject(tooMuch('Many long questions are being answered. Ask again in a few seconds.'));
    }, patienceMs);
    timer.unref();
    this.queue.push(place);
    try {
      await turn.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  private enter(guest: Guest): void {
    this.taken += 1;
    this.add(`who ${guest.who}`, 1);
    this.add(`house ${guest.house}`, 1);
  }

  private leave(guest: Guest): void {
    this.taken -= 1;
    this.add(`who ${guest.who}`, -1);
    this.add(`house ${guest.house}`, -1);
    // The first in line for whom there is room: who has their share already lets others past.
    const next = this.queue.findIndex((each) => this.hasRoom(each.guest));
    const [waiting] = next < 0 ? [] : this.queue.splice(next, 1);
    if (!waiting) return;
    this.enter(waiting.guest);
    waiting.go();
  }

  private count(key: string): number {
    return this.inside.get(key) ?? 0;
  }

  private add(key: string, change: 1 | -1): void {
    const count = this.count(key) + change;
    if (count > 0) this.inside.set(key, count);
    else this.inside.delete(key);
  }
}

function tooManyAtOnce(): ProblemError {
  return new ProblemError(
    429,
    'Too many at once',
    'Several of your long questions are waiting already. Wait for their answers, then ask.',
    { 'retry-after': '1' },
  );
}
