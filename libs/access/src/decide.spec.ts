import { CENTRE_ONLY } from '@lianfang/contract';
import { CAPABILITIES, ruleOf, type Capability } from './capability';
import { capabilitiesOf, decide } from './decide';
import type { Principal } from './principal';
import { COUNTY_ROLES, ROLES, type Role } from './role';

function somebody(roles: readonly Role[], more: Partial<Principal> = {}): Principal {
  const base = {
    kind: 'person',
    subject: 's',
    name: 'n',
    county: undefined,
    agency: undefined,
    assurance: undefined,
  } as const;
  return { ...base, roles, ...more };
}

describe('decide', () => {
  it('reaches the nation for the centre, and never further than their county for people of one', () => {
    expect(decide(somebody(['central-analyst']), 'county.read', false)).toEqual({ granted: true, scope: CENTRE_ONLY });
    const manager = somebody(['county-manager'], { county: '63000' });
    expect(decide(manager, 'county.read', false)).toEqual({ granted: true, scope: { county: '63000' } });
    expect(decide(manager, 'nation.read', false)).toEqual({ granted: false, reason: 'role' });
  });

  it('takes the role that reaches furthest', () => {
    const both = somebody(['county-manager', 'central-lead'], { county: '63000' });
    expect(decide(both, 'county.read', false)).toEqual({ granted: true, scope: CENTRE_ONLY });
  });

  it('asks for a strong session where the table does', () => {
    const lead = somebody(['central-lead']);
    expect(decide(lead, 'rejected.export', false)).toEqual({ granted: false, reason: 'step-up' });
    expect(decide(lead, 'rejected.export', true)).toMatchObject({ granted: true });
    // Stronger or not, a role that may not, may not.
    const manager = somebody(['county-manager'], { county: '63000' });
    expect(decide(manager, 'rejected.export', true)).toEqual({ granted: false, reason: 'role' });
  });

  it('keeps a program within the county of its grant', () => {
    const program = somebody(['machine-client'], { kind: 'machine', county: '64000' });
    expect(decide(program, 'county.read', false)).toEqual({ granted: true, scope: { county: '64000' } });
    expect(decide(program, 'nation.read', false)).toEqual({ granted: false, reason: 'role' });
    const national = somebody(['machine-client'], { kind: 'machine' });
    expect(decide(national, 'nation.read', false)).toEqual({ granted: true, scope: CENTRE_ONLY });
  });

  it('lists what somebody may do, whether or not it takes a stronger sign-in', () => {
    const manager = somebody(['county-manager'], { county: '63000' });
    expect(capabilitiesOf(manager)).toEqual([
      'session.read',
      'county.read',
      'figures.export',
      'views.save',
      'settings.read',
      'settings.change',
      'evidence.read',
      'sensors.read',
      'directory.read',
      'transmissions.read',
      'audit.read',
    ]);
    expect(capabilitiesOf(somebody(['central-analyst']))).toContain('rejected.export');
    expect(capabilitiesOf(somebody(['auditor']))).not.toContain('county.read');
    expect(capabilitiesOf(somebody([]))).toEqual([]);
  });

  it('gives no role of a county the nation, in the whole table', () => {
    const wide = (Object.keys(CAPABILITIES) as Capability[]).flatMap((capability) =>
      ROLES.filter((role) => COUNTY_ROLES.has(role) && ruleOf(capability).roles[role] === 'nation'),
    );
    expect(wide).toEqual([]);
  });
});
