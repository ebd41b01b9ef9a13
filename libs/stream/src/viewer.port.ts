import type { ViewName } from '@lianfang/contract';

/** One browser's socket, as the hub sees it. */
export interface Viewer {
  /** Whether it may see a view now. Asked before each frame: a role may be taken away meanwhile. */
  mayView(view: ViewName): boolean;
  /**
   * What must be done before it sees a view for the first time, such as writing down who looks. Undefined: nothing.
   * Rejects where that can't be done: then the view is not shown.
   */
  beforeView?(view: ViewName): Promise<void> | undefined;
  /** Somebody behind it did something just now. */
  noteActive(): void;
  /** Bytes given to `send` and not yet taken by the network. */
  readonly bufferedBytes: number;
  /** Sends one binary message. */
  send(frame: Buffer): void;
}
