import { CENTRE_ONLY } from '@lianfang/contract';
import type { Revocation } from './revocation';
import { RevocationBook } from './revocation-book';
import { endOf, type Session } from './session';

const ISSUER = 'https://id.example';
const BEGUN = 1_000_000;

function begun(at: number, more: Partial<Session> = {}): Session {
  return { id: 'a'.repeat(32), issuer: ISSUER, subject: 'u1', claims: {}, begun: at, seen: at, ...more };
}

function revoked(kind: Revocation['kind'], name: string, at = BEGUN + 5_000): Revocation {
  return { county: CENTRE_ONLY, kind, issuer: ISSUER, name, at, until: at + 60_000 };
}

describe('RevocationBook', () => {
  it.each<[Revocation['kind'], string]>([
    ['session', 'a'.repeat(32)],
    ['provider-session', 'p1'],
    ['subject', 'u1'],
  ])('ends a session by its %s', (kind, name) => {
    const book = new RevocationBook();
    const one = begun(BEGUN, { providerSession: 'p1' });
    expect(book.isRevoked(one)).toBe(false);
    book.record(revoked(kind, name));
    expect(book.isRevoked(one)).toBe(true);
    expect(book.isRevoked(begun(BEGUN, { id: 'b'.repeat(32), subject: 'u2', providerSession: 'p2' }))).toBe(false);
    expect(book.isRevoked({ ...one, issuer: 'https://other.example' })).toBe(false);
  });

  it('leaves what somebody began afterwards', () => {
    const book = new RevocationBook();
    book.record(revoked('subject', 'u1'));
    expect(book.isRevoked(begun(BEGUN + 5_001))).toBe(false);
  });

  it('ends of a subject what the provider gave no name, where that is all that is meant', () => {
    const book = new RevocationBook();
    book.record(revoked('subject-unnamed', 'u1'));
    expect([
      book.isRevoked(begun(BEGUN)),
      book.isRevoked(begun(BEGUN, { providerSession: 'p1' })),
      book.isRevoked(begun(BEGUN + 5_001)),
    ]).toEqual([true, false, false]);
  });

  it('takes the later of two, in whatever order they come', () => {
    const book = new RevocationBook();
    book.record(revoked('subject', 'u1', BEGUN + 9_000));
    book.record(revoked('subject', 'u1', BEGUN + 2_000));
    expect(book.isRevoked(begun(BEGUN + 8_000))).toBe(true);
  });

  it('lets go of what has run out', () => {
    const book = new RevocationBook();
    book.record(revoked('session', 'x', BEGUN));
    book.record(revoked('session', 'y', BEGUN + 30_000));
    book.forget(BEGUN + 60_001);
    expect(book.size).toBe(1);
  });
});

describe('endOf', () => {
  it('is the earlier of both limits', () => {
    const limits = { idle: 10, absolute: 100 };
    expect(endOf(begun(0, { seen: 50 }), limits)).toBe(60);
    expect(endOf(begun(0, { seen: 95 }), limits)).toBe(100);
  });
});
