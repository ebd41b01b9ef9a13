import { FakeViewer } from './fake-viewer';
import { LiveServer } from './live-server';

const options = { framesKept: 5, slowAboveBytes: 1000 };

/** A server whose views count up; `63000` is the only county. */
function started(): { server: LiveServer; tick: (times?: number) => void; at: () => number } {
  let at = 0;
  const read = (view: string): unknown =>
    view === 'total' || view === 'county:63000' ? { at, even: at % 2 === 0 ? true : null, view } : undefined;
  const server = new LiveServer({ read }, options);
  const tick = (times = 1): void => {
    for (let time = 0; time < times; time += 1) {
      at += 1;
      server.publish();
    }
  };
  return { server, tick, at: () => at };
}

function watching(server: LiveServer, since?: number): FakeViewer {
  const viewer = new FakeViewer();
  server.join(viewer);
  server.receive(viewer, JSON.stringify({ type: 'subscribe', view: 'total', ...(since !== undefined && { since }) }));
  return viewer;
}

const types = (viewer: FakeViewer): string[] => viewer.frames().map(({ type }) => type);
const lastSequence = (viewer: FakeViewer): number => {
  const frame = viewer.frames().at(-1);
  return frame && frame.type !== 'error' ? frame.sequence : NaN;
};

describe('LiveServer', () => {
  it('sends a snapshot, then a delta each second', () => {
    const { server, tick } = started();
    const viewer = watching(server);
    tick(3);
    expect(types(viewer)).toEqual(['snapshot', 'delta', 'delta', 'delta']);
    expect(viewer.state()).toEqual({ at: 3, view: 'total' });
  });

  it('answers who may not see a view as if there were none', () => {
    const { server } = started();
    const [hidden, nowhere] = [new FakeViewer(), new FakeViewer()];
    hidden.hidden.add('county:63000');
    for (const [viewer, view] of [
      [hidden, 'county:63000'],
      [nowhere, 'county:99999'],
    ] as const)
      server.receive(viewer, JSON.stringify({ type: 'subscribe', view }));
    expect(hidden.frames()).toEqual(nowhere.frames());
    expect(types(hidden)).toEqual(['error']);
  });

  it('shows nothing before it was written down who looks, and then what was asked for last', async () => {
    const { server, tick } = started();
    const viewer = new FakeViewer();
    const noted = Promise.withResolvers<void>();
    viewer.beforeView = () => noted.promise;
    server.join(viewer);
    const say = (type: string, view: string): void => server.receive(viewer, JSON.stringify({ type, view }));
    say('subscribe', 'total');
    say('subscribe', 'county:63000');
    say('unsubscribe', 'county:63000');
    tick();
    expect(types(viewer)).toEqual([]);
    noted.resolve();
    await noted.promise;
    expect(types(viewer)).toEqual(['snapshot']);
    expect(server.viewsOf(viewer)).toEqual(['total']);
  });

  it('shows nothing where it could not be written down, and to nobody who left meanwhile', async () => {
    const { server } = started();
    const [refused, gone] = [new FakeViewer(), new FakeViewer()];
    refused.beforeView = () => Promise.reject(new Error('away'));
    gone.beforeView = () => Promise.resolve();
    for (const viewer of [refused, gone]) {
      server.join(viewer);
      server.receive(viewer, JSON.stringify({ type: 'subscribe', view: 'total' }));
    }
    server.leave(gone);
    await new Promise(setImmediate);
    expect(refused.frames()).toMatchObject([{ type: 'error', code: 'LF-LIVE-AUDIT' }]);
    expect([gone.received, server.viewsOf(refused)]).toEqual([[], []]);
  });

  it('writes nothing down of a view that is not there', () => {
    const { server } = started();
    const viewer = new FakeViewer();
    viewer.beforeView = () => Promise.reject(new Error('asked'));
    server.join(viewer);
    server.receive(viewer, JSON.stringify({ type: 'subscribe', view: 'county:99999' }));
    expect(viewer.frames()).toMatchObject([{ type: 'error', code: 'LF-LIVE-VIEW' }]);
  });

  it('sends nothing more once a view was taken away', () => {
    const { server, tick } = started();
    const viewer = watching(server);
    tick();
    viewer.hidden.add('total');
    tick(3);
    expect(types(viewer)).toEqual(['snapshot', 'delta']);
  });

  it('hears that somebody is active', () => {
    const viewer = new FakeViewer();
    started().server.receive(viewer, JSON.stringify({ type: 'active' }));
    expect([viewer.active, viewer.received]).toEqual([1, []]);
  });

  it('gives all viewers the same bytes', () => {
    const { server, tick } = started();
    const [one, other] = [watching(server), watching(server)];
    tick();
    expect(one.received[1]).toBe(other.received[1]);
  });

  it('gives who comes back the frames that it misses', () => {
    const { server, tick } = started();
    const viewer = watching(server);
    server.leave(viewer);
    tick(4);
    const since = lastSequence(viewer);
    server.receive(viewer, JSON.stringify({ type: 'subscribe', view: 'total', since }));
    expect(types(viewer)).toEqual(['snapshot', 'delta', 'delta', 'delta', 'delta']);
    expect(viewer.state()).toEqual({ at: 4, even: true, view: 'total' });
  });

  it('sends nothing to who comes back and misses nothing', () => {
    const { server } = started();
    const viewer = watching(server);
    server.receive(viewer, JSON.stringify({ type: 'subscribe', view: 'total', since: lastSequence(viewer) }));
    expect(types(viewer)).toEqual(['snapshot']);
  });

  it.each([-1, 1_000])('gives a snapshot to who was away too long, or was elsewhere (%i)', (shift) => {
    const { server, tick } = started();
    const first = watching(server);
    tick(9);
    const viewer = watching(server, shift < 0 ? lastSequence(first) - 8 : lastSequence(first) + shift);
    expect(types(viewer)).toEqual(['snapshot']);
  });

  it('leaves a slow viewer out and gives it the latest snapshot when it has drained', () => {
    const { server, tick } = started();
    const viewer = watching(server);
    viewer.bufferedBytes = 1001;
    tick(3);
    viewer.bufferedBytes = 600;
    tick();
    expect(types(viewer)).toEqual(['snapshot']);
    viewer.bufferedBytes = 0;
    tick(2);
    expect(types(viewer)).toEqual(['snapshot', 'snapshot', 'delta']);
    expect(viewer.state()).toEqual({ at: 6, even: true, view: 'total' });
  });

  it('sends nothing to a slow viewer that asks again and again', () => {
    const { server } = started();
    const viewer = watching(server);
    viewer.bufferedBytes = 1001;
    for (let time = 0; time < 9; time += 1) server.receive(viewer, '{"type":"subscribe","view":"total"}');
    expect(types(viewer)).toEqual(['snapshot']);
  });

  it.each([
    '',
    'null',
    '{}',
    '{"type":"subscribe"}',
    '{"type":"subscribe","view":"rows"}',
    '{"type":"subscribe","view":"county:1"}',
  ])('answers a bad message by an error frame: %s', (text) => {
    const viewer = new FakeViewer();
    started().server.receive(viewer, text);
    expect(viewer.frames()).toMatchObject([{ type: 'error', code: 'LF-LIVE-MESSAGE' }]);
  });

  it('answers no more nonsense of who does not read the answers', () => {
    const { server } = started();
    const viewer = new FakeViewer();
    viewer.bufferedBytes = 1001;
    for (const text of ['nonsense', '{"type":"subscribe","view":"county:99999"}']) server.receive(viewer, text);
    expect(viewer.received).toEqual([]);
  });

  it('answers a view that does not exist by an error frame', () => {
    const viewer = new FakeViewer();
    started().server.receive(viewer, '{"type":"subscribe","view":"county:99999"}');
    expect(viewer.frames()).toMatchObject([{ type: 'error', code: 'LF-LIVE-VIEW' }]);
  });

  it('sends nothing more after unsubscribe or leave', () => {
    const { server, tick } = started();
    const [one, other] = [watching(server), watching(server)];
    server.receive(one, '{"type":"unsubscribe","view":"total"}');
    server.leave(other);
    tick();
    expect([types(one), types(other)]).toEqual([['snapshot'], ['snapshot']]);
  });

  it('lets go of a view that nobody watches, when its frames are too old to be asked for', () => {
    const { server, tick } = started();
    server.leave(watching(server));
    expect(server.counts()).toEqual({ viewers: 0, hubs: 1 });
    tick(6);
    expect(server.counts()).toEqual({ viewers: 0, hubs: 0 });
  });
});
