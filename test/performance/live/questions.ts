/** What the parts of the bench ask each other, over the channel between a process and its child. */
export interface ServerQuestions {
  /** Opens it on a free loopback port. */
  start: { readonly question: ServerStart; readonly answer: { readonly port: number } };
  usage: { readonly question: undefined; readonly answer: ServerUsage };
  /** Ends every connection. Answers when that began. */
  cut: { readonly question: undefined; readonly answer: { readonly at: number } };
  /** Everything that was published so far, oldest first. */
  published: { readonly question: undefined; readonly answer: readonly PublishedState[] };
}

export interface ServerStart {
  readonly keys: string;
  readonly roles: string;
}

export interface ServerUsage {
  /** User and system, all threads. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** Monotonic milliseconds, as all times here. */
  readonly at: number;
}

/** The state of one second as the server had it, right before it was sent. */
export interface PublishedState {
  readonly at: number;
  readonly asOf: number;
  readonly hash: string;
}

export interface CrowdQuestions {
  /** Opens all; answers once each has its first state. */
  open: { readonly question: CrowdPlan; readonly answer: undefined };
  count: { readonly question: undefined; readonly answer: Delivered };
  /** How each frame since it was last asked came in. */
  spreads: { readonly question: undefined; readonly answer: readonly FrameArrival[] };
  /** From now on who is cut off comes back at once. */
  comeBack: { readonly question: ComeBack; readonly answer: undefined };
  returned: { readonly question: undefined; readonly answer: Returned };
}

export interface CrowdPlan {
  readonly port: number;
  readonly cookies: readonly string[];
  /** Loopback addresses of this crowd, taken in turn. */
  readonly addresses: readonly string[];
}

/** How clients come back. */
export interface ComeBack {
  /** With the last sequence that they have, or without it. */
  readonly resume: boolean;
  /** Of the server that they go to. */
  readonly port: number;
}

export interface Delivered {
  readonly deliveries: number;
  /** Payloads and headers of their frames. */
  readonly bytes: number;
}

export interface FrameArrival {
  readonly asOf: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** What a crowd went through since it was cut off. */
export interface Returned {
  /** Of each client: time and `asOf` of each state that it reached since, one after the other. */
  readonly reached: readonly (readonly number[])[];
  /** Every state that anybody had: `asOf`, and its hash. */
  readonly hashes: readonly (readonly [number, readonly string[]])[];
  /** Connections that did not come about and were tried again, by reason. */
  readonly retries: Readonly<Record<string, number>>;
  /** Frames that did not follow the one before. */
  readonly gaps: number;
}
