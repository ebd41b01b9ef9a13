/** @jest-environment node */
import type { ServerFrame } from '@lianfang/contract';
import { FakeLiveSocket } from './fake-live-socket';
import { LiveConnection, type ConnectionState } from './live-connection';

const snapshot = (sequence: number, state: unknown): ServerFrame => ({
  type: 'snapshot',
  view: 'situation',
  sequence,
  state,
});
const delta = (sequence: number, patch: unknown): ServerFrame => ({
  type: 'delta',
  view: 'situation',
  sequence,
  patch,
});

function setUp() {
  const socket = new FakeLiveSocket();
  const changes: ConnectionState[] = [];
  const states: unknown[] = [];
  const problems: string[] = [];
  const told: string[] = [];
  const connection = new LiveConnection(socket, {
    changed: (state) => changes.push(state),
    sessionEnded: () => told.push('session ended'),
    turnedAway: () => told.push('turned away'),
  });
  connection.follow('situation', {
    moved: (state) => states.push(state),
    unreadable: (reason) => problems.push(reason),
  });
  connection.connect();
  /** Sends frames one by one, and waits until each was read. */
  const send = async (...frames: readonly ServerFrame[]): Promise<void> => {
    for (const frame of frames) {
      socket.send(frame);
      await connection.settled();
    }
  };
  return { socket, changes, states, problems, told, connection, send };
}

describe('the live connection', () => {
  it('subscribes, takes the snapshot and applies the deltas in order', async () => {
    const { socket, send, states } = setUp();
    socket.accept();
    expect(socket.said).toEqual([{ type: 'subscribe', view: 'situation' }]);
    await send(snapshot(7, { a: 1, b: 1 }));
    await send(delta(8, { a: 2 }));
    await send(delta(9, { b: null }));
    expect(states).toEqual([{ a: 1, b: 1 }, { a: 2, b: 1 }, { a: 2 }]);
  });

  it('asks for the missing frames after a gap, and ends in the same state as a fresh load', async () => {
    const { socket, send, states } = setUp();
    socket.accept();
    await send(snapshot(1, { a: 1 }));
    await send(delta(3, { c: 3 }));
    expect(socket.said.at(-1)).toEqual({ type: 'subscribe', view: 'situation', since: 1 });
    await send(delta(2, { b: 2 }));
    await send(delta(3, { c: 3 }));
    expect(states.at(-1)).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('asks for everything when the missing frames do not come', async () => {
    const { socket, send, states } = setUp();
    socket.accept();
    await send(snapshot(1, { a: 1 }));
    for (const sequence of [5, 6, 7]) await send(delta(sequence, { a: sequence }));
    expect(socket.said.at(-1)).toEqual({ type: 'subscribe', view: 'situation' });
    await send(snapshot(8, { a: 8 }));
    expect(states.at(-1)).toEqual({ a: 8 });
  });

  it('comes back after a break with growing waits, and resumes where it was', async () => {
    const { socket, send, changes } = setUp();
    socket.accept();
    await send(snapshot(4, {}));
    socket.breakOff();
    socket.pass(500);
    socket.breakOff();
    socket.pass(1_000);
    socket.accept();
    expect(socket.connections).toBe(3);
    expect(changes).toEqual(['open', 'lost', 'lost', 'open']);
    expect(socket.said.at(-1)).toEqual({ type: 'subscribe', view: 'situation', since: 4 });
  });

  it('takes an open socket that says nothing for dead', async () => {
    const { socket, send, changes } = setUp();
    socket.accept();
    await send(snapshot(1, {}));
    socket.pass(29_000);
    expect(changes).toEqual(['open']);
    socket.pass(10_000);
    expect(changes).toContain('lost');
  });

  it('says what it cannot read, keeps what it has, and heals', async () => {
    const { socket, send, states, problems, connection } = setUp();
    socket.accept();
    await send(snapshot(1, { a: 1 }));
    socket.sendBytes(new TextEncoder().encode('not deflate'));
    await connection.settled();
    expect(problems).toHaveLength(1);
    await send(delta(2, { a: 2 }));
    expect(states).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('gives an error frame only to those who have nothing yet', async () => {
    const { socket, send, problems, connection } = setUp();
    socket.accept();
    await send(snapshot(1, {}));
    const refused: string[] = [];
    connection.follow('county:66000', { moved: () => undefined, unreadable: (reason) => refused.push(reason) });
    await send({ type: 'error', code: 'LF-X', detail: 'Unknown view. Ask for another.' });
    expect([problems, refused]).toEqual([[], ['LF-X']]);
  });

  it('does not come back when the session is over', async () => {
    const { socket, send, told } = setUp();
    socket.accept();
    await send(snapshot(1, {}));
    socket.breakOff(4401);
    socket.pass(60_000);
    expect([told, socket.connections]).toEqual([['session ended'], 1]);
  });

  it('comes back when the rights are others, and when no socket was taken, and says so', async () => {
    const { socket, send, told } = setUp();
    socket.accept();
    await send(snapshot(1, {}));
    socket.breakOff(4403);
    socket.pass(500);
    socket.breakOff();
    expect(told).toEqual(['turned away', 'turned away']);
    socket.pass(1_000);
    socket.accept();
    socket.breakOff();
    expect([told.length, socket.connections]).toEqual([2, 3]);
  });

  it('leaves an open socket that nothing is followed on in peace', () => {
    const socket = new FakeLiveSocket();
    const changes: ConnectionState[] = [];
    const ignore = (): void => undefined;
    const connection = new LiveConnection(socket, {
      changed: (state) => changes.push(state),
      sessionEnded: ignore,
      turnedAway: ignore,
    });
    connection.connect();
    connection.sayActive();
    expect(socket.said).toEqual([]);
    socket.accept();
    socket.pass(120_000);
    expect(changes).toEqual(['open']);
    connection.sayActive();
    expect(socket.said).toEqual([{ type: 'active' }, { type: 'active' }]);
  });

  it('stays away once closed', () => {
    const { socket, connection } = setUp();
    socket.accept();
    connection.close();
    socket.pass(60_000);
    expect(socket.connections).toBe(1);
  });
});
