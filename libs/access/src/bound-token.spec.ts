import { isHeldByItsOwner } from './bound-token';

const HASH = 'bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2';

describe('isHeldByItsOwner', () => {
  it('takes a token that names a certificate over a connection with that certificate alone', () => {
    const claims = { cnf: { 'x5t#S256': HASH } };
    expect(isHeldByItsOwner(claims, HASH, 'optional')).toBe(true);
    expect(isHeldByItsOwner(claims, 'another', 'optional')).toBe(false);
    expect(isHeldByItsOwner(claims, undefined, 'optional')).toBe(false);
  });

  it('takes a token without one unless one is required', () => {
    expect(isHeldByItsOwner({}, HASH, 'optional')).toBe(true);
    expect(isHeldByItsOwner({}, HASH, 'required')).toBe(false);
    expect(isHeldByItsOwner({ cnf: { 'x5t#S256': HASH } }, HASH, 'required')).toBe(true);
  });

  it.each([[null], ['text'], [{}], [{ jkt: HASH }], [{ 'x5t#S256': '' }], [{ 'x5t#S256': [HASH] }]])(
    'refuses what binds a token in a way that nobody showed: %j',
    (cnf) => {
      expect(isHeldByItsOwner({ cnf }, HASH, 'optional')).toBe(false);
      expect(isHeldByItsOwner({ cnf }, undefined, 'optional')).toBe(false);
    },
  );
});
