import { Duplex } from 'node:stream';
import Connection from 'kafkajs/src/network/connection.js';
import { installPendingCheck } from '../link/install-pending-check';
import { installFraming } from './install-framing';

const logger = { namespace: () => logger, debug: () => undefined, warn: () => undefined, error: () => undefined };

/** A connection of the client, whose sockets the test speaks for. */
function connectionTo(sockets: Duplex[]): Connection {
  return new Connection({
    host: 'kafka',
    port: 9092,
    logger,
    requestTimeout: 30_000,
    connectionTimeout: 30_000,
    enforceRequestTimeout: false,
    socketFactory: ({ onConnect }: { onConnect: () => void }) => {
      const socket = new Duplex({ read: () => undefined, write: (_bytes, _encoding, done) => done() });
      sockets.push(Object.assign(socket, { unref: () => socket }));
      queueMicrotask(onConnect);
      return socket;
    },
  });
}

/** Asks the broker for something. @returns the text of its answer. */
function ask({ requestQueue }: Connection, correlationId: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const entry = { apiKey: 3, apiName: 'Metadata', apiVersion: 1, correlationId, reject };
    requestQueue.push({
      entry: { ...entry, resolve: ({ payload }) => resolve(payload.toString()) },
      expectResponse: true,
      sendRequest: () => undefined,
    });
  });
}

function answerTo(request: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(4 + Buffer.byteLength(text), 0);
  head.writeInt32BE(request, 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

describe('answers of a broker', () => {
  const sockets: Duplex[] = [];
  let connection: Connection;

  beforeEach(async () => {
    installFraming();
    installPendingCheck();
    sockets.length = 0;
    connection = connectionTo(sockets);
    await connection.connect();
  });

  /** As a broker does that goes away: what was asked is given up. */
  async function reconnect(): Promise<void> {
    connection.requestQueue.rejectAll(new Error('gone'));
    await connection.disconnect();
    await connection.connect();
  }

  it('are put together from the pieces of their own connection only', async () => {
    const lost = ask(connection, 0);
    const answer = answerTo(0, 'of the connection before');
    sockets[0]?.emit('data', answer.subarray(0, 10));
    await Promise.all([expect(lost).rejects.toThrow('gone'), reconnect()]);
    const asked = ask(connection, 1);
    const next = answerTo(1, 'of this connection');
    sockets[1]?.emit('data', next.subarray(0, 10));
    sockets[0]?.emit('data', answer.subarray(10));
    sockets[1]?.emit('data', next.subarray(10));
    expect(await asked).toBe('of this connection');
  });

  it('sign in at their own connection only', async () => {
    await reconnect();
    const taken: string[] = [];
    connection.authHandlers = { onSuccess: (frame) => taken.push(frame.toString('utf8', 8)) };
    sockets[0]?.emit('data', answerTo(0, 'of the connection before'));
    sockets[1]?.emit('data', answerTo(1, 'of this connection'));
    expect(taken).toEqual(['of this connection']);
  });
});
