import { FakeViewer } from '@lianfang/stream';
import { eventually } from '@lianfang/testing';
import type { ServerFrame } from '@lianfang/contract';
import { WebSocket } from 'ws';
import { VIEWS } from './entries';
import type { Fault, Walk } from './matrix';
import { FOREIGN, foreignTraces, NOWHERE, OWN, THIRD, UNLOCATED_PLACE } from './places';
import { sightOf, VISITOR_NAMES, VISITORS, type VisitorName } from './visitors';
import type { Asker, WallWorld } from './wall-world';

/** A socket as a browser opens it, with all that came. */
export interface Followed {
  readonly viewer: FakeViewer;
  readonly socket: WebSocket;
  /** Status of the refusal, 0 without one; undefined once it is open. */
  readonly refused: Promise<number | undefined>;
  /** Code of its end. */
  readonly closed: Promise<number>;
}

/** Opens a socket. @param headers beside who asks; @param path of the socket */
export async function openSocket(
  world: WallWorld,
  asker: Asker,
  {
    headers = {},
    path = '/live',
  }: { readonly headers?: Readonly<Record<string, string>>; readonly path?: string } = {},
): Promise<Followed> {
  const credentials = await world.credentials(asker);
  const socket = new WebSocket(`${world.url.replace('http', 'ws')}${path}`, {
    // A browser names its page; a program has a token and none.
    headers: { ...('authorization' in credentials ? {} : { origin: world.url }), ...credentials, ...headers },
  });
  const viewer = new FakeViewer();
  socket.on('message', (data: Buffer) => viewer.send(data));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const refused = new Promise<number | undefined>((resolve) => {
    socket.on('open', () => resolve(undefined));
    // Hung up on without a word: refused as well.
    socket.on('error', () => resolve(0));
    socket.on('unexpected-response', (request, { statusCode }) => {
      request.destroy();
      resolve(statusCode ?? 0);
    });
  });
  return { viewer, socket, refused, closed };
}

const PLACES_OF_VIEWS = [OWN.county, FOREIGN.county, THIRD.county, UNLOCATED_PLACE.county, NOWHERE];

/** The views of a kind, as a client names them. */
function viewsOf(kind: string): readonly string[] {
  return kind.startsWith('county:') ? PLACES_OF_VIEWS.map((place) => `county:${place}`) : [kind];
}

/** Everybody at every view. */
function seats(): { readonly kind: string; readonly view: string; readonly visitor: VisitorName }[] {
  return Object.keys(VIEWS).flatMap((kind) =>
    viewsOf(kind).flatMap((view) => VISITOR_NAMES.map((visitor) => ({ kind, view, visitor }))),
  );
}

interface Sitting {
  readonly visitor: VisitorName;
  readonly view: string;
  readonly kind: string;
  readonly followed: Followed;
}

/**
 * Opens a socket for everybody and every view, changes what belongs to others, and looks at every frame that came: the
 * snapshot, the deltas and the refusals.
 */
export async function walkFrames(world: WallWorld): Promise<Walk> {
  const walk: Walk = { cells: 0, faults: [] };
  const sittings: Sitting[] = [];
  for (const { kind, view, visitor } of seats()) {
    const followed = await openSocket(world, VISITORS[visitor]);
    walk.cells += 1;
    const refused = await followed.refused;
    if (refused === undefined) sittings.push({ visitor, view, kind, followed });
    else if (visitor !== 'nobody' || refused !== 401) walk.faults.push(fault(visitor, view, `refused with ${refused}`));
  }
  for (const { view, followed } of sittings) followed.socket.send(JSON.stringify({ type: 'subscribe', view }));
  await eventually(() => sittings.every(({ followed }) => followed.viewer.received.length > 0), {
    because: 'every subscription is answered',
  });
  await world.changeOthers();
  const national = sittings.filter(({ visitor, view }) => visitor === 'central-analyst' && view === 'total');
  await eventually(() => national.every(({ followed }) => sawMore(followed)), { because: 'the change is published' });
  await everyoneSees(sittings);
  for (const sitting of sittings) walk.faults.push(...judge(sitting));
  walk.faults.push(...judgeRefusals(sittings));
  for (const { followed } of sittings) followed.socket.close();
  return walk;
}

/** A frame comes each second, also where nothing has changed: after the next one, everybody has seen what is to be seen. */
async function everyoneSees(sittings: readonly Sitting[]): Promise<void> {
  const following = sittings.filter(({ followed }) => followed.viewer.frames()[0]?.type === 'snapshot');
  const before = following.map(({ followed }) => followed.viewer.received.length);
  const hasMore = ({ followed }: Sitting, at: number): boolean => followed.viewer.received.length > (before[at] ?? 0);
  await eventually(() => following.every(hasMore), { because: 'a frame comes each second' });
}

function sawMore({ viewer }: Followed): boolean {
  const [first] = viewer.frames();
  const before = first?.type === 'snapshot' ? (first.state as { total: number }).total : Infinity;
  return (viewer.state() as { total: number }).total > before;
}

function judge({ visitor, view, kind, followed }: Sitting): Fault[] {
  const frames = followed.viewer.frames();
  const isThere = view !== `county:${NOWHERE}` && view !== `county:${UNLOCATED_PLACE.county}`;
  const isTheirs = sightOf(visitor) === 'nation' ? isThere : view === `county:${OWN.county}`;
  const mayFollow = (VIEWS[kind] ?? []).includes(visitor) && isTheirs;
  const kinds = new Set(frames.map(({ type }) => type));
  const faults: Fault[] = [];
  if (mayFollow !== kinds.has('snapshot') || mayFollow === kinds.has('error'))
    faults.push(fault(visitor, view, [...kinds].join(', ')));
  if (sightOf(visitor) === 'nation' && mayFollow) return faults;
  const moved = frames.flatMap((frame) => (frame.type === 'delta' ? Object.keys(frame.patch as object) : []));
  const foreignMoves = moved.filter((part) => part !== 'freshness');
  if (foreignMoves.length > 0)
    faults.push({ ...fault(visitor, view, `moves with others: ${foreignMoves.join(', ')}`), kind: 'leak' });
  const traces = foreignTraces(JSON.stringify(frames));
  return traces.length > 0 ? [...faults, { ...fault(visitor, view, traces.join(', ')), kind: 'leak' }] : faults;
}

/** A view that somebody may not see and one that does not exist are refused by the same bytes. */
function judgeRefusals(sittings: readonly Sitting[]): Fault[] {
  const errors = sittings.flatMap(({ visitor, view, followed }) => {
    const [refusal] = followed.viewer.received;
    const [frame] = followed.viewer.frames() as [ServerFrame];
    // Not a view at all by its form: refused as a message.
    const isForm = view === `county:${UNLOCATED_PLACE.county}`;
    return frame.type === 'error' && refusal !== undefined && !isForm
      ? [{ visitor, view, bytes: refusal.toString('hex') }]
      : [];
  });
  const [first] = errors;
  return errors
    .filter(({ bytes }) => bytes !== first?.bytes)
    .map(({ visitor, view }) => ({ ...fault(visitor, view, 'refused in other words'), kind: 'difference' as const }));
}

function fault(visitor: VisitorName, view: string, seen: string): Fault {
  return { cell: `${view} as ${visitor}`, kind: 'answer', seen };
}
