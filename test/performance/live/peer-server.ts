import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inflateRawSync } from 'node:zlib';
import { LIVE_PATH } from '@lianfang/contract';
import { LiveServer, type Viewer } from '@lianfang/stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { answerQuestions } from './child-process';
import { monotonic } from './clock';
import { PublishedStates, usage } from './published-states';
import type { ServerQuestions } from './questions';

/**
 * What people install: `ws` that compresses for each client (permessage-deflate, server_no_context_takeover). It sends the JSON of
 * exactly our frames, made once for all; it asks nobody who they are.
 */
const source = new PublishedStates();
const server = new LiveServer(source, { framesKept: 60, slowAboveBytes: Infinity });
const texts = new WeakMap<Buffer, Buffer>();
const sockets = new WebSocketServer({
  host: '127.0.0.1',
  port: 0,
  path: LIVE_PATH,
  perMessageDeflate: { serverNoContextTakeover: true },
});

function textOf(frame: Buffer): Buffer {
  const text = texts.get(frame) ?? inflateRawSync(frame);
  texts.set(frame, text);
  return text;
}

sockets.on('connection', (socket: WebSocket) => {
  const viewer: Viewer = {
    bufferedBytes: 0,
    mayView: () => true,
    noteActive: () => undefined,
    send: (frame) => socket.send(textOf(frame), { binary: false }),
  };
  server.join(viewer);
  socket.on('message', (data: RawData) => server.receive(viewer, (data as Buffer).toString('utf8')));
  socket.on('close', () => server.leave(viewer));
});

answerQuestions<ServerQuestions>({
  start: async () => {
    if (sockets.address() === null) await once(sockets, 'listening');
    setInterval(() => server.publish(), 1_000);
    return { port: (sockets.address() as AddressInfo).port };
  },
  usage,
  cut: () => {
    const at = monotonic();
    for (const socket of sockets.clients) socket.terminate();
    return { at };
  },
  published: () => source.noted(),
});
