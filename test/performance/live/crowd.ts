import { setTimeout as delay } from 'node:timers/promises';
import { answerQuestions } from './child-process';
import { monotonic } from './clock';
import type { WireMessage } from './frame-reader';
import { LightSocket } from './light-socket';
import type { CrowdPlan, CrowdQuestions, FrameArrival } from './questions';
import { StateBook, type ReachedState } from './state-book';

/** How many open at the same time when nobody measures that. */
const OPENING = 100;
/** A refused connection is tried again after this long. */
const RETRY_MS = 50;
const VIEW = 'situation';

interface Member {
  readonly number: number;
  readonly cookie: string;
  state: ReachedState | undefined;
  /** Times and `asOf` of states that it reached by its present connection. */
  reached: number[];
}

/** Thousands of viewers in one process. */
export class Crowd {
  readonly book = new StateBook();
  readonly members: Member[];
  arrivals = new Map<number, { asOf: number; first: number; last: number; count: number }>();
  deliveries = 0;
  bytes = 0;
  gaps = 0;
  retries: Record<string, number> = {};
  /** Undefined: who is cut off stays away. */
  resume: boolean | undefined;
  port: number;
  private connections = 0;

  constructor(private readonly plan: CrowdPlan) {
    this.port = plan.port;
    this.members = plan.cookies.map((cookie, number) => ({ number, cookie, state: undefined, reached: [] }));
  }

  async open(): Promise<void> {
    for (let from = 0; from < this.members.length; from += OPENING) {
      const some = this.members.slice(from, from + OPENING);
      for (const member of some) this.connect(member);
      while (some.some(({ state }) => state === undefined)) await delay(5);
    }
  }

  private connect(member: Member): void {
    const { port } = this;
    const { addresses } = this.plan;
    const localAddress = addresses[(this.connections += 1) % addresses.length] ?? '127.0.0.1';
    const since = this.resume === true ? member.state?.view.sequence : undefined;
    if (since === undefined) member.state = undefined;
    let isOpen = false;
    new LightSocket(
      { port, localAddress, cookie: member.cookie },
      {
        opened: (socket) => {
          isOpen = true;
          socket.say({ type: 'subscribe', view: VIEW, ...(typeof since === 'number' && { since }) });
        },
        message: (message) => this.take(member, message),
        closed: (why) => this.lost(member, isOpen, why),
      },
    );
  }

  private take(member: Member, message: WireMessage): void {
    const at = monotonic();
    const before = member.state;
    member.state = this.book.follow(before, message);
    if (!member.state) {
      this.gaps += 1;
      return;
    }
    const { asOf } = member.state;
    if (this.resume !== undefined) member.reached.push(at, asOf);
    if (before === undefined) return;
    this.deliveries += 1;
    this.bytes += message.payload.length + (message.payload.length < 126 ? 2 : 4);
    const arrival = this.arrivals.get(asOf);
    if (!arrival) this.arrivals.set(asOf, { asOf, first: at, last: at, count: 1 });
    else {
      arrival.last = at;
      arrival.count += 1;
    }
  }

  private lost(member: Member, wasOpen: boolean, why: string): void {
    if (this.resume === undefined && member.state !== undefined) return;
    // A frame that came just before the cut is not one that it came back for.
    member.reached = [];
    if (wasOpen) return this.connect(member);
    this.retries[why] = (this.retries[why] ?? 0) + 1;
    setTimeout(() => this.connect(member), RETRY_MS);
  }
}

let crowd: Crowd | undefined;

function present(): Crowd {
  if (!crowd) throw new Error('Nobody is there yet. Open the crowd first.');
  return crowd;
}

answerQuestions<CrowdQuestions>({
  open: async (plan) => {
    crowd = new Crowd(plan);
    await crowd.open();
  },
  count: () => ({ deliveries: present().deliveries, bytes: present().bytes }),
  spreads: () => {
    const found: FrameArrival[] = [...present().arrivals.values()];
    present().arrivals = new Map();
    return found;
  },
  comeBack: ({ resume, port }) => {
    const all = present();
    all.resume = resume;
    all.port = port;
    all.retries = {};
    for (const member of all.members) member.reached = [];
  },
  returned: () => {
    const { members, book, retries, gaps } = present();
    present().resume = undefined;
    const hashes = [...book.hashes].map(([asOf, found]) => [asOf, [...found]] as const);
    book.hashes.clear();
    return { reached: members.map(({ reached }) => reached), hashes, retries, gaps };
  },
});
