import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANALYST, eventually, TestSessions } from '@lianfang/testing';
import { Chance } from './chance';
import { DashboardClient } from './dashboard-client';
import { openLiveHouse, type LiveHouse } from './live-house';
import { SocketLine } from './socket-line';
import { stateHash } from './state-hash';
import { ToldSituation } from './told-situation';

const CLIENTS = 12;
const ROUNDS = 12;

/** A gateway's live path on a real port, and what it shows. */
interface Place {
  readonly house: LiveHouse;
  readonly told: ToldSituation;
}

interface Placed {
  readonly client: DashboardClient;
  at: Place;
}

/** In one of the ways there are, or not at all. */
function spoil(one: Placed, places: readonly Place[], chance: Chance): void {
  const { line } = one.client;
  const kind = chance.of(['cut', 'elsewhere', 'lost', 'slow', 'none'] as const);
  if (kind === 'elsewhere') one.at = chance.of(places);
  if (kind === 'lost') line?.lose(1);
  else if (kind === 'slow') line?.hold();
  else if (kind !== 'none') line?.cut();
}

describe('over real sockets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'live-'));
  const sessions = new TestSessions(folder);
  const { LIANFANG_SESSION_KEYS_FILE, LIANFANG_ROLES } = sessions.environment;
  const files = { keys: readFileSync(LIANFANG_SESSION_KEYS_FILE, 'utf8'), roles: readFileSync(LIANFANG_ROLES, 'utf8') };
  const places: Place[] = [];
  const open: DashboardClient[] = [];

  beforeAll(async () => {
    for (const seed of [1, 2]) {
      const told = new ToldSituation(new Chance(seed));
      places.push({ told, house: await openLiveHouse({ ...files, source: told }) });
    }
  });

  afterAll(async () => {
    for (const client of open) client.close();
    await Promise.all(places.map(({ house }) => house.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  /** @returns false, for who goes on waiting. */
  function second(): false {
    for (const { told, house } of places) {
      told.goOn();
      house.server.publish();
    }
    return false;
  }

  it('every client has exactly the state of its gateway again, however it was dropped', async () => {
    const chance = new Chance(7);
    const cookie = await sessions.cookie(ANALYST);
    const clients = Array.from({ length: CLIENTS }, () => {
      const where = { at: chance.of(places) };
      const openLine = (events: ConstructorParameters<typeof SocketLine>[1]): SocketLine =>
        new SocketLine({ port: where.at.house.port, cookie }, events);
      const client = new DashboardClient('situation', openLine);
      open.push(client);
      return Object.assign(where, { client });
    });
    const haveAll = async (): Promise<boolean> => {
      for (const { client } of clients) client.ring();
      await Promise.all(clients.map(({ client }) => client.settled()));
      return clients.every(({ client, at }) => {
        return client.state !== undefined && stateHash(client.state) === stateHash(at.told.state);
      });
    };
    await eventually(haveAll, { because: 'all have their first state' });
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const one of clients) spoil(one, places, chance);
      if (round % 4 === 3) chance.of(places).house.cut();
      for (let passed = chance.below(4); passed > 0; passed -= 1) second();
      for (const { client } of clients) client.line?.release();
      // Who lost the last frame learns of it by the next.
      await eventually(async () => (await haveAll()) || second(), { because: `all are back after round ${round}` });
    }
  }, 60_000);
});
