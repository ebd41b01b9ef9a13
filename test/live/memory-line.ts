import type { LiveServer, Viewer } from '@lianfang/stream';
import type { LiveSocketEvents } from '../../libs/screen/data-access/src/live-socket.port';
import type { Line } from './dashboard-client';

const ABNORMAL = 1006;

/** A connection to a live server in the same process. */
export class MemoryLine implements Line, Viewer {
  private waiting: Buffer[] = [];
  private isHeld = false;
  private isCut = false;
  private losing = 0;

  constructor(
    private readonly server: LiveServer,
    private readonly events: LiveSocketEvents,
  ) {
    server.join(this);
    // As a socket: nobody is told before the constructor has returned.
    queueMicrotask(() => {
      if (!this.isCut) events.opened();
    });
  }

  get bufferedBytes(): number {
    return this.waiting.reduce((sum, { length }) => sum + length, 0);
  }

  mayView(): boolean {
    return true;
  }

  noteActive(): void {
    // nobody's session
  }

  /** Both sides say it so: the dashboard a text, the server a frame. */
  readonly send = (said: string | Buffer): void => {
    if (this.isCut) return;
    if (typeof said === 'string') this.server.receive(this, said);
    else if (this.isHeld) this.waiting.push(said);
    else this.arrive(said);
  };

  readonly close = (): void => this.cut();

  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.waiting = [];
    this.server.leave(this);
    this.events.closed(ABNORMAL);
  }

  lose(frames: number): void {
    this.losing += frames;
  }

  hold(): void {
    this.isHeld = true;
  }

  release(): void {
    this.isHeld = false;
    for (const frame of this.waiting.splice(0)) this.arrive(frame);
  }

  private arrive(frame: Buffer): void {
    if (this.losing > 0) this.losing -= 1;
    else this.events.message(new Uint8Array(frame).buffer);
  }
}
