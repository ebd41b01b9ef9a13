import { randomInt } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ServerFrame, ViewName } from '@lianfang/contract';
import { diff, toWire, type WireObject } from './merge-patch';
import type { Viewer } from './viewer.port';

/** What a hub is made with. */
export interface HubOptions {
  /** Frames kept for viewers that come back: so many seconds may they be away. */
  readonly framesKept: number;
  /** A viewer that has more than this waiting gets nothing more until it has drained. */
  readonly slowAboveBytes: number;
  /** Told of what went out, once a second and view, and for who has just come: each viewer's frame counts. */
  readonly onSent?: (frames: number, bytes: number) => void;
}

/** Sequences start anywhere, so that one of another gateway is never taken for one of ours. */
const FIRST_SEQUENCE_BELOW = 2 ** 47;

/**
 * One view for all its viewers: the state is diffed once, compressed once, and the same bytes go to everyone. A slow
 * viewer is left out, and gets the latest snapshot when it has drained.
 */
export class ViewHub {
  private readonly viewers = new Map<Viewer, { behind: boolean }>();
  /** Deltas up to the current sequence, oldest first. */
  private readonly ring: Buffer[] = [];
  private sequence = randomInt(FIRST_SEQUENCE_BELOW);
  private snapshot: Buffer | undefined;
  /** Not told yet. */
  private sent = { frames: 0, bytes: 0 };

  private state: WireObject;

  constructor(
    private readonly view: ViewName,
    state: unknown,
    private readonly options: HubOptions,
  ) {
    this.state = toWire(state);
  }

  /** How many viewers there are. */
  get size(): number {
    return this.viewers.size;
  }

  /** Adds a viewer and sends it what it misses after `since`, or a snapshot when that is not known here. */
  subscribe(viewer: Viewer, since?: number): void {
    const behind = viewer.bufferedBytes > this.options.slowAboveBytes;
    this.viewers.set(viewer, { behind });
    if (behind) return;
    const missing = since === undefined ? -1 : this.sequence - since;
    if (missing < 0 || missing > this.ring.length) this.send(viewer, this.currentSnapshot());
    else if (missing > 0) for (const frame of this.ring.slice(-missing)) this.send(viewer, frame);
    this.tellSent();
  }

  has(viewer: Viewer): boolean {
    return this.viewers.has(viewer);
  }

  unsubscribe(viewer: Viewer): void {
    this.viewers.delete(viewer);
  }

  /** Takes the state of this second and sends what changed. */
  publish(state: unknown): void {
    const next = toWire(state);
    const patch = diff(this.state, next);
    this.state = next;
    this.sequence += 1;
    this.snapshot = undefined;
    const frame = encodeFrame({ type: 'delta', view: this.view, sequence: this.sequence, patch });
    this.ring.push(frame);
    if (this.ring.length > this.options.framesKept) this.ring.shift();
    for (const [viewer, status] of this.viewers) {
      if (viewer.mayView(this.view)) this.deliver(viewer, status, frame);
      else this.viewers.delete(viewer);
    }
    this.tellSent();
  }

  private deliver(viewer: Viewer, status: { behind: boolean }, frame: Buffer): void {
    if (viewer.bufferedBytes > this.options.slowAboveBytes) {
      status.behind = true;
      return;
    }
    if (!status.behind) return this.send(viewer, frame);
    // Half of the limit, so that a viewer at the edge does not get one snapshot after the other.
    if (viewer.bufferedBytes > this.options.slowAboveBytes / 2) return;
    status.behind = false;
    this.send(viewer, this.currentSnapshot());
  }

  private send(viewer: Viewer, frame: Buffer): void {
    viewer.send(frame);
    this.sent.frames += 1;
    this.sent.bytes += frame.length;
  }

  private tellSent(): void {
    this.options.onSent?.(this.sent.frames, this.sent.bytes);
    this.sent = { frames: 0, bytes: 0 };
  }

  private currentSnapshot(): Buffer {
    const { view, sequence, state } = this;
    this.snapshot ??= encodeFrame({ type: 'snapshot', view, sequence, state });
    return this.snapshot;
  }
}

/** A frame as it travels: JSON in UTF-8, raw deflate. */
export function encodeFrame(frame: ServerFrame): Buffer {
  return deflateRawSync(JSON.stringify(frame));
}
