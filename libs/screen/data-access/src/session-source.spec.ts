import { Injector, runInInjectionContext } from '@angular/core';
import type { SessionAnswer } from '@lianfang/contract';
import { BROWSER_PAGE } from './browser-page';
import { SessionSource, signInAddress } from './session-source';

const SOMEBODY: SessionAnswer = {
  name: '林怡君',
  roles: ['central-analyst'],
  county: null,
  agency: null,
  capabilities: ['nation.read'],
  endsAt: 1_000,
};
const NOBODY = { type: 'about:blank', title: 'Not signed in', status: 401, detail: 'Sign in.', requestId: 'r' };

interface Asked {
  readonly path: string;
  readonly unattended: boolean;
}

function setUp() {
  const left: string[] = [];
  const asked: Asked[] = [];
  let restored = (): void => undefined;
  let answer: { readonly status: number; readonly body: unknown } = { status: 200, body: SOMEBODY };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async (path, init) => {
    const headers = new Headers(init?.headers);
    asked.push({ path: path as string, unattended: headers.has('lianfang-unattended') });
    const { status, body } = answer;
    return { ok: status < 400, status, headers: new Headers(), json: async () => body } as Response;
  });
  const page = {
    address: () => '/operations?code=too-late',
    leaveFor: (address: string) => void left.push(address),
    reload: () => void left.push('reload'),
    whenRestored: (call: () => void) => void (restored = call),
  };
  const injector = Injector.create({ providers: [{ provide: BROWSER_PAGE, useValue: page }] });
  const session = runInInjectionContext(injector, () => new SessionSource());
  const say = (status: number, body: unknown): void => void (answer = { status, body });
  return { session, left, asked, say, restore: () => restored() };
}

describe('the session of the page', () => {
  beforeAll(() => {
    globalThis.fetch ??= () => Promise.reject(new Error('not told what to answer'));
  });

  afterEach(() => jest.restoreAllMocks());

  it('is known once the server has said who is signed in, and what they may do', async () => {
    const { session } = setUp();
    expect([session.state(), session.may('nation.read')]).toEqual(['unknown', false]);
    await session.load();
    await session.known;
    expect([session.state(), session.may('nation.read'), session.may('rejected.read')]).toEqual([
      'signed-in',
      true,
      false,
    ]);
  });

  it('is nobody’s where the server says so, which leaves no page', async () => {
    const { session, say, left } = setUp();
    say(401, NOBODY);
    await session.load();
    session.over();
    expect([session.state(), left]).toEqual(['signed-out', []]);
  });

  it('is left once when it is over, with the address, whoever says so', async () => {
    const { session, say, left } = setUp();
    await session.load();
    say(401, NOBODY);
    await session.refresh(true);
    session.over();
    expect(left).toEqual(['/sign-in?ended=over&return=%2Foperations%3Fcode%3Dtoo-late']);
    expect(session.leaving()).toBe(true);
  });

  it('loads the page anew for other rights, and only takes note of a later end', async () => {
    const { session, say, left, asked } = setUp();
    await session.load();
    say(200, { ...SOMEBODY, endsAt: 2_000 });
    await session.refresh(false);
    expect([session.current()?.endsAt, left]).toEqual([2_000, []]);
    say(503, { ...NOBODY, status: 503 });
    await session.refresh(true);
    expect(left).toEqual([]);
    say(200, { ...SOMEBODY, county: '66000' });
    await session.refresh(true);
    expect(left).toEqual(['reload']);
    expect(asked.map(({ unattended }) => unattended)).toEqual([false, false, true, true]);
  });

  it('goes on where another session has taken its place, for the same person with the same rights', async () => {
    const { session, say, left, asked } = setUp();
    await session.load();
    say(200, { ...SOMEBODY, endsAt: 9_000 });
    expect([await session.replaced(), session.current()?.endsAt, left]).toEqual([true, 9_000, []]);
    expect(asked.at(-1)).toEqual({ path: '/auth/session', unattended: true });
    say(200, { ...SOMEBODY, name: '王淑芬' });
    expect([await session.replaced(), left]).toEqual([false, ['reload']]);
  });

  it.each([401, 503])('is left where none has taken its place, or nobody says so: %d', async (status) => {
    const { session, say, left } = setUp();
    await session.load();
    say(status, { ...NOBODY, status });
    expect([await session.replaced(), left]).toEqual([
      false,
      ['/sign-in?ended=over&return=%2Foperations%3Fcode%3Dtoo-late'],
    ]);
  });

  it('ends at the provider too, and says when it could not be ended', async () => {
    const { session, say, left } = setUp();
    await session.load();
    say(503, { ...NOBODY, status: 503 });
    expect([await session.signOut(), left]).toEqual([false, []]);
    say(200, { next: 'https://provider.invalid/end' });
    expect([await session.signOut(), left]).toEqual([true, ['https://provider.invalid/end']]);
  });

  it('leaves for the provider, also where the page learns of the end before the answer is there', async () => {
    const { session, left, say } = setUp();
    await session.load();
    say(200, { next: 'https://provider.invalid/end' });
    const signingOut = session.signOut();
    // The live feed is closed as soon as the session has ended.
    session.over();
    expect([await signingOut, left]).toEqual([true, ['https://provider.invalid/end']]);
  });

  it('shows nothing of a page that the browser had kept', async () => {
    const { session, restore, left } = setUp();
    await session.load();
    restore();
    expect([session.leaving(), left]).toEqual([true, ['reload']]);
  });
});

it('names the way to a sign-in with the page to come back to', () => {
  expect(signInAddress('/operations?record=a.1', true)).toBe(
    '/auth/sign-in?return=%2Foperations%3Frecord%3Da.1&strong=true',
  );
});
