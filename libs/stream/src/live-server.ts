import { clientMessage, type ClientMessage, type ViewName } from '@lianfang/contract';
import { encodeFrame, ViewHub, type HubOptions } from './view-hub';
import type { Viewer } from './viewer.port';

/** Where states come from. */
export interface ViewSource {
  /** The state of a view now, or undefined when there is no such view (a county that the directory does not have). */
  read(view: ViewName): unknown;
}

/** What went wrong with a client's message; sent to it as an error frame. */
export type LiveErrorCode = 'LF-LIVE-MESSAGE' | 'LF-LIVE-VIEW' | 'LF-LIVE-AUDIT';

/** What is being sent, for metrics. */
export interface LiveCounts {
  readonly viewers: number;
  readonly hubs: number;
}

/**
 * All views and all sockets of one gateway. Somebody calls {@link publish} once a second. A view that nobody watches is
 * kept for as long as its frames may be asked for, then let go.
 */
export class LiveServer {
  private readonly hubs = new Map<ViewName, { readonly hub: ViewHub; idle: number }>();
  private readonly viewers = new Set<Viewer>();
  /** Views that a viewer asked for and does not see yet, each with the question that counts: the last. */
  private readonly waiting = new WeakMap<Viewer, Map<ViewName, symbol>>();

  constructor(
    private readonly source: ViewSource,
    private readonly options: HubOptions,
  ) {}

  join(viewer: Viewer): void {
    this.viewers.add(viewer);
  }

  leave(viewer: Viewer): void {
    this.viewers.delete(viewer);
    for (const { hub } of this.hubs.values()) hub.unsubscribe(viewer);
  }

  /** Takes one text message of a client. A bad one is answered by an error frame; the socket stays open. */
  receive(viewer: Viewer, text: string): void {
    const message = parseMessage(text);
    if (!message) {
      this.refuse(
        viewer,
        'LF-LIVE-MESSAGE',
        'The message is not one of those that are understood. Send subscribe or unsubscribe with a view.',
      );
    } else if (message.type === 'active') viewer.noteActive();
    else if (message.type === 'unsubscribe') this.unsubscribe(viewer, message.view);
    else this.admit(viewer, message.view, message.since);
  }

  /** What a viewer follows now. */
  viewsOf(viewer: Viewer): ViewName[] {
    return [...this.hubs].filter(([, { hub }]) => hub.has(viewer)).map(([view]) => view);
  }

  /** Sends the state of this second to everyone. */
  publish(): void {
    for (const [view, entry] of this.hubs) {
      entry.idle = entry.hub.size === 0 ? entry.idle + 1 : 0;
      const state = entry.idle > this.options.framesKept ? undefined : this.source.read(view);
      if (state === undefined) this.hubs.delete(view);
      else entry.hub.publish(state);
    }
  }

  counts(): LiveCounts {
    return { viewers: this.viewers.size, hubs: this.hubs.size };
  }

  private unsubscribe(viewer: Viewer, view: ViewName): void {
    this.waiting.get(viewer)?.delete(view);
    this.hubs.get(view)?.hub.unsubscribe(viewer);
  }

  private admit(viewer: Viewer, view: ViewName, since: number | undefined): void {
    const before = this.isThere(view) && viewer.mayView(view) ? viewer.beforeView?.(view) : undefined;
    if (!before) return this.subscribe(viewer, view, since);
    const asked = Symbol(view);
    const waiting = this.waiting.get(viewer) ?? new Map<ViewName, symbol>();
    this.waiting.set(viewer, waiting.set(view, asked));
    // They may have left meanwhile, or asked for something else.
    const isStillWanted = (): boolean =>
      this.viewers.has(viewer) && waiting.get(view) === asked && waiting.delete(view);
    before.then(
      () => isStillWanted() && this.subscribe(viewer, view, since),
      () =>
        isStillWanted() &&
        this.refuse(viewer, 'LF-LIVE-AUDIT', "Who looks can't be written down now. Subscribe again in a moment."),
    );
  }

  private isThere(view: ViewName): boolean {
    return this.hubs.has(view) || this.source.read(view) !== undefined;
  }

  private subscribe(viewer: Viewer, view: ViewName, since: number | undefined): void {
    // What somebody may not see does not exist for them: nothing is read, and the answer is the same.
    const hub = viewer.mayView(view) ? (this.hubs.get(view)?.hub ?? this.open(view)) : undefined;
    if (hub) hub.subscribe(viewer, since);
    else
      this.refuse(
        viewer,
        'LF-LIVE-VIEW',
        'There is no such view, or its figures are not loaded yet. Subscribe again in a moment.',
      );
  }

  private refuse(viewer: Viewer, code: LiveErrorCode, detail: string): void {
    // Who sends nonsense and reads no answer is answered no more: nothing is queued without limit.
    if (viewer.bufferedBytes > this.options.slowAboveBytes) return;
    viewer.send(encodeFrame({ type: 'error', code, detail }));
  }

  private open(view: ViewName): ViewHub | undefined {
    const state = this.source.read(view);
    if (state === undefined) return undefined;
    const hub = new ViewHub(view, state, this.options);
    this.hubs.set(view, { hub, idle: 0 });
    return hub;
  }
}

function parseMessage(text: string): ClientMessage | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // not JSON: a bad message like any other
  }
  return clientMessage.safeParse(json).data;
}
