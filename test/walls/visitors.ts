import { OWN } from './places';
import type { Asker } from './wall-world';

/**
 * Everybody whom the matrix asks as. `own`: people and a program of one county, {@link OWN}. The names of roles are written
 * out here: this is the test's own statement, and a role that the table gains is missing until somebody adds it.
 */
export const VISITORS = {
  'central-analyst': person('central-analyst'),
  'central-lead': person('central-lead'),
  'central-lead, not strong': {
    kind: 'person',
    person: { roles: ['central-lead'] },
  },
  'on-call-engineer': person('on-call-engineer'),
  auditor: person('auditor'),
  'county-manager': person('county-manager', OWN.county),
  'county-member': person('county-member', OWN.county),
  'agency-reporter': {
    kind: 'person',
    person: { roles: ['agency-reporter'], county: OWN.county, agency: `${OWN.mark}-agency`, strong: true },
  },
  'machine-client': { kind: 'program', claims: { groups: ['machine-client'], county: 'nation' } },
  'machine-client of a county': { kind: 'program', claims: { groups: ['machine-client'], county: OWN.county } },
  nobody: { kind: 'nobody' },
} as const satisfies Readonly<Record<string, Asker>>;
export type VisitorName = keyof typeof VISITORS;

export const VISITOR_NAMES = Object.keys(VISITORS) as VisitorName[];

/** How far somebody sees: everything, {@link OWN}, or nothing that belongs to a county. */
export function sightOf(visitor: VisitorName): 'nation' | 'own' | 'nothing' {
  switch (visitor) {
    case 'county-manager':
    case 'county-member':
    case 'agency-reporter':
    case 'machine-client of a county':
      return 'own';
    case 'nobody':
      return 'nothing';
    default:
      return 'nation';
  }
}

function person(role: string, county?: string): Asker {
  return { kind: 'person', person: { roles: [role], strong: true, ...(county !== undefined && { county }) } };
}
