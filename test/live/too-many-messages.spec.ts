import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIVE_PATH } from '@lianfang/contract';
import { ANALYST, eventually, TestSessions } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { openLiveHouse, type LiveHouse } from './live-house';

const AGAINST_THE_RULES = 1008;
/** What it takes at once, and of what comes while it closes. */
const MOST_ANSWERED = 100;

describe('a socket that says too much', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const sessions = new TestSessions(folder);
  const { LIANFANG_SESSION_KEYS_FILE, LIANFANG_ROLES } = sessions.environment;
  const files = { keys: readFileSync(LIANFANG_SESSION_KEYS_FILE, 'utf8'), roles: readFileSync(LIANFANG_ROLES, 'utf8') };
  let house: LiveHouse;
  let at = 0;

  beforeAll(async () => {
    house = await openLiveHouse({ ...files, source: { read: () => ({ at: (at += 1) }) } });
  });

  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async (): Promise<{ readonly socket: WebSocket; frames: () => number }> => {
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${LIVE_PATH}`, {
      origin: `http://127.0.0.1:${house.port}`,
      headers: { cookie: await sessions.cookie(ANALYST) },
    });
    let frames = 0;
    socket.on('message', () => (frames += 1));
    await once(socket, 'open');
    return { socket, frames: () => frames };
  };

  it.each(['nonsense', '{"type":"subscribe","view":"total"}'])(
    'is told so and closed, and its neighbour goes on: %s',
    async (text) => {
      const [loud, calm] = [await opened(), await opened()];
      calm.socket.send('{"type":"subscribe","view":"total"}');
      const closed = once(loud.socket, 'close') as Promise<[number, Buffer]>;
      for (let turn = 0; turn < 5_000; turn += 1) loud.socket.send(text);
      const [code, reason] = await closed;
      expect([code, reason.toString()]).toEqual([AGAINST_THE_RULES, expect.stringContaining('20 a second')]);
      expect(loud.frames()).toBeLessThan(MOST_ANSWERED);
      const before = calm.frames();
      await eventually(() => calm.frames() > before, { because: 'a frame comes each second' });
      calm.socket.terminate();
    },
    20_000,
  );
});
