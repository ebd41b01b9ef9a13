import { LiveConnection } from '../../libs/screen/data-access/src/live-connection';
import type { LiveSocket, LiveSocketEvents, LiveSocketPort } from '../../libs/screen/data-access/src/live-socket.port';

/** A connection that a test can spoil. */
export interface Line extends LiveSocket {
  /** It breaks off, without a word to the server's code. */
  cut(): void;
  /** The next frames never arrive. */
  lose(frames: number): void;
  /** Nothing is read any more, until it is released. */
  hold(): void;
  release(): void;
}

/** How a client comes to a server: the tests decide to which. */
export type OpenLine = (events: LiveSocketEvents) => Line;

/** A viewer as the dashboard is one, by its own code; only the clock is the test's: nobody comes back before {@link ring}. */
export class DashboardClient implements LiveSocketPort {
  line: Line | undefined;
  /** What its last frame made of the view. */
  state: unknown;
  private timers: (() => void)[] = [];
  private readonly connection: LiveConnection;

  constructor(
    view: string,
    private readonly openLine: OpenLine,
  ) {
    const ignore = (): void => undefined;
    this.connection = new LiveConnection(this, { changed: ignore, sessionEnded: ignore, turnedAway: ignore });
    this.connection.follow(view, { moved: (state) => (this.state = state), unreadable: ignore });
    this.connection.connect();
  }

  readonly now = (): number => 0;
  readonly random = (): number => 0;

  readonly open = (events: LiveSocketEvents): LiveSocket => {
    this.line = this.openLine(events);
    return this.line;
  };

  readonly after = (_wait: number, call: () => void): (() => void) => {
    this.timers.push(call);
    return () => (this.timers = this.timers.filter((other) => other !== call));
  };

  /** Every wait is over. */
  ring(): void {
    const due = this.timers;
    this.timers = [];
    for (const call of due) call();
  }

  settled(): Promise<void> {
    return this.connection.settled();
  }

  close(): void {
    this.connection.close();
  }
}
