import { parseClaimMapping, principalOf, type ClaimMapping, type Claims } from './claim-mapping';
import type { Principal } from './principal';

const FILE = `
roles:
  claim: realm_access.roles
  values:
    soc: central-analyst
    soc-lead: central-lead
    county-it: county-manager
    reporter: agency-reporter
    program: machine-client
county:
  claim: county
  values: { Taipei: '63000', all: nation }
agency: { claim: agency }
`;

function mapping(text = FILE): ClaimMapping {
  const parsed = parseClaimMapping(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function as(roles: unknown, more: Claims = {}, kind: Principal['kind'] = 'person') {
  return principalOf({ sub: 'u1', name: '林怡君', realm_access: { roles }, ...more }, mapping(), kind);
}

describe('parseClaimMapping', () => {
  it('names every fault with its place', () => {
    const parsed = parseClaimMapping(FILE.replace('central-lead', 'king').replace("'63000'", '63'));
    expect(parsed).toEqual({
      ok: false,
      error: [
        { line: 6, reason: expect.stringMatching(/^roles\.values\.soc-lead: must be one of central-analyst, /) },
        { line: 12, reason: expect.stringMatching(/^county\.values\.Taipei: /) },
      ],
    });
  });

  it.each(['', 'roles: [', 'roles: {}', `${FILE}\nother: 1`])('refuses %j', (text) => {
    expect(parseClaimMapping(text).ok).toBe(false);
  });
});

describe('principalOf', () => {
  it('reads who somebody is', () => {
    expect(as(['soc-lead', 'soc', 'unheard-of'], { acr: 'urn:mfa' })).toEqual({
      ok: true,
      value: {
        kind: 'person',
        subject: 'u1',
        name: '林怡君',
        roles: ['central-analyst', 'central-lead'],
        county: undefined,
        agency: undefined,
        assurance: 'urn:mfa',
      },
    });
  });

  it('takes a county by its value, and a single role that is no list', () => {
    expect(as('county-it', { county: 'Taipei' })).toMatchObject({
      value: { roles: ['county-manager'], county: '63000' },
    });
  });

  it.each<[string, unknown, Claims, string]>([
    ['no role', [], {}, 'no-role'],
    ['a claim that is not there', undefined, {}, 'no-role'],
    ['a role that nobody mapped', ['admin'], {}, 'no-role'],
    ['a role named like a member of every object', ['constructor', '__proto__'], {}, 'no-role'],
    ['a county role without county', ['county-it'], {}, 'no-county'],
    ['a county that nobody mapped', ['county-it'], { county: 'Atlantis' }, 'no-county'],
    ['a list of counties', ['county-it'], { county: ['Taipei'] }, 'no-county'],
    ['a reporter of no agency', ['reporter'], { county: 'Taipei' }, 'no-county'],
    ['a program that claims to be a person', ['program'], {}, 'no-role'],
    ['nobody', ['soc'], { sub: '' }, 'no-subject'],
  ])('lets in nowhere: %s', (_what, roles, more, reason) => {
    expect(as(roles, more)).toEqual({ ok: false, error: reason });
  });

  it('gives a program no role of a person', () => {
    expect(as(['soc', 'program'], { county: 'all' }, 'machine')).toMatchObject({
      value: { roles: ['machine-client'] },
    });
    expect(as(['soc'], {}, 'machine')).toEqual({ ok: false, error: 'no-role' });
  });

  it.each([['Atlantis'], [['Taipei']], [63000], [''], [undefined], ['Nation']])(
    'gives a program whose county can’t be read no access, and never the nation: %j',
    (county) => {
      expect(as(['program'], { county }, 'machine')).toEqual({ ok: false, error: 'no-county' });
    },
  );

  it('gives a program the nation where that is stated, and else its own county', () => {
    expect(as(['program'], { county: 'all' }, 'machine')).toMatchObject({ ok: true, value: { county: undefined } });
    expect(as(['program'], { county: 'Taipei' }, 'machine')).toMatchObject({ ok: true, value: { county: '63000' } });
  });

  it('takes the nation for no county of a person', () => {
    expect(as(['county-it'], { county: 'all' })).toEqual({ ok: false, error: 'no-county' });
  });

  it('reads own members of claims only', () => {
    const odd = mapping(FILE.replace('realm_access.roles', 'constructor.name'));
    expect(principalOf({ sub: 'u1' }, odd, 'person')).toEqual({ ok: false, error: 'no-role' });
  });
});
