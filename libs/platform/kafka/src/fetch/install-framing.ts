import net from 'node:net';
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

const framers = new WeakMap<object, Framer>();

/**
 * Makes the client put answers together in memory that is used again, in this process. It joined the pieces of each answer
 * in new memory, twice. Its version is fixed in package.json; see docs/decisions/0012.
 */
export function installFraming(): void {
  Connection.prototype.processData = function processData(this: Connection, piece: Buffer): void {
    const { socket } = this;
    let framer = framers.get(socket);
    if (framer === undefined) framers.set(socket, (framer = new Framer(framePool, (frame) => answer(this, frame))));
    try {
      framer.add(piece);
    } catch (error) {
      socket.destroy(error as Error);
    }
  };
}

/** What the client does with a whole answer: while it signs in it takes all, afterwards without size and number. */
function answer(connection: Connection, frame: Buffer): void {
  if (connection.authHandlers) return connection.authHandlers.onSuccess(frame);
  connection.requestQueue.fulfillRequest({
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

function connect(host: string, port: number, onConnect: () => void): net.Socket {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES);
  const socket: net.Socket = net.connect(
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
