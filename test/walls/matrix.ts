import { FOREIGN, foreignTraces, NOWHERE, OWN, shows, THIRD, UNLOCATED_PLACE, type Place } from './places';
import type { Entry } from './entries';
import { sightOf, VISITOR_NAMES, VISITORS, type VisitorName } from './visitors';
import type { Answered, WallWorld } from './wall-world';

/** A cell that is not as it should be. `leak`: somebody saw what is not theirs. */
export interface Fault {
  readonly cell: string;
  readonly kind: 'leak' | 'answer' | 'difference' | 'blind';
  readonly seen: string;
}

/** What was walked, and what was wrong. */
export interface Walk {
  cells: number;
  readonly faults: Fault[];
}

type Target = Place | typeof NOWHERE | undefined;

const nameOf = (target: Target): string => (typeof target === 'object' ? target.county : (target ?? 'no county named'));

/** Asks every route as everybody about every place. @param only names of routes; all without it */
export async function walkRoutes(
  world: WallWorld,
  entries: Readonly<Record<string, Entry>>,
  only?: string,
): Promise<Walk> {
  const walk: Walk = { cells: 0, faults: [] };
  for (const [route, entry] of Object.entries(entries)) {
    if (only !== undefined && route !== only) continue;
    const isShown: boolean[] = [];
    for (const visitor of VISITOR_NAMES) isShown.push(await walkAs(visitor, { world, route, entry, walk }));
    // The marks must be seen by those who may see them: else their absence proves nothing.
    const isVisible = entry.about !== 'no county' && entry.asked === undefined;
    if (isVisible && !isShown.includes(true))
      walk.faults.push({ cell: route, kind: 'blind', seen: 'no mark was ever seen here' });
  }
  return walk;
}

/** @returns whether a place that was asked about was seen in its answer. */
async function walkAs(
  visitor: VisitorName,
  { world, route, entry, walk }: { world: WallWorld; route: string; entry: Entry; walk: Walk },
): Promise<boolean> {
  const answers = new Map<Target, Answered>();
  let isShown = false;
  for (const target of targetsOf(entry)) {
    const cell = `${route} as ${visitor} about ${nameOf(target)}`;
    const answered = await world.ask(VISITORS[visitor], pathOf(world, entry, target), entry.asked);
    answers.set(target, answered);
    const seen = { entry, visitor, target, answered };
    walk.cells += 1;
    walk.faults.push(...judge(cell, seen));
    if (typeof target === 'object' && shows(answered.body, target)) isShown = true;
    // Of those who see everything, one is enough.
    const isHeadAsked = sightOf(visitor) !== 'nation' || visitor === 'central-analyst';
    if (entry.asked !== undefined || !isHeadAsked) continue;
    walk.cells += 1;
    walk.faults.push(...(await judgeHead(world, cell, seen)));
  }
  walk.faults.push(...judgeSameness(`${route} as ${visitor}`, answers));
  return isShown;
}

function targetsOf({ about, alsoWithout, alsoUnlocated }: Entry): Target[] {
  if (about === 'no county') return [undefined];
  return [
    ...(alsoWithout ? [undefined] : []),
    OWN,
    FOREIGN,
    THIRD,
    ...(alsoUnlocated ? [UNLOCATED_PLACE] : []),
    NOWHERE,
  ];
}

function pathOf(world: WallWorld, { about, path }: Entry, target: Target): string {
  if (target === undefined) return path(undefined);
  if (about === 'evidence') return path(typeof target === 'object' ? world.evidenceId(target) : `${world.topic}.1.0.9`);
  if (about === 'letter') return path(typeof target === 'object' ? world.letterId(target) : `${world.topic}.0.999`);
  return path(nameOf(target));
}

interface Seen {
  readonly entry: Entry;
  readonly visitor: VisitorName;
  readonly target: Target;
  readonly answered: Answered;
}

/** What should be answered, by the test's own table. */
function wantedOf({ entry, visitor, target }: Seen): readonly number[] {
  const { may, yes = [200] } = entry;
  if (may === 'everybody') return yes;
  if (visitor === 'nobody') return [401];
  if (!may.includes(visitor)) return [403];
  if (target === undefined) return yes;
  const isTheirs = sightOf(visitor) === 'nation' ? target !== NOWHERE : target === OWN;
  return isTheirs ? yes : [404];
}

function judge(cell: string, seen: Seen): Fault[] {
  const { entry, visitor, target, answered } = seen;
  const faults: Fault[] = [];
  const wanted = wantedOf(seen);
  if (!wanted.includes(answered.status)) {
    faults.push({ cell, kind: 'answer', seen: `${answered.status} in place of ${wanted.join(' or ')}` });
  }
  const mayLook = sightOf(visitor) === 'nation' && [200, 409].includes(answered.status) && entry.may !== 'everybody';
  // What whoever asks has written themselves may come back to them; it is not to be there either.
  if (!mayLook) {
    const traces = foreignTraces(wholeOf(answered));
    if (traces.length > 0) faults.push({ cell, kind: 'leak', seen: traces.join(', ') });
  }
  const isRefused = answered.status >= 400 && target === OWN && entry.may !== 'everybody';
  if (isRefused && shows(answered.body, OWN))
    faults.push({ cell, kind: 'leak', seen: 'a refusal names what it refuses' });
  return faults;
}

/** HEAD is GET without the body: the same answer, and nothing in its headers. */
async function judgeHead(world: WallWorld, cell: string, seen: Seen): Promise<Fault[]> {
  const { entry, visitor, target, answered } = seen;
  const head = await world.ask(VISITORS[visitor], pathOf(world, entry, target), { method: 'HEAD' });
  const faults: Fault[] = [];
  if (head.status !== answered.status || head.body !== '') {
    faults.push({ cell: `HEAD ${cell}`, kind: 'answer', seen: `${head.status} in place of ${answered.status}` });
  }
  const traces = sightOf(visitor) === 'nation' ? [] : foreignTraces(headersOf(head));
  if (traces.length > 0) faults.push({ cell: `HEAD ${cell}`, kind: 'leak', seen: traces.join(', ') });
  return faults;
}

/** Another county's, what belongs to none and what does not exist look the same, to the last byte. */
function judgeSameness(cell: string, answers: ReadonlyMap<Target, Answered>): Fault[] {
  const nowhere = answers.get(NOWHERE);
  if (nowhere?.status !== 404) return [];
  return [...answers].flatMap(([target, answered]) => {
    if (answered.status !== 404 || comparable(answered) === comparable(nowhere)) return [];
    return [{ cell: `${cell} about ${nameOf(target)}`, kind: 'difference' as const, seen: comparable(answered) }];
  });
}

/** An answer without what differs from request to request. */
export function comparable(answered: Answered): string {
  const id = answered.headers.get('x-request-id') ?? '';
  const headers = headersOf(answered, [...PER_REQUEST, 'ratelimit']);
  return `${answered.status}\n${headers}\n${id === '' ? answered.body : answered.body.replaceAll(id, 'ID')}`;
}

/** What differs from request to request; what is left of a limit (`ratelimit`) is searched for traces all the same. */
const PER_REQUEST: readonly string[] = ['date', 'x-request-id', 'set-cookie'];

function headersOf({ headers }: Answered, without = PER_REQUEST): string {
  const own = [...headers].filter(([name]) => !without.includes(name));
  return own.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function wholeOf(answered: Answered): string {
  return `${headersOf(answered)}\n${answered.body}`;
}
