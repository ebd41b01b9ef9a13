import { parseClaimMapping, type ClaimMapping } from './claim-mapping';
import { keptClaims, withoutUnknownRoles } from './kept-claims';

function mappingOf(text: string): ClaimMapping {
  const parsed = parseClaimMapping(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

const MAPPING = mappingOf(`
roles: { claim: realm_access.roles, values: { soc: central-analyst } }
county: { claim: place.county }
agency: { claim: place.agency }
`);

describe('keptClaims', () => {
  it('keeps what the mapping reads, also of what stands inside another, and nothing beside it', () => {
    const stated = {
      sub: 'u1',
      acr: 'mfa',
      name: '王淑芬',
      email: 'x@y',
      realm_access: { roles: ['soc', 'vpn'], audit: 'x' },
      place: { county: '63000', agency: 'a', floor: 3 },
    };
    expect(keptClaims(stated, MAPPING)).toEqual({
      sub: 'u1',
      acr: 'mfa',
      name: '王淑芬',
      realm_access: { roles: ['soc', 'vpn'] },
      place: { county: '63000', agency: 'a' },
    });
  });

  it.each([{}, { realm_access: null, place: 'x' }, { realm_access: 'roles' }])(
    'makes nothing up of claims that hold nothing: %j',
    (stated) => {
      expect(keptClaims({ sub: 'u1', ...stated }, MAPPING)).toEqual({ sub: 'u1' });
    },
  );

  it('takes a claim named as something inherited for a claim', () => {
    const mapping = mappingOf('{ roles: { claim: constructor, values: {} }, county: { claim: __proto__ } }');
    expect(keptClaims({ sub: 'u1' }, mapping)).toEqual({ sub: 'u1' });
  });
});

describe('withoutUnknownRoles', () => {
  it('leaves only roles that the mapping knows', () => {
    const kept = { sub: 'u1', realm_access: { roles: ['vpn', 'soc', 7, 'toString'] } };
    expect(withoutUnknownRoles(kept, MAPPING)).toEqual({ sub: 'u1', realm_access: { roles: ['soc'] } });
  });

  it('leaves a role that is no list as it is', () => {
    const kept = { sub: 'u1', realm_access: { roles: 'soc' } };
    expect(withoutUnknownRoles(kept, MAPPING)).toBe(kept);
  });
});
