/** A connected socket. */
export interface LiveSocket {
  readonly send: (text: string) => void;
  readonly close: () => void;
}

export interface LiveSocketEvents {
  readonly opened: () => void;
  readonly message: (bytes: ArrayBuffer) => void;
  /** Also said when the connection never came about. `code`: as WebSocket says why; 1006 where nobody said. */
  readonly closed: (code: number) => void;
}

/** All that the live connection needs of the world: a socket, a clock, a timer and chance. */
export interface LiveSocketPort {
  readonly open: (events: LiveSocketEvents) => LiveSocket;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Calls back once after `wait` milliseconds; the answer cancels it. */
  readonly after: (wait: number, call: () => void) => () => void;
  /** 0 to 1. */
  readonly random: () => number;
}
