/**
 * Who somebody is to the system. A person may have several; what each may do stands in {@link CAPABILITIES}.
 * The first four of the centre and of counties are people's daily work; `auditor` reads who looked, never what was seen;
 * `machine-client` is a program with a token.
 */
export const ROLES = [
  'central-analyst',
  'central-lead',
  'county-manager',
  'county-member',
  'agency-reporter',
  'on-call-engineer',
  'auditor',
  'machine-client',
] as const;
export type Role = (typeof ROLES)[number];

/** Roles that say nothing without a county: a person who has one and no county has no role. */
export const COUNTY_ROLES: ReadonlySet<Role> = new Set(['county-manager', 'county-member', 'agency-reporter']);

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
