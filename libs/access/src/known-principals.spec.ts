import { parseClaimMapping, type ClaimMapping } from './claim-mapping';
import { KnownPrincipals } from './known-principals';

function mapping(role: string): ClaimMapping {
  const parsed = parseClaimMapping(`roles: { claim: groups, values: { staff: ${role} } }\ncounty: { claim: county }\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

describe('KnownPrincipals', () => {
  const claims = { sub: 'u1', groups: ['staff'] };

  it('answers the same person as long as nothing changes', () => {
    const [known, inForce] = [new KnownPrincipals(), mapping('central-analyst')];
    const first = known.of(claims, inForce, 'person');
    expect(first).toMatchObject({ value: { roles: ['central-analyst'] } });
    expect(known.of(claims, inForce, 'person')).toBe(first);
  });

  it('reads claims anew under another mapping, and as a program', () => {
    const known = new KnownPrincipals();
    known.of(claims, mapping('central-analyst'), 'person');
    expect(known.of(claims, mapping('central-lead'), 'person')).toMatchObject({ value: { roles: ['central-lead'] } });
    expect(known.of(claims, mapping('county-manager'), 'person')).toEqual({ ok: false, error: 'no-county' });
    expect(known.of(claims, mapping('central-analyst'), 'machine')).toEqual({ ok: false, error: 'no-role' });
  });
});
