import { parseClaimMapping, RevocationBook, type Claims, type Revocation } from '@lianfang/access';
import { CookieSeal } from '@lianfang/platform/seal';
import { FakeAuditLog } from '../audit/fake-audit-log';
import { FakeIdentityProvider } from './fake-identity-provider';
import { SessionDesk, type SignInRefusal, type Visit } from './session-desk';
import { SESSION_COOKIE } from './session-cookies';

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
  readonly said: string[] = [];
  readonly audit = new FakeAuditLog();
  isStored = true;
  mapping = MAPPING;
  readonly desk = new SessionDesk({
    provider: this.provider,
    seal: new CookieSeal([{ id: 'k', bytes: new Uint8Array(32).fill(7) }]),
    revocations: this.revocations,
    assertKnown: () => undefined,
    binding: 'optional',
    mapping: () => {
      const parsed = parseClaimMapping(this.mapping);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      return parsed.value;
    },
    limits: { idle: 30 * MINUTE, absolute: 12 * HOUR },
    announce: async (revocation) => this.announced.push(revocation) > 0 && this.isStored,
    audit: this.audit,
    log: { warn: (message) => void this.said.push(message) },
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

  /** @returns why a sign-in is refused */
  async refusal(search?: string): Promise<SignInRefusal | undefined> {
    const { url, sealed } = await this.desk.begin('/operations', false);
    const done = await this.desk.finish(search ?? url.search, sealed);
    return done.ok ? undefined : done.error;
  }

  signInAs(more: Claims): ReturnType<World['signIn']> {
    this.provider.claims = { ...this.provider.claims, ...more };
    return this.signIn();
  }

  async signIn(): Promise<{ sealed: string; visit: Visit; returnTo: string }> {
    const { url, sealed } = await this.desk.begin('/operations', false);
    const done = await this.desk.finish(url.search, sealed);
    if (!done.ok) throw new Error(done.error);
    return done.value;
  }
}

describe('SessionDesk', () => {
  it('tells the audit who signed in and out, and who was refused', async () => {
    const world = new World();
    const { visit } = await world.signIn();
    await world.desk.end(visit);
    await world.signInAs({ sub: 'u2', groups: [] }).catch(() => undefined);
    expect(
      world.audit.deeds.map(({ action, county, principal, thing }) => [action, county, principal?.subject, thing]),
    ).toEqual([
      ['signed-in', '63000', 'u1', undefined],
      ['signed-out', '63000', 'u1', undefined],
      ['sign-in-refused', 'centre', 'u2', 'no-role'],
    ]);
  });

  it('signs in by the provider, and knows who it was', async () => {
    const world = new World();
    const { sealed, returnTo } = await world.signIn();
    expect(returnTo).toBe('/operations');
    const visit = await world.desk.read(sealed);
    expect(visit?.principal).toMatchObject({ name: '王淑芬', roles: ['county-manager'], county: '63000' });
    // What the mapping does not read is not kept.
    expect(Object.keys(visit?.session.claims ?? {}).toSorted()).toEqual(['county', 'groups', 'name', 'sub']);
  });

  it.each<[string, { idToken: number; groups: number }, { hasIdToken: boolean; roles: number }]>([
    ['whole', { idToken: 1_500, groups: 0 }, { hasIdToken: true, roles: 1 }],
    ['without an ID token that is too long', { idToken: 3_500, groups: 0 }, { hasIdToken: false, roles: 1 }],
    ['with roles that are not known yet', { idToken: 1_000, groups: 80 }, { hasIdToken: false, roles: 81 }],
    ['without them where they are too many', { idToken: 1_000, groups: 1_000 }, { hasIdToken: false, roles: 1 }],
  ])('makes a cookie that a browser takes: %s', async (_case, { idToken, groups }, kept) => {
    const world = new World();
    world.provider.idToken = 'x'.repeat(idToken);
    const others = Array.from({ length: groups }, (_, index) => `CN=group-${index},OU=Taipei`);
    const { sealed, visit } = await world.signInAs({ groups: ['managers', ...others] });
    expect(`${SESSION_COOKIE}=${sealed}`.length).toBeLessThan(4_096);
    expect((await world.desk.read(sealed))?.principal).toMatchObject({ roles: ['county-manager'], county: '63000' });
    const { claims } = visit.session;
    expect({ hasIdToken: 'idToken' in visit.session, roles: (claims['groups'] as string[]).length }).toEqual(kept);
  });

  it('refuses who states more than a cookie can hold', async () => {
    const world = new World();
    world.provider.claims = { ...world.provider.claims, name: '王'.repeat(2_000) };
    expect(await world.refusal()).toBe('too-many-claims');
  });

  it('ends the session that a browser had before, and a copy of it', async () => {
    const world = new World();
    const [before, other] = [await world.signIn(), await world.signIn()];
    world.now += MINUTE;
    const late = await world.desk.seen(before.visit);
    await world.desk.replace(before.sealed);
    expect([await world.desk.read(before.sealed), await world.desk.read(late)]).toEqual([undefined, undefined]);
    expect((await world.desk.read(other.sealed))?.principal.subject).toBe('u1');
    await world.desk.replace('rubbish');
    await world.desk.replace(undefined);
    expect(world.announced).toMatchObject([{ kind: 'session', name: before.visit.session.id }]);
  });

  it('knows where somebody wanted to go, and why the provider said no', async () => {
    const world = new World();
    const { sealed } = await world.desk.begin('/operations', false);
    expect([await world.desk.wanted(sealed), await world.desk.wanted('x')]).toEqual(['/operations', undefined]);
    expect(await world.refusal('?state=another')).toBe('provider');
    expect(world.said).toEqual(['A sign-in was not completed: state']);
  });

  it.each<[string, object, boolean, number]>([
    ['as the provider says', { auth_time: Date.UTC(2026, 10, 22, 23, 0) / 1_000 }, false, -60 * MINUTE],
    ['not in the future', { auth_time: Date.UTC(2030, 0, 1) / 1_000 }, false, 0],
    ['now where they had to', {}, true, 0],
  ])('notes when somebody proved who they are: %s', async (_case, more, strong, expected) => {
    const world = new World();
    world.provider.claims = { ...world.provider.claims, ...more };
    const { url, sealed } = await world.desk.begin('/', strong);
    const done = await world.desk.finish(url.search, sealed);
    expect(done.ok && (done.value.visit.session.authTime ?? NaN) - world.now).toBe(expected);
  });

  it('takes a time that nobody stated for long ago', async () => {
    expect((await new World().signIn()).visit.session.authTime).toBe(0);
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

  it('ends with a session of the provider also what it gave no name, and no other', async () => {
    const world = new World();
    const [named, stays] = [await world.signIn(), await world.signInAs({ sid: 'p2' })];
    const unnamed = await world.signInAs({ sid: undefined });
    expect(await world.desk.endByProvider('sid:p1 sub:u1')).toEqual({ ok: true, value: { isStored: true } });
    expect(await Promise.all([named, unnamed].map(({ sealed }) => world.desk.read(sealed)))).toEqual([
      undefined,
      undefined,
    ]);
    expect(await world.desk.read(stays.sealed)).toBeDefined();
  });

  it('ends nothing that began after the provider’s word, when that comes again', async () => {
    const world = new World();
    await world.signIn();
    world.provider.endedAt = world.now + 5_000;
    await world.desk.endByProvider('sub:u1');
    world.now += MINUTE;
    const later = await world.signIn();
    await world.desk.endByProvider('sub:u1');
    expect(await world.desk.read(later.sealed)).toBeDefined();
    // Nor does it undo a later word, here or in the log.
    world.provider.endedAt = Infinity;
    await world.desk.endByProvider('sub:u1');
    world.provider.endedAt = world.now - MINUTE;
    await world.desk.endByProvider('sub:u1');
    expect([await world.desk.read(later.sealed), world.announced.at(-1)?.at]).toEqual([undefined, world.now]);
  });

  it('says where the log does not have it', async () => {
    const world = new World();
    world.isStored = false;
    expect(await world.desk.endByProvider('sid:p1')).toEqual({ ok: true, value: { isStored: false } });
  });

  it('gives somebody what the mapping says now, not what it said when they signed in', async () => {
    const world = new World();
    const { sealed } = await world.signIn();
    world.mapping = MAPPING.replace('managers: county-manager, ', '');
    expect(await world.desk.read(sealed)).toBeUndefined();
  });
});
