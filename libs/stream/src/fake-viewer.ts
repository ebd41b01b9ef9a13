import { inflateRawSync } from 'node:zlib';
import { serverFrame, type ServerFrame, type ViewName } from '@lianfang/contract';
import { apply } from 'json-merge-patch';
import type { Viewer } from './viewer.port';

/** A {@link Viewer} in memory: it keeps what it was sent, and follows the state as a browser does. */
export class FakeViewer implements Viewer {
  bufferedBytes = 0;
  /** Views that it may not see. */
  readonly hidden = new Set<ViewName>();
  /** How often somebody was active. */
  active = 0;
  readonly received: Buffer[] = [];
  beforeView?: (view: ViewName) => Promise<void> | undefined;

  mayView(view: ViewName): boolean {
    return !this.hidden.has(view);
  }

  noteActive(): void {
    this.active += 1;
  }

  send(frame: Buffer): void {
    this.received.push(frame);
  }

  frames(): ServerFrame[] {
    return this.received.map(openFrame);
  }

  /** The state after the last frame. @throws when a delta does not follow the frame before it. */
  state(): unknown {
    let state: unknown;
    let sequence: number | undefined;
    for (const frame of this.frames()) {
      if (frame.type === 'error') continue;
      if (frame.type === 'delta' && frame.sequence !== (sequence ?? NaN) + 1) {
        throw new Error(`Frame ${frame.sequence} came after ${String(sequence)}. Subscribe again with \`since\`.`);
      }
      state = frame.type === 'snapshot' ? frame.state : apply(structuredClone(state), frame.patch);
      sequence = frame.sequence;
    }
    return state;
  }
}

/** Opens a frame: raw deflate, then JSON. */
export function openFrame(message: Buffer): ServerFrame {
  return serverFrame.parse(JSON.parse(inflateRawSync(message).toString('utf8')));
}
