import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';
import Connection from 'kafkajs/src/network/connection.js';
import { framePool } from './frame-pool';
import { Framer } from './framer';

const KEEP_ALIVE_MS = 60_000;
const PIECE_BYTES = 256 * 1024;
/** Of a frame's size and of the number by which it answers a request. */
const SIZE_BYTES = 4;
const HEADER_BYTES = 8;

const connectAsClient = Connection.prototype.connect;
const framed = new WeakSet<Socket>();

/**
 * Makes the client put answers together in memory that is used again, in this process. It joined the pieces of each answer
 * in new memory, twice. Its version is fixed in package.json; see docs/decisions/0012.
 */
export function installFraming(): void {
  Connection.prototype.connect = function connect(this: Connection): Promise<boolean> {
    const connected = connectAsClient.call(this);
    if (this.socket && !framed.has(this.socket)) readFrames(this, this.socket);
    return connected;
  };
  // By this call nobody can tell whose bytes they are: those of a socket that was given up come beside those of the next.
  Connection.prototype.processData = () => undefined;
}

function readFrames(connection: Connection, socket: Socket): void {
  framed.add(socket);
  const framer = new Framer(framePool, (frame) => answer(connection, socket, frame));
  socket.on('data', (piece: Buffer) => {
    try {
      framer.add(piece);
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
}

/** What the client does with a whole answer: while it signs in it takes all, afterwards without size and number. */
function answer({ authHandlers, socket, requestQueue }: Connection, from: Socket, frame: Buffer): void {
  if (authHandlers && socket === from) return authHandlers.onSuccess(frame);
  requestQueue.fulfillRequest({
    size: frame.length - SIZE_BYTES,
    correlationId: frame.readInt32BE(SIZE_BYTES),
    payload: frame.subarray(HEADER_BYTES),
  });
}

/** Connections that read into one piece of memory again and again; those with TLS read as the client's own do. */
export const pooledSockets: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl ? tls.connect({ host, port, ...nameOf(host), ...ssl }, onConnect) : connect(host, port, onConnect);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  return socket;
};

function nameOf(host: string): { readonly servername?: string } {
  return net.isIP(host) === 0 ? { servername: host } : {};
}

function connect(host: string, port: number, onConnect: () => void): Socket {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  const socket: Socket = net.connect(
    {
      host,
      port,
      onread: {
        buffer,
        // Whoever listens copies at once: see Framer.
        callback: (bytes) => {
          socket.emit('data', buffer.subarray(0, bytes));
          return true;
        },
      },
    },
    onConnect,
  );
  return socket;
}
