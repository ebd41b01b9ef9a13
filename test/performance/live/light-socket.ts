import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { LIVE_PATH } from '@lianfang/contract';
import { FrameReader, type WireMessage } from './frame-reader';

/** Where a client goes, and as whom. */
export interface LightTarget {
  readonly port: number;
  /** Which of our own addresses it comes from: each has its own ports. */
  readonly localAddress: string;
  readonly cookie: string;
}

/** What a client is told. */
export interface LightEvents {
  readonly opened: (socket: LightSocket) => void;
  readonly message: (message: WireMessage) => void;
  /** It is gone, or never came about; with the answer's first line where it was refused. */
  readonly closed: (why: string) => void;
}

const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
const HEAD_END = '\r\n\r\n';
/** All sockets of a process read into it, one after the other: what is in it is used up before the next. */
const WINDOW = Buffer.allocUnsafe(256 * 1024);

/** A WebSocket client that costs next to nothing, so that 10,000 of them leave the machine to the server. */
export class LightSocket {
  private readonly socket: Socket;
  private readonly reader = new FrameReader((message) => this.take(message));
  private head: string | undefined = '';

  constructor(
    { port, localAddress, cookie }: LightTarget,
    private readonly events: LightEvents,
  ) {
    this.socket = connect({
      host: '127.0.0.1',
      port,
      localAddress,
      noDelay: true,
      onread: { buffer: WINDOW, callback: (length) => this.read(WINDOW.subarray(0, length)) },
    });
    let why = 'closed';
    this.socket.on('error', (error) => (why = error.message));
    this.socket.on('close', () => events.closed(this.head === undefined ? why : this.head.split('\r\n')[0] || why));
    this.socket.write(request(port, cookie));
  }

  say(message: object): void {
    this.socket.write(masked(TEXT, Buffer.from(JSON.stringify(message))));
  }

  end(): void {
    this.socket.destroy();
  }

  private read(bytes: Buffer): boolean {
    if (this.head === undefined) this.reader.push(bytes);
    else this.readHead(bytes);
    return true;
  }

  private readHead(bytes: Buffer): void {
    this.head += bytes.toString('latin1');
    const end = (this.head ?? '').indexOf(HEAD_END);
    if (end < 0) return;
    if (!this.head?.startsWith('HTTP/1.1 101 ')) return this.end();
    const rest = Buffer.from(this.head.slice(end + HEAD_END.length), 'latin1');
    this.head = undefined;
    this.events.opened(this);
    if (rest.length > 0) this.reader.push(rest);
  }

  private take(message: WireMessage): void {
    if (message.opcode === PING) this.socket.write(masked(PONG, message.payload));
    else if (message.opcode === CLOSE) this.end();
    else this.events.message(message);
  }
}

/** As a browser asks: it always offers compression; ours does not take it. */
function request(port: number, cookie: string): string {
  return [
    `GET ${LIVE_PATH} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Origin: http://127.0.0.1:${port}`,
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
    `Cookie: ${cookie}`,
    '\r\n',
  ].join('\r\n');
}

/** A client's frames are masked (RFC 6455, 5.3); a mask of zeros leaves the bytes as they are. Up to 125 bytes. */
function masked(opcode: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
