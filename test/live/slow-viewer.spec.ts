import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ANALYST, eventually, TestSessions } from '@lianfang/testing';
import { DashboardClient } from './dashboard-client';
import { openLiveHouse, type LiveHouse } from './live-house';
import { SocketLine } from './socket-line';
import { contentHash } from './state-hash';

const FRAMES = 200;
/** Far more of them than the system itself keeps for a socket that nobody reads. */
const FRAME_BYTES = 200 * 1024;
const MIB = 1024 * 1024;
/** 60 frames are kept for who comes back: 12 MiB. All frames together are 39 MiB. */
const MOST_KEPT_MIB = 22;
/** Whoever waited for one that does not read would wait for ever; a busy machine only takes its time. */
const IN_TIME_MS = 10_000;

/** MiB of buffers that anything still holds. */
function heldMib(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().arrayBuffers / MIB;
}

describe('viewers that do not read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const sessions = new TestSessions(folder);
  const { LIANFANG_SESSION_KEYS_FILE, LIANFANG_ROLES } = sessions.environment;
  const files = { keys: readFileSync(LIANFANG_SESSION_KEYS_FILE, 'utf8'), roles: readFileSync(LIANFANG_ROLES, 'utf8') };
  let state = { at: 0, content: '' };
  let house: LiveHouse;
  const clients: DashboardClient[] = [];

  beforeAll(async () => {
    house = await openLiveHouse({ ...files, source: { read: () => state } });
  });

  afterAll(async () => {
    for (const client of clients) client.close();
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function watching(number: number): Promise<DashboardClient[]> {
    const cookie = await sessions.cookie(ANALYST);
    const openLine = (events: ConstructorParameters<typeof SocketLine>[1]): SocketLine =>
      new SocketLine({ port: house.port, cookie }, events);
    const opened = Array.from({ length: number }, () => new DashboardClient('total', openLine));
    clients.push(...opened);
    await eventually(() => opened.every(({ state: had }) => had !== undefined), { because: 'each has a snapshot' });
    return opened;
  }

  it('hold up nobody, make the server keep nothing for them, and end with the latest state', async () => {
    const [slow, readers] = [await watching(5), await watching(2)];
    for (const { line } of slow) line?.hold();
    const before = heldMib();
    let latest = 0;
    for (let at = 1; at <= FRAMES; at += 1) {
      state = { at, content: randomBytes((FRAME_BYTES * 3) / 4).toString('base64') };
      const published = performance.now();
      house.server.publish();
      await eventually(() => readers.every(({ state: had }) => (had as typeof state).at === at), {
        because: 'readers have the frame',
        everyMs: 1,
      });
      latest = Math.max(latest, performance.now() - published);
    }
    expect(latest).toBeLessThan(IN_TIME_MS);
    // What is kept for who does not read stays until they read; what was let go may take the collector a while.
    await eventually(() => heldMib() - before < MOST_KEPT_MIB, {
      because: 'nothing is kept for who does not read',
      everyMs: 250,
    });
    for (const { line } of slow) line?.release();
    const ended = (): boolean =>
      [...slow, ...readers].every(({ state: had }) => contentHash(had) === contentHash(state));
    await eventually(ended, { because: 'they read again, and get the latest snapshot with the next second' });
  }, 60_000);
});
