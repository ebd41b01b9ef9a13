import type { Principal } from './principal';
import type { Session } from './session';
import { isStrong } from './strong-session';

const MINUTE = 60_000;
const NOW = 100 * MINUTE;
const RULE = { assurances: new Set(['urn:mfa']), age: 15 * MINUTE };

function of(assurance: string | undefined, times: Pick<Session, 'begun' | 'authTime'>): boolean {
  const session: Session = { id: 'a'.repeat(32), issuer: 'i', subject: 's', claims: {}, seen: NOW, ...times };
  const principal: Principal = {
    kind: 'person',
    subject: 's',
    name: 'n',
    roles: [],
    county: undefined,
    agency: undefined,
    assurance,
  };
  return isStrong(session, principal, RULE, NOW);
}

describe('isStrong', () => {
  it('asks for a listed assurance', () => {
    expect([of('urn:mfa', { begun: NOW }), of('urn:pwd', { begun: NOW }), of(undefined, { begun: NOW })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('runs out, counted from when they proved who they are', () => {
    expect(of('urn:mfa', { begun: 0, authTime: NOW - 15 * MINUTE })).toBe(true);
    expect(of('urn:mfa', { begun: NOW, authTime: NOW - 15 * MINUTE - 1 })).toBe(false);
  });

  it('counts from the beginning of a session that was sealed before this was kept', () => {
    expect(of('urn:mfa', { begun: NOW - 15 * MINUTE })).toBe(true);
    expect(of('urn:mfa', { begun: NOW - 15 * MINUTE - 1 })).toBe(false);
  });
});
