import { RIGHTS_CHANGED, SESSION_ENDED, type ClientMessage, type ServerFrame } from '@lianfang/contract';
import { backOff } from './back-off';
import { decodeFrame } from './decode-frame';
import type { LiveSocket, LiveSocketPort } from './live-socket.port';
import { NO_VIEW, applyFrame, type ViewState } from './view-state';

/** What a follower of a view is told. */
export interface ViewListener {
  readonly moved: (state: unknown) => void;
  /** A frame could not be read; the state before it stays. */
  readonly unreadable: (reason: string) => void;
}

interface Followed {
  view: ViewState;
  readonly listener: ViewListener;
  /** Nothing of the running subscription was applied yet. */
  resumed: boolean;
  /** The server was asked and has not answered with a frame that fits. */
  asked: boolean;
  /** Frames that did not fit since the last one that did. */
  misfits: number;
}

export type ConnectionState = 'connecting' | 'open' | 'lost';

/** What the owner of a connection is told. */
export interface ConnectionListener {
  readonly changed: (state: ConnectionState) => void;
  /** The session is over: the connection does not come back by itself. */
  readonly sessionEnded: () => void;
  /** The rights are others now, or the server took no socket, which it does not say why: who one is must be asked. */
  readonly turnedAway: () => void;
}

/** An open socket without a frame for this long is taken for dead (half-open connections say nothing). */
const SILENCE_LIMIT = 30_000;
const SILENCE_CHECK = 5_000;
/** Frames under way may cross a question; after this many that do not fit, everything is asked for. */
const MISFIT_LIMIT = 3;

/**
 * One socket for all views of the page: subscribes, applies frames in order, closes gaps, and comes back by itself.
 * It knows neither Angular nor the browser; both are behind {@link LiveSocketPort}.
 */
export class LiveConnection {
  private readonly port: LiveSocketPort;
  private readonly owner: ConnectionListener;
  private readonly followed = new Map<string, Followed>();
  private socket: LiveSocket | null = null;
  private open = false;
  private attempt = 0;
  private owesActive = false;
  private lastHeard = 0;
  private cancelRetry: (() => void) | null = null;
  private cancelWatch: (() => void) | null = null;
  /** Messages are opened one after the other, although opening one is asynchronous. */
  private reading: Promise<void> = Promise.resolve();

  constructor(port: LiveSocketPort, owner: ConnectionListener) {
    this.port = port;
    this.owner = owner;
  }

  connect(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
    if (this.socket !== null) return;
    const socket = this.port.open({
      opened: () => this.greet(socket),
      message: (bytes) => this.queue(socket, bytes),
      closed: (code) => this.leave(socket, code),
    });
    this.socket = socket;
  }

  close(): void {
    this.cancelRetry?.();
    this.cancelWatch?.();
    const socket = this.socket;
    this.socket = null;
    this.open = false;
    socket?.close();
  }

  /** Resolves once every message that has arrived so far is read. */
  settled(): Promise<void> {
    return this.reading;
  }

  follow(view: string, listener: ViewListener): void {
    const followed: Followed = { view: NO_VIEW, listener, resumed: true, asked: false, misfits: 0 };
    this.followed.set(view, followed);
    this.lastHeard = this.port.now();
    if (this.open) this.subscribe(view, followed);
  }

  unfollow(view: string): void {
    this.followed.delete(view);
    if (this.open) this.say({ type: 'unsubscribe', view });
  }

  /** A person did something: the session is not idle. Said once the socket is open where it is not. */
  sayActive(): void {
    this.owesActive = !this.open;
    if (this.open) this.say({ type: 'active' });
  }

  private greet(socket: LiveSocket): void {
    if (socket !== this.socket) return;
    this.open = true;
    this.lastHeard = this.port.now();
    this.owner.changed('open');
    for (const [view, followed] of this.followed) this.subscribe(view, followed);
    if (this.owesActive) this.sayActive();
    this.watch();
  }

  private subscribe(view: string, followed: Followed): void {
    followed.resumed = true;
    followed.asked = true;
    const { sequence } = followed.view;
    this.say({ type: 'subscribe', view, ...(sequence === null ? {} : { since: sequence }) });
  }

  private say(message: ClientMessage): void {
    this.socket?.send(JSON.stringify(message));
  }

  private queue(socket: LiveSocket, bytes: ArrayBuffer): void {
    this.lastHeard = this.port.now();
    this.reading = this.reading.then(async () => {
      const frame = await decodeFrame(bytes);
      if (socket !== this.socket) return;
      this.attempt = 0;
      if (!frame.ok) this.tellUnreadable(frame.error);
      else if (frame.value.type === 'error') this.tellRefused(frame.value.code);
      else this.take(frame.value);
    });
  }

  /** An error frame names no view: it is for those who have nothing yet, and takes nothing from the others. */
  private tellRefused(code: string): void {
    for (const { listener, view } of this.followed.values()) {
      if (view.sequence === null) listener.unreadable(code);
    }
  }

  private tellUnreadable(reason: string): void {
    for (const { listener } of this.followed.values()) listener.unreadable(reason);
  }

  private take(frame: Exclude<ServerFrame, { type: 'error' }>): void {
    const followed = this.followed.get(frame.view);
    if (followed === undefined) return;
    const applied = applyFrame(followed.view, frame, followed.resumed);
    if (applied.kind === 'moved') {
      followed.view = applied.view;
      followed.resumed = false;
      followed.asked = false;
      followed.misfits = 0;
      followed.listener.moved(applied.view.state);
      return;
    }
    if (applied.kind === 'repeated') return;
    this.closeGap(frame.view, followed);
  }

  /** First the missing frames are asked for; where the answer does not fit either, everything is. */
  private closeGap(view: string, followed: Followed): void {
    followed.misfits += 1;
    if (followed.misfits >= MISFIT_LIMIT) {
      followed.view = NO_VIEW;
      followed.misfits = 0;
    } else if (followed.asked) {
      return;
    }
    this.subscribe(view, followed);
  }

  private watch(): void {
    this.cancelWatch?.();
    this.cancelWatch = this.port.after(SILENCE_CHECK, () => {
      if (!this.open) return;
      // Who follows nothing is told nothing.
      if (this.followed.size > 0 && this.port.now() - this.lastHeard > SILENCE_LIMIT) this.socket?.close();
      else this.watch();
    });
  }

  private leave(socket: LiveSocket, code: number): void {
    if (socket !== this.socket) return;
    const wasOpen = this.open;
    this.socket = null;
    this.open = false;
    this.cancelWatch?.();
    this.owner.changed('lost');
    if (code === SESSION_ENDED) return this.owner.sessionEnded();
    if (code === RIGHTS_CHANGED || !wasOpen) this.owner.turnedAway();
    const wait = backOff(this.attempt, this.port.random());
    this.attempt += 1;
    this.cancelRetry = this.port.after(wait, () => this.connect());
  }
}
