import { WebSocket } from 'ws';
import { LIVE_PATH } from '@lianfang/contract';
import type { LiveSocketEvents } from '../../libs/screen/data-access/src/live-socket.port';
import type { Line } from './dashboard-client';

/** A connection over a real socket, signed in by a cookie. */
export class SocketLine implements Line {
  private readonly socket: WebSocket;
  private losing = 0;

  constructor({ port, cookie }: { readonly port: number; readonly cookie: string }, events: LiveSocketEvents) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}`, {
      origin: `http://127.0.0.1:${port}`,
      headers: { cookie },
    });
    this.socket.on('open', () => events.opened());
    this.socket.on('close', (code) => events.closed(code));
    // It is told by its close.
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      if (this.losing > 0) this.losing -= 1;
      else events.message(new Uint8Array(data).buffer);
    });
  }

  readonly send = (text: string): void => {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
  };

  readonly close = (): void => this.cut();

  cut(): void {
    this.socket.terminate();
  }

  lose(frames: number): void {
    this.losing += frames;
  }

  hold(): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.pause();
  }

  release(): void {
    this.socket.resume();
  }
}
