import { deflateRawSync } from 'node:zlib';
import type { ServerFrame } from '@lianfang/contract';
import type { LiveSocketEvents, LiveSocketPort } from './live-socket.port';

/** A socket, a clock and a timer that tests move by hand. */
export class FakeLiveSocket implements LiveSocketPort {
  /** What the page said, oldest first, over all connections. */
  readonly said: unknown[] = [];
  /** Waits that were asked for, oldest first. */
  readonly waits: number[] = [];
  connections = 0;
  private time = 0;
  private events: LiveSocketEvents | null = null;
  private timers: { readonly at: number; readonly call: () => void }[] = [];

  readonly now = (): number => this.time;
  readonly random = (): number => 1;

  readonly open = (events: LiveSocketEvents) => {
    this.connections += 1;
    this.events = events;
    return {
      send: (text: string): void => void this.said.push(JSON.parse(text)),
      close: (): void => this.breakOff(),
    };
  };

  readonly after = (wait: number, call: () => void): (() => void) => {
    this.waits.push(wait);
    const timer = { at: this.time + wait, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  };

  accept(): void {
    this.events?.opened();
  }

  /** @param code as a server says why; 1006 where nobody said */
  breakOff(code = 1006): void {
    const { events } = this;
    this.events = null;
    events?.closed(code);
  }

  /** Sends a frame as the server does. */
  send(frame: ServerFrame): void {
    this.sendBytes(deflateRawSync(JSON.stringify(frame)));
  }

  sendBytes(bytes: Uint8Array): void {
    this.events?.message(new Uint8Array(bytes).buffer);
  }

  /** Moves the clock and rings the timers that are due, in order. */
  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.time = due.at;
      due.call();
    }
    this.time = end;
  }
}
