import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CENTRE_ONLY, LIVE_PATH } from '@lianfang/contract';
import { ANALYST, TestSessions } from '@lianfang/testing';
import { WebSocket } from 'ws';
import { openLiveHouse, type LiveHouse } from './live-house';

const SESSION_ENDED = 4401;
const WITHIN_MS = 5_000;

describe('a session that is ended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const sessions = new TestSessions(folder);
  const { LIANFANG_SESSION_KEYS_FILE, LIANFANG_ROLES, LIANFANG_OIDC_ISSUER } = sessions.environment;
  const files = { keys: readFileSync(LIANFANG_SESSION_KEYS_FILE, 'utf8'), roles: readFileSync(LIANFANG_ROLES, 'utf8') };
  let house: LiveHouse;

  beforeAll(async () => {
    house = await openLiveHouse({ ...files, source: { read: () => ({ at: 0 }) } });
  });

  afterAll(async () => {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const opened = async (cookie: string): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${house.port}${LIVE_PATH}`, {
      origin: `http://127.0.0.1:${house.port}`,
      headers: { cookie },
    });
    await once(socket, 'open');
    return socket;
  };

  it('closes its socket within 5 s and no other, and lets nobody in again by the cookie that was known', async () => {
    const cookie = await sessions.cookie({ ...ANALYST, subject: 'gone' });
    const [gone, stays] = [await opened(cookie), await opened(await sessions.cookie({ ...ANALYST, subject: 'stays' }))];
    const at = Date.now();
    const what = { county: CENTRE_ONLY, kind: 'subject', issuer: LIANFANG_OIDC_ISSUER, name: 'gone' } as const;
    house.revocations.record({ ...what, at, until: at + 60_000 });
    const [code] = (await once(gone, 'close')) as [number];
    expect([code, Date.now() - at < WITHIN_MS, stays.readyState]).toEqual([SESSION_ENDED, true, WebSocket.OPEN]);
    await expect(opened(cookie)).rejects.toThrow('401');
    stays.terminate();
  }, 20_000);
});
