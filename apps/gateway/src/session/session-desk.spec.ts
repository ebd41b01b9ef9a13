import { parseClaimMapping, RevocationBook, type Revocation } from '@lianfang/access';
import { CookieSeal } from '@lianfang/platform/seal';
import { FakeIdentityProvider } from './fake-identity-provider';
import { SessionDesk, type Visit } from './session-desk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MAPPING = `
roles: { claim: groups, values: { managers: county-manager, analysts: central-analyst } }
county: { claim: county }
`;

class World {
  now = Date.UTC(2026, 10, 23);
  readonly provider = new FakeIdentityProvider();
  readonly announced: Revocation[] = [];
  readonly revocations = new RevocationBook();
  mapping = MAPPING;
  readonly desk = new SessionDesk({
    provider: this.provider,
    seal: new CookieSeal([{ id: 'k', bytes: new Uint8Array(32).fill(7) }]),
    revocations: this.revocations,
    assertKnown: () => undefined,
    mapping: () => {
      const parsed = parseClaimMapping(this.mapping);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      return parsed.value;
    },
    limits: { idle: 30 * MINUTE, absolute: 12 * HOUR },
    announce: async (revocation) => this.announced.push(revocation) > 0,
    now: () => this.now,
  });

  constructor() {
    this.provider.claims = {
      sub: 'u1',
      name: '王淑芬',
      groups: ['managers'],
      county: '63000',
      sid: 'p1',
      email: 'x@y',
    };
  }

  async signIn(): Promise<{ sealed: string; visit: Visit; returnTo: string }> {
    const { url, sealed } = await this.desk.begin('/operations', false);
    const done = await this.desk.finish(url.search, sealed);
    if (!done.ok) throw new Error(done.error);
    return done.value;
  }
}

describe('SessionDesk', () => {
  it('signs in by the provider, and knows who it was', async () => {
    const world = new World();
    const { sealed, returnTo } = await world.signIn();
    expect(returnTo).toBe('/operations');
    const visit = await world.desk.read(sealed);
    expect(visit?.principal).toMatchObject({ name: '王淑芬', roles: ['county-manager'], county: '63000' });
    // What the mapping does not read is not kept.
    expect(Object.keys(visit?.session.claims ?? {}).toSorted()).toEqual(['county', 'groups', 'name', 'sub']);
  });

  it('takes no answer of a sign-in that this browser did not begin', async () => {
    const world = new World();
    const [mine, theirs] = [await world.desk.begin('/', false), await world.desk.begin('/', false)];
    expect(await world.desk.finish(theirs.url.search, mine.sealed)).toEqual({ ok: false, error: 'provider' });
    expect(await world.desk.finish(mine.url.search, undefined)).toEqual({ ok: false, error: 'stale' });
    const { sealed: session } = await world.signIn();
    expect(await world.desk.finish(mine.url.search, session)).toEqual({ ok: false, error: 'stale' });
    world.now += 11 * MINUTE;
    expect(await world.desk.finish(mine.url.search, mine.sealed)).toEqual({ ok: false, error: 'stale' });
  });

  it('lets nobody in without a role', async () => {
    const world = new World();
    world.provider.claims = { sub: 'u2', groups: ['visitors'] };
    const { url, sealed } = await world.desk.begin('/', false);
    expect(await world.desk.finish(url.search, sealed)).toEqual({ ok: false, error: 'no-role' });
  });

  it('ends after half an hour without being seen, and after twelve hours in any case', async () => {
    const world = new World();
    let { sealed } = await world.signIn();
    world.now += 29 * MINUTE;
    const visit = await world.desk.read(sealed);
    const renewed = visit && (await world.desk.seen(visit));
    world.now += 2 * MINUTE;
    expect([await world.desk.read(sealed), (await world.desk.read(renewed))?.principal.subject]).toEqual([
      undefined,
      'u1',
    ]);
    sealed = renewed ?? '';
    for (let spent = 31; spent < 12 * 60; spent += 20) {
      const later = await world.desk.read(sealed);
      sealed = (later && (await world.desk.seen(later))) ?? sealed;
      world.now += 20 * MINUTE;
    }
    expect(await world.desk.read(sealed)).toBeUndefined();
  });

  it('notes at most once a minute that somebody was seen', async () => {
    const world = new World();
    const { visit } = await world.signIn();
    expect(await world.desk.seen(visit)).toBeUndefined();
    world.now += MINUTE;
    expect(await world.desk.seen(visit)).toEqual(expect.any(String));
  });

  it('ends a session at sign-out, also for whoever copied its cookie, and tells every gateway', async () => {
    const world = new World();
    const { sealed, visit } = await world.signIn();
    const other = await world.signIn();
    expect((await world.desk.end(visit))?.href).toBe('https://id.example/end');
    expect([await world.desk.read(sealed), (await world.desk.read(other.sealed))?.principal.subject]).toEqual([
      undefined,
      'u1',
    ]);
    expect(world.announced).toMatchObject([{ kind: 'session', name: visit.session.id }]);
  });

  it('signs out here while the provider is away', async () => {
    const world = new World();
    const { sealed, visit } = await world.signIn();
    world.provider.away = true;
    expect(await world.desk.end(visit)).toBeUndefined();
    expect(await world.desk.read(sealed)).toBeUndefined();
  });

  it.each(['sid:p1', 'sub:u1'])('ends what the provider ended: %s', async (token) => {
    const world = new World();
    const { sealed } = await world.signIn();
    world.now += MINUTE;
    expect(await world.desk.endByProvider(token)).toMatchObject({ ok: true });
    expect(await world.desk.read(sealed)).toBeUndefined();
    expect(world.announced).toHaveLength(1);
    expect((await world.desk.endByProvider('rubbish')).ok).toBe(false);
    // Signing in again is possible; by the subject at once, by the session under another name.
    world.now += 1_000;
    world.provider.claims = { ...world.provider.claims, sid: 'p2' };
    expect((await world.desk.read((await world.signIn()).sealed))?.principal.subject).toBe('u1');
  });

  it('gives somebody what the mapping says now, not what it said when they signed in', async () => {
    const world = new World();
    const { sealed } = await world.signIn();
    world.mapping = MAPPING.replace('managers: county-manager, ', '');
    expect(await world.desk.read(sealed)).toBeUndefined();
  });
});
