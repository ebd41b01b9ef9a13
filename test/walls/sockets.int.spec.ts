import { createConnection } from 'node:net';
import { eventually } from '@lianfang/testing';
import { foreignTraces, FOREIGN, OWN } from './places';
import { openSocket, type Followed } from './frames';
import { VISITORS } from './visitors';
import { WallWorld } from './wall-world';

const MANAGER = VISITORS['county-manager'];
const SESSION_ENDED = 4401;
const TOO_MANY_MESSAGES = 1008;
const HOUR_MS = 3_600_000;
const REVOKED_WITHIN_MS = 5_000;

/** The list of hostile sockets: each is tried as the manager of one county. */
describe('a hostile socket', () => {
  const world = new WallWorld();

  beforeAll(() => world.open());
  afterAll(() => world.close());

  const subscribe = (view: string): string => JSON.stringify({ type: 'subscribe', view });

  /** A socket that follows its own county. */
  async function following(): Promise<Followed> {
    const followed = await openSocket(world, MANAGER);
    expect(await followed.refused).toBeUndefined();
    followed.socket.send(subscribe(`county:${OWN.county}`));
    await eventually(() => followed.viewer.received.length > 0, { because: 'the snapshot comes' });
    return followed;
  }

  /** The frames go on: whatever somebody else did to the gateway. */
  async function goesOn({ viewer }: Followed): Promise<void> {
    const before = viewer.received.length;
    await eventually(() => viewer.received.length > before + 1, { because: 'a frame comes each second' });
    expect(foreignTraces(JSON.stringify(viewer.frames()))).toEqual([]);
  }

  it.each([
    ['of a foreign page', { origin: 'https://elsewhere.example' }, '/live', 403],
    ['of a page without origin (a file, a sandbox)', { origin: 'null' }, '/live', 403],
    ['of a page of this host on another port', { origin: 'http://127.0.0.1:2' }, '/live', 403],
    ['with a token in its address', {}, '/live?access_token=x', 400],
    ['with anything in its address', {}, '/live?x', 400],
  ])('is refused at the door: %s', async (_what, headers, path, status) => {
    const { refused } = await openSocket(world, MANAGER, { headers, path });
    expect(await refused).toBe(status);
  });

  it.each(['/', '/live/', '/api/v1/total', '/metrics'])('opens nowhere else: %s', async (path) => {
    const { refused } = await openSocket(world, MANAGER, { path });
    expect(await refused).not.toBeUndefined();
  });

  it('is refused to nobody, to a session that has run out, and to one that is garbled', async () => {
    const person = { roles: ['county-manager'], county: OWN.county };
    const old = await world.cookie(person, Date.now() - 2 * HOUR_MS);
    const good = await world.cookie(person);
    for (const cookie of ['', old, good.slice(0, -4), `${good}; ${good}`]) {
      const { refused } = await openSocket(world, { kind: 'nobody' }, { headers: { cookie } });
      expect(await refused).toBe(401);
    }
    const { refused } = await openSocket(world, { kind: 'nobody' }, { headers: { authorization: 'Bearer x.y.z' } });
    expect(await refused).toBe(401);
  });

  it('is closed within five seconds when its session ends', async () => {
    const cookie = await world.cookie({ roles: ['county-manager'], county: OWN.county });
    const { closed, refused } = await openSocket(world, { kind: 'nobody' }, { headers: { cookie } });
    expect(await refused).toBeUndefined();
    const began = performance.now();
    const out = await world.ask({ kind: 'nobody' }, '/auth/sign-out', {
      method: 'POST',
      body: {},
      headers: { cookie },
    });
    expect(out.status).toBe(200);
    expect(await closed).toBe(SESSION_ENDED);
    expect(performance.now() - began).toBeLessThan(REVOKED_WITHIN_MS);
    const again = await openSocket(world, { kind: 'nobody' }, { headers: { cookie } });
    expect(await again.refused).toBe(401);
  });

  it('gets no other county by ten thousand subscriptions, is closed, and keeps nobody from theirs', async () => {
    const neighbour = await following();
    const { socket, viewer, refused, closed } = await openSocket(world, MANAGER);
    expect(await refused).toBeUndefined();
    for (let turn = 0; turn < 10_000; turn += 1) socket.send(subscribe(`county:${FOREIGN.county}`));
    expect(await closed).toBe(TOO_MANY_MESSAGES);
    expect(viewer.received.length).toBeLessThan(200);
    expect(new Set(viewer.received.map((frame) => frame.toString('hex'))).size).toBe(1);
    expect(viewer.frames()[0]).toMatchObject({ type: 'error', code: 'LF-LIVE-VIEW' });
    await goesOn(neighbour);
    neighbour.socket.close();
  });

  it('is closed for a message of a megabyte, and for a fragmented one that never ends', async () => {
    const neighbour = await following();
    const large = await openSocket(world, MANAGER);
    expect(await large.refused).toBeUndefined();
    large.socket.send('x'.repeat(1_048_576));
    expect(await large.closed).toBe(1009);
    const endless = await openSocket(world, MANAGER);
    expect(await endless.refused).toBeUndefined();
    for (let turn = 0; turn < 10; turn += 1) endless.socket.send('x'.repeat(1_000), { fin: false });
    expect(await endless.closed).toBe(1009);
    await goesOn(neighbour);
    neighbour.socket.close();
  });

  it('floods with pings, garbage and nothing at all, and keeps nobody from theirs', async () => {
    const neighbour = await following();
    const { socket, refused } = await openSocket(world, MANAGER);
    expect(await refused).toBeUndefined();
    for (let turn = 0; turn < 20_000; turn += 1) socket.ping();
    for (const text of ['', '{', 'null', '[]', '{"type":"subscribe"}', '{"type":"__proto__"}', '\u0000'])
      socket.send(text);
    socket.send(Buffer.from([0xff, 0xfe]));
    const { hostname, port } = new URL(world.url);
    const half = createConnection({ host: hostname, port: Number(port) });
    half.on('error', () => undefined);
    half.write('GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n');
    await goesOn(neighbour);
    half.destroy();
    for (const each of [socket, neighbour.socket]) each.close();
  });

  it('learns nothing of a view by leaving it, or by what it says it has', async () => {
    const { socket, viewer, refused } = await openSocket(world, MANAGER);
    expect(await refused).toBeUndefined();
    socket.send(JSON.stringify({ type: 'unsubscribe', view: `county:${FOREIGN.county}` }));
    for (const since of [0, 1, 5, 1_000_000]) {
      socket.send(JSON.stringify({ type: 'subscribe', view: `county:${FOREIGN.county}`, since }));
      socket.send(JSON.stringify({ type: 'subscribe', view: 'county:99999', since }));
    }
    await eventually(() => viewer.received.length >= 8, { because: 'each is answered' });
    expect(new Set(viewer.received.map((frame) => frame.toString('hex'))).size).toBe(1);
    socket.close();
  });
});
